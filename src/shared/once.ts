/**
 * Makes a thing at the first call and gives the same one ever after. A making that failed is forgotten: a file that
 * could not be loaded while the extension was being updated must not disable every command until a reload.
 */
export function once<T>(make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | undefined;
  return () => {
    if (made === undefined) {
      const making = make();
      made = making;
      making.catch(() => {
        if (made === making) made = undefined;
      });
    }
    return made;
  };
}
