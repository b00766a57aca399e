/** An account that gh lists for a host. */
export interface GhAccount {
  readonly login: string;
  /** GitHub refused its token just now. It is not asked again about it. */
  readonly dead: boolean;
  /** Whether this gh can be asked for the token of one account. */
  readonly byName: boolean;
}

const line = /^(?:\S+ )?(Logged in|Failed to log in|Timeout trying to log in) to (\S+) (account|as) (\S+)/;
const login = /^[A-Za-z0-9][A-Za-z0-9_-]{0,99}$/;

/**
 * The accounts of one host in what `gh auth status` prints. Its text is the same in every version that matters, but for
 * one word: `as` before 2.40, which knows one account only, and `account` since. Lines about other hosts and lines that
 * are not understood say nothing.
 */
export function readGhStatus(text: string, host: string): readonly GhAccount[] {
  const found = new Map<string, GhAccount>();
  let last: GhAccount | undefined;
  for (const raw of text.slice(0, 20_000).split('\n')) {
    const [, how, where, word, name] = line.exec(raw.trim()) ?? [];
    if (where !== undefined) {
      last =
        where === host && name !== undefined && login.test(name)
          ? { login: name, dead: false, byName: word === 'account' }
          : undefined;
      if (last !== undefined && !found.has(last.login)) found.set(last.login, last);
      if (how !== 'Failed to log in') last = undefined;
    } else if (last !== undefined && /^- The token in .* is invalid\.$/.test(raw.trim())) {
      found.set(last.login, { ...last, dead: true });
    }
  }
  return [...found.values()];
}

/** The version of a gh that cannot hand out its token, from what `gh --version` prints. */
export function judgeGhVersion(text: string): { readonly tooOld: string } | undefined {
  const [, whole = '', major = '', minor = ''] =
    /^gh version ((\d{1,4})\.(\d{1,4})\.\d{1,4})/.exec(text) ?? [];
  if (whole === '') return undefined;
  const [first, second] = [Number(major), Number(minor)];
  return first < 2 || (first === 2 && second < 17) ? { tooOld: whole } : undefined;
}
