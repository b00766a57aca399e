import { credentialIn, isCredentialFile, isCredentialName } from './credentialNames.ts';

/** A program's name without its folder and its ending, in lower case; `@echo` is echo. */
function nameOf(word: string | undefined): string {
  return (word ?? '')
    .toLowerCase()
    .replace(/^@/, '')
    .replace(/^.*[/\\]/, '')
    .replace(/\.(?:exe|cmd|bat|ps1)$/, '');
}

const shells: ReadonlySet<string> = new Set([
  'sh',
  'bash',
  'zsh',
  'dash',
  'ksh',
  'fish',
  'cmd',
  'powershell',
  'pwsh',
]);
export const isShell = (word: string | undefined): boolean => shells.has(nameOf(word));

const printers: ReadonlySet<string> = new Set([
  'echo',
  'printf',
  'print',
  'write-output',
  'write-host',
  'write-error',
  'write-warning',
  'write-information',
  'write-verbose',
  'out-host',
  'logger',
]);

/** Whether a command writes its words, or shows them on the way: `cat <<< $X`, `curl -v`, PowerShell's bare `$env:X`. */
export function printsWords(texts: readonly string[]): boolean {
  const [first] = texts;
  const name = nameOf(first);
  if (printers.has(name)) return true;
  if (readers.has(name)) return texts.some((text) => text.startsWith('<<<'));
  if (name === 'curl')
    return texts.some((text) => /^(?:-[a-zA-Z]*v[a-zA-Z]*|--verbose|--trace.*)$/.test(text));
  return texts.length === 1 && /^\$\{?env:/i.test(first ?? '');
}

/** Programs that show a file, or what comes through a pipe. */
const readers: ReadonlySet<string> = new Set([
  'cat',
  'tac',
  'bat',
  'type',
  'less',
  'more',
  'head',
  'tail',
  'nl',
  'strings',
  'get-content',
  'gc',
]);
const filters: ReadonlySet<string> = new Set([
  'tee',
  'sort',
  'uniq',
  'base64',
  'xxd',
  'od',
  'hexdump',
  'rev',
  'tr',
  'cut',
  'sed',
  'awk',
  'column',
  'fold',
  'out-string',
  'out-host',
  'format-list',
  'format-table',
  'fl',
  'ft',
  'tee-object',
  'sort-object',
]);
const searches: ReadonlySet<string> = new Set([
  'grep',
  'egrep',
  'rg',
  'findstr',
  'find',
  'select-string',
  'sls',
  'where-object',
]);

/** Whether a command shows what is piped into it; a search does when it may be after a credential. */
export function passesOn(texts: readonly string[]): boolean {
  const name = nameOf(texts[0]);
  if (readers.has(name) || filters.has(name)) return true;
  if (!searches.has(name)) return false;
  return texts
    .slice(1)
    .some((text) => /token|pat\b|gh_|github|secret|pass|key|cred|auth|^-v|^\.\*?$|^=$/i.test(text));
}

/** What would be shown by a command that hands out credentials or the whole environment; its name. */
export function dumpOf(texts: readonly string[]): string | undefined {
  const name = nameOf(texts[0]);
  const rest = texts.slice(1);
  const line = [name, ...rest].join(' ').toLowerCase();
  if (readers.has(name)) return rest.find(isCredentialFile);
  const known = handsOut.find(([start]) => line === start || line.startsWith(`${start} `));
  if (known !== undefined) return known[1] === undefined || known[1].test(line) ? known[0] : undefined;
  if (name === 'printenv') return rest.length === 0 ? name : rest.find(isCredentialName);
  // `set NAME` shows it in cmd, `set -x` and `set NAME=value` show nothing.
  if (name === 'set')
    return rest.length === 0 ? name : rest.length === 1 ? rest.find(isCredentialName) : undefined;
  if (name === 'env')
    return rest.every((word) => word.startsWith('-') || word.includes('=')) ? name : undefined;
  if (environmentShells.has(name)) return rest.every((word) => /^-[px]+$/.test(word)) ? name : undefined;
  if (listers.has(name)) {
    const asked = rest.find((word) => /^env:/i.test(word));
    if (asked === undefined) return undefined;
    const wanted = asked.replace(/^env:[/\\]?/i, '');
    return /^\*?$/.test(wanted) || isCredentialName(wanted) || wanted.includes('*') ? asked : undefined;
  }
  return undefined;
}

const environmentShells: ReadonlySet<string> = new Set(['export', 'declare', 'typeset']);
const listers: ReadonlySet<string> = new Set([
  'get-childitem',
  'gci',
  'dir',
  'ls',
  'get-item',
  'gi',
  'get-content',
  'gc',
]);

/** Programs that answer with a credential; where more is needed for that, the words that ask for it. */
const handsOut: readonly (readonly [string, RegExp | undefined])[] = Object.freeze([
  ['gh auth token', undefined],
  ['gh auth status', / (?:-t|--show-token)\b/],
  ['git credential fill', undefined],
  ['git credential-store get', undefined],
  ['git credential-cache get', undefined],
  ['git credential-manager get', undefined],
  ['git credential-osxkeychain get', undefined],
  ['git-credential-manager get', undefined],
  ['security find-internet-password', / -[a-z]*[wg]/],
  ['security find-generic-password', / -[a-z]*[wg]/],
  ['secret-tool lookup', undefined],
  ['pass show', undefined],
  ['[environment]::getenvironmentvariables', undefined],
]);

/** `node -e`, `python -c` and the like: a script that names a credential of the environment and writes something. */
export function scriptPrints(texts: readonly string[]): string | undefined {
  if (!/^(?:node|deno|bun|python[0-9.]*|py|ruby|perl|php)$/.test(nameOf(texts[0]))) return undefined;
  const at = texts.findIndex((text) => /^(?:-[a-z]*[cepr]|--eval|--print|eval)$/i.test(text));
  if (at < 0) return undefined;
  const script = texts.slice(at + 1).join(' ');
  if (
    !/\b(?:print|puts|echo|say|p|console|write|dump|inspect)\b|printf?/.test(script) &&
    !/p/.test(texts[at] ?? '')
  )
    return undefined;
  const named = script
    .match(/[A-Za-z_][A-Za-z0-9_]{2,100}/g)
    ?.find((name) => /^[A-Z0-9_]+$/.test(name) && isCredentialName(name));
  if (named !== undefined && /env/i.test(script)) return named;
  return /(?:log|print|inspect|dir|dumps?|p)\s*\(?\s*(?:process\.env|os\.environ|ENV)\s*\)?\s*;?$/.test(
    script,
  )
    ? 'env'
    : credentialIn(script);
}

/** Whether the shell writes every command that follows, with its variables replaced. */
export function traces(texts: readonly string[]): boolean {
  const [name, ...rest] = texts;
  if (nameOf(name) === 'set')
    return rest.some((word, at) => /^-[a-z]*x/.test(word) || (word === '-o' && rest[at + 1] === 'xtrace'));
  return nameOf(name) === 'set-psdebug' && rest.some((word) => word === '2' || word === '1');
}
