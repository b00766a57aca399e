/** What a token begins with, in each way it can be written. Looked for in bytes, before anything is made a text of them. */
const needles: readonly Buffer[] = ['gho_', 'ghp_', 'ghu_', 'ghs_', 'ghr_', 'github_pat_'].flatMap((text) => [
  Buffer.from(text),
  // Found in both orders: without the last zero the text of one is within that of the other.
  Buffer.from(text, 'utf16le').subarray(0, -1),
]);

/** Whether it is worth a closer look. Several times as fast as the search itself, and nearly always the end of it. */
export function mayHold(bytes: Buffer): boolean {
  return needles.some((needle) => bytes.includes(needle));
}
