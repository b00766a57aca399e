import { importOs } from './importOs.ts';
import { type PythonString, pythonPlace } from './pythonPlace.ts';
import { type Edit, type Replacement, reference, type Spotted, spaced } from './replacement.ts';

/** `os.environ["NAME"]`, in the form that fits where the token stands, and `import os` where it is missing. */
export function planPython({ text, token, name }: Spotted): Replacement | undefined {
  const place = pythonPlace(text, token.start);
  if (place.kind !== 'quoted' || place.docstring || place.end < token.end) return undefined;
  const edit = editString(text, place, token, name);
  if (edit === undefined) return undefined;
  const imported = importOs(text, place.start);
  const shown = `os.environ["${name}"]`;
  return reference(name, shown, ...(imported === undefined ? [] : [imported]), edit);
}

function editString(
  text: string,
  place: PythonString,
  token: { readonly start: number; readonly end: number },
  name: string,
): Edit | undefined {
  const { start, end, prefix, quote } = place;
  const body = start + prefix.length + quote.length;
  const left = text.slice(body, token.start);
  const right = text.slice(token.end, end - quote.length);
  const rest = left + right;
  const bytes = prefix.includes('b');
  const formatted = /[ft]/.test(prefix);
  // Within a hole of it.
  if (formatted && braces(left) !== 0) return undefined;
  const value = `os.environ["${name}"]${bytes ? '.encode()' : ''}`;
  const besides = isBesideString(text, place);
  if (rest === '' && !besides && !prefix.includes('t')) return spaced(text, place, value);
  const other = quote.startsWith('"') ? "'" : '"';
  const hole = `{os.environ[${other}${name}${other}]}`;
  if (formatted) return { ...token, text: hole };
  if (!bytes && !/[{}]/.test(rest)) {
    const both = `f${prefix.replace('u', '')}`;
    return spaced(text, place, `${both}${quote}${left}${hole}${right}${quote}`);
  }
  // A string beside it would become a call.
  if (besides) return undefined;
  const part = (piece: string) => (piece === '' ? [] : [prefix + quote + piece + quote]);
  return spaced(text, place, `(${[...part(left), value, ...part(right)].join(' + ')})`);
}

/** How many holes are open at its end. Two braces are one that is meant. */
function braces(text: string): number {
  const single = text.replace(/\{\{|\}\}/g, '');
  return single.split('{').length - single.split('}').length;
}

/** Strings that stand side by side are one. */
function isBesideString(text: string, { start, end }: PythonString): boolean {
  const before = text.slice(Math.max(0, start - 500), start);
  const after = text.slice(end, end + 500);
  return /["'][ \t\r\n\\]*$/.test(before) || /^[ \t\r\n\\]*[rbfut]{0,2}["']/i.test(after);
}
