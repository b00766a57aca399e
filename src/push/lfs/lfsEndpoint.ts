import { type ConfigEntry, isTrue, lastValue } from '../configEntries.ts';
import type { PushTarget } from '../pushTarget.ts';
import type { LfsProblem } from './problems.ts';

/** Where a line of configuration stands: `.lfsconfig` travels with the repository, the rest is on this machine. */
export interface LfsConfig {
  readonly git: readonly ConfigEntry[];
  /** `.lfsconfig` of the pushed commit. */
  readonly file: readonly ConfigEntry[];
}

/**
 * The one place LFS content goes to: below the repository that is pushed to. It is built from the target alone;
 * configuration can stop the push, never turn it (A12).
 */
export function lfsEndpoint(target: Pick<PushTarget, 'url'>): string {
  return `${target.url}/info/lfs`;
}

/**
 * Whether configuration wants LFS elsewhere: another host, another scheme, another repository, another program. Such
 * content would be looked for there by everyone who clones, so uploading it here instead would be no help either.
 */
export function judgeLfsConfig(target: PushTarget, config: LfsConfig): LfsProblem | undefined {
  for (const [entries, file] of [
    [config.git, ''],
    [config.file, '.lfsconfig: '],
  ] as const) {
    for (const entry of entries) {
      const source = `${file}${keyOf(entry)}`;
      if (namesAddress(entry, target.remote) && !isOwn(entry.value, target)) {
        return { kind: 'lfsElsewhere', to: placeOf(entry.value), source };
      }
      // git-lfs takes programs from git's own configuration only, never from the file that is cloned.
      if (file === '' && entry.section === 'lfs' && entry.variable === 'standalonetransferagent') {
        return { kind: 'lfsProgram', source };
      }
    }
  }
  return undefined;
}

/** Whether the person has asked git-lfs to look for other people's locks before a push. */
export function wantsLockCheck(target: PushTarget, config: readonly ConfigEntry[]): boolean {
  const places = [lfsEndpoint(target), lfsEndpoint({ url: target.url.replace(/\.git$/, '') }), ''];
  const found = places.map((place) => lastValue(config, 'lfs', place, 'locksverify'));
  return isTrue(found.find((value) => value !== undefined));
}

function namesAddress({ section, subsection, variable }: ConfigEntry, remote: string): boolean {
  if (section === 'lfs' && subsection === '') return variable === 'url' || variable === 'pushurl';
  return (
    section === 'remote' && subsection === remote && (variable === 'lfsurl' || variable === 'lfspushurl')
  );
}

/** GitHub does not tell upper from lower case in names. */
function isOwn(value: string, target: PushTarget): boolean {
  const plain = value.replace(/\/$/, '').toLowerCase();
  const own = lfsEndpoint(target).toLowerCase();
  return plain === own || plain === own.replace('.git/info/lfs', '/info/lfs');
}

/** Host and path of an address of the repository's choice, without what could hold a secret or paint the screen. */
function placeOf(value: string): string {
  const [, host = '', path = ''] = /^[a-z][a-z0-9+.-]*:\/\/(?:[^/@]*@)?([^/?#@]*)([^?#]*)/i.exec(value) ?? [];
  const place = `${host}${path}`;
  return /^[A-Za-z0-9._:/-]{1,200}$/.test(place) ? place : '';
}

function keyOf({ section, subsection, variable }: ConfigEntry): string {
  const safe = /^[A-Za-z0-9._:/-]{1,200}$/.test(subsection);
  return [section, ...(safe ? [subsection] : []), variable].join('.');
}
