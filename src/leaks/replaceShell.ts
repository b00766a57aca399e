import {
  type Edit,
  lineEnd,
  lineStart,
  type Replacement,
  reference,
  type Spotted,
  type Stretch,
} from './replacement.ts';
import { shellPlace } from './shellPlace.ts';

/** In characters: what is looked at before a variable for the command that sets it. */
const looked = 300;

/** The reference is always within double quotes: what a variable holds is then one word, whatever it is. */
export function planShell(spotted: Spotted): Replacement | undefined {
  const { text, token, name } = spotted;
  const place = shellPlace(text, token.start);
  const shown = `\${${name}}`;
  const put = (edit: Stretch, written: string) => reference(name, shown, { ...edit, text: written });
  switch (place.kind) {
    case 'comment':
    case 'asIs':
      return undefined;
    case 'here':
      return put(token, shown);
    case 'double': {
      const whole = text.charAt(token.start - 1) === '"' && text.charAt(token.end) === '"';
      return (whole ? planOwn(spotted, widened(token, 1)) : undefined) ?? put(token, shown);
    }
    case 'bare':
      return planOwn(spotted, token) ?? put(token, `"${shown}"`);
    case 'single': {
      const { start, end, open } = place;
      if (end <= token.end) return undefined;
      const bodyStart = start + open.length;
      const whole = bodyStart === token.start && end - 1 === token.end;
      if (whole) return planOwn(spotted, { start, end }) ?? put({ start, end }, `"${shown}"`);
      return put(token, `'"${shown}"${open}`);
    }
  }
}

const widened = ({ start, end }: Stretch, by: number): Stretch => ({ start: start - by, end: end + by });

/**
 * `GITHUB_TOKEN="${GITHUB_TOKEN}"` would empty the variable where it is not set. An export of it needs no value; an
 * assignment that is all of a command becomes one that does nothing, because nothing at all may be no valid script; and
 * one for a single command stops it with a word of the reason.
 */
function planOwn({ text, token, name }: Spotted, value: Stretch): Replacement | undefined {
  const start = lineStart(text, token.start);
  const line = text.slice(start, value.start);
  if (!line.endsWith(`${name}=`) || /[\w$]/.test(line.charAt(line.length - name.length - 2)))
    return undefined;
  const whole = line.slice(0, -name.length - 1);
  const from = start + whole.length;
  // Words without end before it would be gone through once for each of them.
  const before = whole.slice(-looked);
  const by = { kind: 'environment', name } as const;
  const put = (edit: Edit): Replacement => ({ edits: [edit], by });
  if (/(?:^|[\s;&|({])(?:export|readonly|declare|typeset)[ \t](?:[^;&|()'"`]*[ \t])?$/.test(before)) {
    return put({ start: from, end: value.end, text: name });
  }
  if (/(?:^|[\s;&|({])local[ \t](?:[^;&|()'"`]*[ \t])?$/.test(before)) return undefined;
  const rest = text.slice(value.end, lineEnd(text, value.end));
  const alone = /^[ \t]*(?:$|[;&|)}#])/.test(rest);
  return put({
    start: from,
    end: value.end,
    text: alone ? `: "\${${name}-}"` : `${name}="\${${name}:?}"`,
  });
}
