import { idShape } from '../vault/entryShape.ts';
import { count, filled, object, oneOf, optional, type Shape, tag, text, variant } from '../vault/shape.ts';
import { refuseText } from './refuseText.ts';
import type { PlaceKind, WatchedExpiry, WatchedPlace, WatchedToken } from './watchedToken.ts';

const version = 1;

/** The most that a file of ours can be (characters); a larger one is not ours and not read. */
export const longestFile = 16_384;

/**
 * Text as this extension would have written it. A file that holds a token, or what cannot be shown, was written by
 * something else and is not shown anywhere.
 */
const plain =
  (shape: Shape<string>): Shape<string> =>
  (value) => {
    const given = shape(value);
    if (given !== '' && refuseText(given, given.length) !== undefined) throw new Error('text refused');
    return given;
  };

const place = object<WatchedPlace>({
  kind: oneOf<PlaceKind>({ 'actions-secret': true, server: true, bot: true, other: true }),
  text: plain(text(500)),
  link: optional(plain(filled(2_000))),
});

const expiry = variant<WatchedExpiry>({
  at: object({ kind: tag('at'), at: count }),
  unknown: object({ kind: tag('unknown') }),
});

const shape = object<WatchedToken & { readonly v: typeof version }>({
  v: (value) => {
    if (value !== version) throw new Error('version of a watched token');
    return version;
  },
  id: idShape,
  name: plain(filled(1_000)),
  place,
  owner: optional(plain(filled(200))),
  expiry,
  note: optional(plain(filled(2_000))),
  addedAt: count,
  since: count,
});

export function serialiseWatched(token: WatchedToken): string {
  return JSON.stringify({ v: version, ...token });
}

/** Undefined for a damaged file, one of a later version, and one under another's name. */
export function parseWatched(id: string, given: string): WatchedToken | undefined {
  if (given.length > longestFile) return undefined;
  try {
    const { v: _, ...token } = shape(JSON.parse(given));
    return token.id === id ? token : undefined;
  } catch {
    return undefined;
  }
}

export function isWatchedId(id: string): boolean {
  try {
    return idShape(id) === id;
  } catch {
    return false;
  }
}
