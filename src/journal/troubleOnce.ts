/**
 * What happens when a record cannot be kept: it is logged each time, and the person is told of the first in a window. A
 * full disk fails every record, and a message for each would be worse than the missing lines.
 */
export function troubleOnce(log: (error: unknown) => void, tell: () => void): (error: unknown) => void {
  let told = false;
  return (error) => {
    log(error);
    if (told) return;
    told = true;
    tell();
  };
}
