import type { Span } from './spans.ts';

/** How a kind of credential gives itself away, and how far it then reaches. */
interface Pattern {
  /** Matches what stands before the hidden part; bounded repetition only. Never used itself, always copied. */
  readonly lead: RegExp;
  /** Whether the match of `lead` is hidden too. */
  readonly hidesLead: boolean;
  /** Fewer characters than this after the lead are left alone. */
  readonly least: number;
  readonly reaches: (text: string, at: number) => boolean;
}

/** Shorter than any token after its prefix: a token that is cut still counts, and too much beats too little here. */
const leastRun = 16;

const patterns: readonly Pattern[] = Object.freeze([
  // Tokens by prefix. `_` may be percent-encoded. Prefixes of the future count where a word starts: `right_` and
  // `weight_` end in one.
  {
    lead: /(?:gh[oprsu]|github(?:_|%5f)pat)(?:_|%5f)|(?<![a-z0-9])(?:gh[a-z]|github(?:_|%5f)[a-z]{2,8})(?:_|%5f)/gi,
    hidesLead: true,
    least: leastRun,
    reaches: (text, at) => isOneOf(text, at, '._-%'),
  },
  // Installation tokens of old servers.
  {
    lead: /v1\.(?=[0-9a-f]{40})/gi,
    hidesLead: true,
    least: 40,
    reaches: (text, at) => isOneOf(text, at, ''),
  },
  {
    lead: /\bbasic[ \t]{1,8}/gi,
    hidesLead: false,
    least: leastRun,
    reaches: (text, at) => isOneOf(text, at, '+/=_-'),
  },
  // `Authorization: …`, `"authorization":"…"` (escaped too), `'authorization', '…'`: all to the end of the value.
  {
    lead: /authorization(?:[\\"']{0,8}[ \t]{0,8}[:=]|[\\"']{1,8}[ \t]{0,8},)[ \t]{0,8}[\\"']{0,8}/gi,
    hidesLead: false,
    least: 1,
    reaches: (text, at) => !isEndOfHeader(text, at),
  },
  // Fields of OAuth answers, of git's credential protocol, and of the link in `X-GitHub-SSO`, which opens an
  // organisation's sign-in for an hour.
  {
    lead: /(?:access_token|refresh_token|client_secret|device_code|authorization_request|x-access-token|password)[\\"']{0,8}[ \t]{0,8}[:=][ \t]{0,8}[\\"']{0,8}/gi,
    hidesLead: false,
    least: 1,
    reaches: (text, at) => !' \t\r\n"\'\\&;,@'.includes(text.charAt(at)),
  },
  // `Unsupported proxy syntax in 'user:half-of-the-password'`: libcurl's and git's word about a mistyped proxy, cut
  // where the password has a `#`, so that nothing else tells it for one. To the end of the line: it may hold a quote.
  {
    lead: /\bproxy[ a-z]{1,40}['"]/gi,
    hidesLead: false,
    least: 1,
    reaches: (text, at) => !'\r\n'.includes(text.charAt(at)),
  },
]);

/**
 * Where a text holds what reads like a credential, known or not. Leads are found by expressions, the rest is walked
 * by hand and once: the text may be hostile and large, and as one expression each of these is quadratic or
 * overflows the engine's stack.
 */
export function findSecretLooking(text: string): readonly Span[] {
  const spans: Span[] = [];
  for (const pattern of patterns) {
    const lead = new RegExp(pattern.lead);
    for (let match = lead.exec(text); match; match = lead.exec(text)) {
      const start = match.index + match[0].length;
      let end = start;
      while (end < text.length && pattern.reaches(text, end)) end++;
      // Another lead inside the same stretch could only start a shorter one.
      lead.lastIndex = end;
      if (end - start >= pattern.least) spans.push({ start: pattern.hidesLead ? match.index : start, end });
    }
  }
  return spans.concat(findUserInfos(text));
}

/** `user:password` before the last `@` of a URL's authority; a lone user only when it is as long as a token. */
function findUserInfos(text: string): readonly Span[] {
  const spans: Span[] = [];
  const lead = /:(?:\/|\\\/){2}/g;
  for (let match = lead.exec(text); match; match = lead.exec(text)) {
    const start = match.index + match[0].length;
    let at = -1;
    let colon = false;
    let end = start;
    for (; end < text.length && !' \t\r\n/?#"\'<>\\'.includes(text.charAt(end)); end++) {
      if (text.charAt(end) === '@') at = end;
      else if (text.charAt(end) === ':' && at < 0) colon = true;
    }
    if (at > start && (colon || at - start >= leastRun)) spans.push({ start, end: at });
  }
  return spans;
}

/** A letter or digit of ASCII, or one of `others`. */
function isOneOf(text: string, at: number, others: string): boolean {
  const code = text.charCodeAt(at);
  if (code >= 48 && code <= 57) return true;
  if ((code | 32) >= 97 && (code | 32) <= 122) return true;
  return others.includes(text.charAt(at));
}

/** JSON of some languages writes `/` as `\/`; any other backslash escapes the closing quote. */
function isEndOfHeader(text: string, at: number): boolean {
  const character = text.charAt(at);
  return '\r\n"\''.includes(character) || (character === '\\' && text.charAt(at + 1) !== '/');
}
