/** Arguments have to fit on the stack. */
const atOnce = 4096;
/** Used again and again: a new array for each short text takes longer than to fill it. */
const some: number[] = [];

/** The text of `count` character codes; `codeAt` is asked for each, in order. */
export function fromCodes(count: number, codeAt: (index: number) => number): string {
  let text = '';
  for (let from = 0; from < count; from += atOnce) {
    some.length = Math.min(atOnce, count - from);
    for (let index = 0; index < some.length; index++) some[index] = codeAt(from + index);
    text += String.fromCharCode.apply(undefined, some);
  }
  return text;
}

/** Each byte as one character, which is how bytes are searched. */
export const latin1Of = (bytes: Uint8Array): string => fromCodes(bytes.length, (at) => bytes[at] ?? 0);
