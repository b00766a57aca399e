/**
 * A path as the system has it: its bytes, each as one character. On Linux a name is any bytes, and one that is no UTF-8
 * could not be opened again by its text (I13). For ASCII it is the path itself.
 */
export type BytePath = string;

const notAscii = /[^\x20-\x7e]/;

export const bytePath = (path: string): BytePath => Buffer.from(path, 'utf8').toString('latin1');

/** What the functions of `fs` take. */
export const openable = (path: BytePath): string | Buffer =>
  notAscii.test(path) ? Buffer.from(path, 'latin1') : path;

/** What a person and a URI can take: UTF-8, with a mark for what is none. */
export const readable = (path: BytePath): string =>
  notAscii.test(path) ? Buffer.from(path, 'latin1').toString('utf8') : path;
