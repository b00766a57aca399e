/** In characters: what may stand before or behind a token within one address. */
const most = 300;
const before = /:\\?\/\\?\/(?:[^\s/@"'`<>\\]{1,255}:)?$/;
const behind = /^(?::[^\s/@"'`<>\\]{0,255})?@/;

/** Whether it is the user or the password of an address: `https://TOKEN@host`, `https://user:TOKEN@host`. */
export function standsInUrl(text: string, start: number, end: number): boolean {
  const next = text.charAt(end);
  if (next !== '@' && next !== ':') return false;
  return (
    behind.test(text.slice(end, end + most)) && before.test(text.slice(Math.max(0, start - most), start))
  );
}
