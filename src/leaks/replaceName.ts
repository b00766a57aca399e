import type { Stretch } from './replacement.ts';
import type { TokenFinding } from './tokenFinding.ts';

/** Only a name that says it holds a credential is taken over: `PATH` or `NODE_OPTIONS` is never set to a token. */
const credentialWords =
  /(?:^|_)(?:TOKEN|PAT|SECRET|PASSWORD|CREDENTIALS?|(?:PRIVATE|API|ACCESS|APP)_?KEY)(?:_|$)/;
/** Read by loaders, shells and runners. */
const reserved = /^(?:LD|DYLD|BASH|ACTIONS|RUNNER)_/;
/** Says nothing of whose token it is. */
const bare = /^(?:AUTH_|ACCESS_|PRIVATE_|API_)?(?:TOKEN|PAT|SECRET|PASSWORD|CREDENTIALS?|KEY)$/;
const longestName = 60;
/** Looked at before the token: more than any name and type. */
const before = 300;

/** A variable or key, perhaps with its type, and what opens the value. */
const leftSide =
  /([A-Za-z][\w.-]*)["'`\]]?[ \t]*(?::[ \t]*[\w.<>| \t]{1,60}?)?(?::|:?=|=>)[ \t]*(?:\r?\n[ \t]*)?(?:\{[ \t]*)?(?:[|>][-+\d]*\r?\n[ \t]*)?[fFrRbBuU$]{0,2}["'`]{0,3}$/;

/** How the variable is to be called that holds the token from now on. */
export function nameFor(text: string, token: Stretch, { kind, written }: TokenFinding): string {
  const left = leftSide.exec(text.slice(Math.max(0, token.start - before), token.start))?.[1];
  const name = left === undefined || written !== 'plain' ? '' : asVariable(left);
  if (isFit(name)) return name;
  if (written === 'basic') return 'GITHUB_AUTHORIZATION';
  return kind === 'app-key' ? 'GITHUB_APP_PRIVATE_KEY' : 'GITHUB_TOKEN';
}

function isFit(name: string): boolean {
  return name.length <= longestName && credentialWords.test(name) && !reserved.test(name) && !bare.test(name);
}

/** `this.ghToken` and `gh-token` are both `GH_TOKEN`. */
function asVariable(left: string): string {
  const last = left.split('.').findLast((part) => part !== '') ?? '';
  return last
    .replace(/([a-z0-9])([A-Z])/g, '$1_$2')
    .replace(/([A-Z])([A-Z][a-z])/g, '$1_$2')
    .replaceAll('-', '_')
    .replace(/_+/g, '_')
    .replace(/^_|_$/g, '')
    .toUpperCase();
}
