import type { GitHubHost } from '../tokens/host.ts';
import { parseHost } from '../tokens/host.ts';
import { refuseText, type TextFault } from './refuseText.ts';
import type { PlaceKind, WatchedPlace } from './watchedToken.ts';

export const longestPlace = 200;
const longestLink = 1_000;

export type ReadPlace =
  | { readonly kind: 'place'; readonly place: WatchedPlace }
  | { readonly kind: 'refused'; readonly why: TextFault | 'empty' | 'linkElsewhere' };

/**
 * Where a token lives, from one line as a person says it: words, a link to the page where it is kept, or both. A link
 * is https on one of the hosts the person configured, or the line is refused: what is shown as a link is opened one day.
 */
export function readPlace(given: string, hosts: readonly GitHubHost[]): ReadPlace {
  const text = given.trim();
  const refused = (why: Extract<ReadPlace, { kind: 'refused' }>['why']): ReadPlace => ({
    kind: 'refused',
    why,
  });
  if (text === '') return refused('empty');
  const fault = refuseText(text, longestLink + longestPlace);
  if (fault !== undefined) return refused(fault);
  const [address, ...more] = text.match(/[a-z][a-z0-9+.-]*:\/\/\S*/gi) ?? [];
  const link = address === undefined ? undefined : knownLink(address, hosts);
  if (more.length > 0 || (address !== undefined && link === undefined)) return refused('linkElsewhere');
  const words = address === undefined ? text : text.replace(address, '').replace(/\s+/g, ' ').trim();
  if ([...words].length > longestPlace) return refused('tooLong');
  return { kind: 'place', place: { kind: kindOf(text), text: words === '' ? pathOf(link) : words, link } };
}

/** The link, if it is https on one of these hosts, written so that no two readers could read it differently (B02). */
export function knownLink(address: string, hosts: readonly GitHubHost[]): string | undefined {
  if (address.length > longestLink || !/^[\x21-\x7e]+$/.test(address) || /[\\"<>^`{|}]/.test(address))
    return undefined;
  const match = /^https:\/\/([^/?#@]+)(\/[^@]*)?$/i.exec(address);
  const parsed = match?.[1] === undefined ? undefined : parseHost(match[1]);
  if (parsed?.kind !== 'host') return undefined;
  const host = hosts.find(({ name }) => name === parsed.host.name);
  return host && `${host.web}${match?.[2] ?? '/'}`;
}

/** Repository or organisation and what follows, as a person would name the page. */
function pathOf(link: string | undefined): string {
  const path = link?.replace(/^https:\/\/[^/]+\//, '').replace(/[?#].*$/, '') ?? '';
  return path === '' ? (link ?? '') : path.slice(0, longestPlace);
}

/** In this order: "a bot on the build server" is found at the server. */
const signs: readonly (readonly [PlaceKind, RegExp])[] = [
  ['actions-secret', /\bactions?\b|\/secrets\/|\bsecrets?\b|\bworkflows?\b/i],
  ['server', /\bservers?\b|\bmachines?\b|\bhosts?\b|\bcron\b|\bjenkins\b|\brunners?\b/i],
  ['bot', /\bbots?\b|\brenovate\b|\bdependabot\b/i],
];

function kindOf(text: string): PlaceKind {
  return signs.find(([, sign]) => sign.test(text))?.[0] ?? 'other';
}
