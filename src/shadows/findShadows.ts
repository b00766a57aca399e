import type { RemoteConfig } from '../push/remotes.ts';
import type { Entry } from '../tokens/entry.ts';
import type { GhAlone } from './ghAlone.ts';
import { type GitAlone, type GitWay, placeOfLine } from './gitAlone.ts';
import { shownText } from './held.ts';
import { readWebUrl } from './matchUrl.ts';
import type { Rewritten } from './rewrite.ts';
import type { Fix, Shadow, ShadowCause } from './shadow.ts';

export interface ShadowFacts {
  readonly remote: RemoteConfig | undefined;
  /** The repository's own configuration: where the remote stands. */
  readonly ownFile: string | undefined;
  readonly rewritten: Rewritten | undefined;
  readonly git: GitAlone | undefined;
  readonly gh: GhAlone | undefined;
  readonly entries: readonly Entry[];
  /** Whether GitHub is known not to accept the token of an entry any more. */
  readonly isDead: (entry: Entry) => boolean;
}

/** What stands in front of what, worst first. Each with one cause and one thing to do. */
export function findShadows(facts: ShadowFacts): readonly Shadow[] {
  const all = [...ofUrl(facts), ...ofWays(facts), ...ofGh(facts)];
  return all.toSorted((a, b) => Number(b.severity === 'warning') - Number(a.severity === 'warning'));
}

const warning = (cause: ShadowCause, fix: Fix): Shadow => ({ severity: 'warning', cause, fix });
const info = (cause: ShadowCause, fix: Fix): Shadow => ({ severity: 'info', cause, fix });
const read: Fix = Object.freeze({ kind: 'read' });

function openFile(file: string | undefined): Fix {
  return file === undefined ? read : { kind: 'openConfig', file };
}

function ofUrl({ remote, ownFile, rewritten, git }: ShadowFacts): readonly Shadow[] {
  if (remote === undefined || rewritten === undefined || git === undefined) return [];
  const found: Shadow[] = [];
  const inUrl = git.ways.find((way) => way.kind === 'url');
  const { name } = remote;
  if (inUrl !== undefined) {
    found.push(warning({ kind: 'tokenInUrl', remote: name, held: inUrl.held }, openFile(ownFile)));
  } else if (git.user !== undefined && readWebUrl(rewritten.url)?.userInfo !== undefined) {
    found.push(info({ kind: 'userInUrl', remote: name, user: git.user }, openFile(ownFile)));
  }
  const [url] = remote.urls;
  const { rule } = rewritten;
  if (rule !== undefined) {
    const variable = rule.variable === 'insteadof' ? 'insteadOf' : 'pushInsteadOf';
    const elsewhere = hostIn(rewritten.url) !== hostIn(remote.pushUrls[0] ?? url ?? '');
    const place = placeOfLine(rule);
    const cause = { kind: 'rewritten', variable, to: git.address, elsewhere, place } as const;
    found.push((elsewhere || place.own ? warning : info)(cause, openFile(place.file)));
  }
  const [pushUrl] = remote.pushUrls;
  if (pushUrl !== undefined && url !== undefined && shownText(pushUrl) !== shownText(url)) {
    const elsewhere = hostIn(pushUrl) !== hostIn(url);
    const cause = { kind: 'pushUrl', remote: name, to: shownText(pushUrl), elsewhere } as const;
    found.push((elsewhere ? warning : info)(cause, openFile(ownFile)));
  }
  if (git.transport === 'ssh') found.push(info({ kind: 'ssh' }, read));
  return found;
}

/** The host an address names, in whichever form; only to be compared. */
function hostIn(url: string): string {
  const web = readWebUrl(url);
  if (web !== undefined) return web.host;
  const match = /^(?:[a-z+]+:\/\/)?(?:[^/@]*@)?([^/:]+)/i.exec(url);
  return (match?.[1] ?? url).toLowerCase();
}

function ofWays({ git }: ShadowFacts): readonly Shadow[] {
  const ways = git?.ways ?? [];
  return ways.flatMap((way): readonly Shadow[] => {
    switch (way.kind) {
      case 'header':
        return [warning({ kind: 'header', held: way.held, place: way.place }, openFile(way.place.file))];
      case 'helper':
        return ofHelper(way, ways);
      case 'askpass':
        return way.place?.own
          ? [warning({ kind: 'ownAskpass', place: way.place }, openFile(way.place.file))]
          : [info({ kind: 'askpass', variable: way.variable }, openFile(way.place?.file))];
      default:
        return [];
    }
  });
}

function ofHelper(
  way: Extract<GitWay, { readonly kind: 'helper' }>,
  ways: readonly GitWay[],
): readonly Shadow[] {
  const { helper, place } = way;
  const own: readonly Shadow[] = place.own
    ? [warning({ kind: 'ownHelper', helper, place }, openFile(place.file))]
    : [];
  const behind = ways
    .slice(ways.indexOf(way) + 1)
    .filter(({ kind }) => kind === 'helper' || kind === 'editor' || kind === 'askpass');
  const isFirst = ways.find(({ kind }) => kind === 'helper') === way;
  return isFirst && behind.length > 0
    ? [...own, info({ kind: 'helperFirst', first: way, behind }, openFile(place.file))]
    : own;
}

function ofGh({ git, gh, entries, isDead }: ShadowFacts): readonly Shadow[] {
  const login = entries.find(({ origin }) => origin?.kind === 'gh');
  if (gh?.kind === 'variable') {
    const { name, held, behind } = gh;
    const alsoGit = asksGh(git);
    const dead = entries.some(
      (entry) => entry.origin?.kind === 'environment' && entry.origin.variable === name && isDead(entry),
    );
    if (login === undefined && behind.length === 0 && !alsoGit && !dead) return [];
    return [warning({ kind: 'variableBeatsLogin', name, held, behind, alsoGit, dead }, read)];
  }
  return login !== undefined && isDead(login) ? [warning({ kind: 'ghAnswersDead' }, read)] : [];
}

function asksGh(git: GitAlone | undefined): boolean {
  return git?.ways.some((way) => way.kind === 'helper' && way.helper.kind === 'gh') ?? false;
}
