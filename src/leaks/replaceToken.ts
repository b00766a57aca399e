import { type Dialect, dialectOf, type TextFile } from './replaceDialect.ts';
import { planDotenv } from './replaceDotenv.ts';
import { planJson } from './replaceJson.ts';
import { lineStart, type PlanReference, type Replacement, type Stretch } from './replacement.ts';
import { nameFor } from './replaceName.ts';
import { planPython } from './replacePython.ts';
import { planScript } from './replaceScript.ts';
import { planShell } from './replaceShell.ts';
import { planYaml } from './replaceYaml.ts';
import type { TokenFinding } from './tokenFinding.ts';

const plans: Readonly<Record<Dialect, PlanReference>> = Object.freeze({
  dotenv: planDotenv,
  shell: planShell,
  workflow: planYaml('workflow'),
  yaml: planYaml('plain'),
  // npm reads `${NAME}` in its settings, quoted or not, and has it in no comment.
  npmrc: ({ text, token, name }) =>
    /^\s*[#;]/.test(text.slice(lineStart(text, token.start), token.start))
      ? undefined
      : { edits: [{ ...token, text: `\${${name}}` }], by: { kind: 'reference', name, shown: `\${${name}}` } },
  editorJson: planJson((name) => `\${env:${name}}`),
  devContainer: planJson((name) => `\${localEnv:${name}}`),
  json: () => undefined,
  script: planScript(false),
  markupScript: planScript(true),
  python: planPython,
  // A line of IPython's own is no Python.
  pythonCell: (spotted) =>
    /^\s*[!%]/.test(spotted.text.slice(spotted.text.lastIndexOf('\n', spotted.token.start - 1) + 1)) ||
    /^\s*%%/.test(spotted.text)
      ? undefined
      : planPython(spotted),
  other: () => undefined,
});

/**
 * What to write instead of a token. Where a program reads the text, and its variable holds what stood there, it reads
 * the same as before; a comment, and a language without references, only loses the token.
 */
export function planReplacement(text: string, finding: TokenFinding, file: TextFile): Replacement {
  if (finding.written === 'url') return planAddress(text, finding);
  const dialect = dialectOf(file);
  const token = whatGoes(text, finding);
  const removed: Replacement = { edits: [{ ...token, text: '' }], by: { kind: 'removed' } };
  // Only there it means nothing, before a letter.
  if (text.charAt(token.start) === '\\' && !/cript$/.test(dialect)) return removed;
  return plans[dialect]({ text, token, name: nameFor(text, token, finding) }) ?? removed;
}

/** Of a Basic header the whole value. A key is found as the whole block. */
function whatGoes(text: string, { offset, length, written }: TokenFinding): Stretch {
  const before = text.slice(Math.max(0, offset - 100), offset);
  const scheme = written === 'basic' ? (/basic[ \t]+$/i.exec(before)?.[0].length ?? 0) : 0;
  const start = offset - scheme;
  // A backslash of its own would take what comes in its place along.
  return { start: isEscaped(text, start) ? start - 1 : start, end: offset + length };
}

function isEscaped(text: string, at: number): boolean {
  return /(?<!\\)(?:\\\\)*\\$/.test(text.slice(Math.max(0, at - 100), at));
}

/** More than any user and password that hold a token. */
const longestUser = 4000;

/** User and password go as a whole. */
function planAddress(text: string, { offset, length }: TokenFinding): Replacement {
  const user = /:\/\/([^\s/@"'`<>]*)$/.exec(text.slice(Math.max(0, offset - longestUser), offset))?.[1];
  const end = offset + length;
  const rest = /^[^\s/@"'`<>]*@/.exec(text.slice(end, end + longestUser))?.[0];
  if (user === undefined || rest === undefined)
    return { edits: [{ start: offset, end, text: '' }], by: { kind: 'removed' } };
  return {
    edits: [{ start: offset - user.length, end: end + rest.length, text: '' }],
    by: { kind: 'address' },
  };
}
