import { type PlanReference, type Replacement, reference, type Spotted, spaced } from './replacement.ts';
import { isJsxValue, scriptPlace } from './scriptPlace.ts';

/** `process.env.NAME`, in the form that fits where the token stands. `markup`: JSX may be in the file. */
export function planScript(markup: boolean): PlanReference {
  return (spotted) => {
    const { text, token, name } = spotted;
    const place = scriptPlace(text, token.start);
    const shown = `process.env.${name}`;
    if (place.kind === 'template') return reference(name, shown, { ...token, text: `\${${shown}}` });
    if (place.kind !== 'quoted' || place.end <= token.end) return undefined;
    return planQuoted(spotted, place, shown, markup);
  };
}

function planQuoted(
  { text, token, name }: Spotted,
  place: { readonly start: number; readonly end: number },
  shown: string,
  markup: boolean,
): Replacement | undefined {
  const { start, end } = place;
  const left = text.slice(start + 1, token.start);
  const right = text.slice(token.end, end - 1);
  const rest = left + right;
  const template = `\`${left}\${${shown}}${right}\``;
  const put = (written: string) => reference(name, shown, spaced(text, place, written));
  if (markup && isJsxValue(text, start)) {
    if (rest === '') return reference(name, shown, { start, end, text: `{${shown}}` });
    // There a backslash is a backslash, and `&amp;` is `&`.
    return /[\\`&]|\$\{/.test(rest)
      ? undefined
      : reference(name, shown, { start, end, text: `{${template}}` });
  }
  if (isName(text, start)) return undefined;
  // A key of an object.
  if (/[{,]\s*$/.test(text.slice(Math.max(0, start - 100), start)) && /^\s*:/.test(text.slice(end))) {
    return rest === '' ? put(`[${shown}]`) : undefined;
  }
  if (rest === '') return put(shown);
  // At the start of a line it would go on with the expression above.
  if (/[\w$)\]}]\s*[\r\n]\s*$/.test(text.slice(Math.max(0, start - 100), start))) return undefined;
  // A template knows no `\1`, and its own signs are its own.
  if (!/\\[\d\r\n]|`|\$\{/.test(rest)) return put(template);
  const quote = text.charAt(start);
  const parts = [quoted(quote, left), shown, quoted(quote, right)].filter((part) => part !== '');
  return put(`(${parts.join(' + ')})`);
}

const quoted = (quote: string, part: string) => (part === '' ? '' : quote + part + quote);

/** Where a string names a file to load, it must be one. */
function isName(text: string, start: number): boolean {
  return /\b(?:from|import)\s*$/.test(text.slice(Math.max(0, start - 100), start));
}
