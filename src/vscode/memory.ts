import type { TestData } from '../leaks/leak.ts';
import type { UsableApp } from '../policy/judgeApp.ts';
import type { BorrowedMemory } from '../sources/credentials.ts';
import { isMintedBy } from '../tokens/origin.ts';
import { StandingChoices } from './standingChoices.ts';

/**
 * What is remembered between sessions and holds no secret: which entry serves which owner or repository, which SSH
 * alias means which host, which notifications were shown or put off. Lives in the extension's global state.
 */
export class Memory extends StandingChoices implements BorrowedMemory {
  async bind(place: string, entryId: string): Promise<void> {
    await this.state.update('bindings', { ...this.bindings, [place.toLowerCase()]: entryId });
  }

  /** What a place was bound to before, if anything. */
  async rebind(place: string, entryId: string | undefined): Promise<void> {
    if (entryId !== undefined) return this.bind(place, entryId);
    const { [place.toLowerCase()]: _, ...kept } = this.bindings;
    await this.state.update('bindings', kept);
  }

  /** Forgets every choice of an entry, and of what was minted with its key. */
  async unbind(entryId: string): Promise<void> {
    const isMine = (id: string) => id === entryId || isMintedBy(id, entryId);
    const kept = Object.entries(this.bindings).filter(([, id]) => !isMine(id));
    await this.state.update('bindings', Object.fromEntries(kept));
    const borrowed = Object.entries(this.state.get<object>('borrowed', {}));
    if (borrowed.some(([id]) => isMine(id))) {
      await this.state.update('borrowed', Object.fromEntries(borrowed.filter(([id]) => !isMine(id))));
    }
  }

  async rememberAlias(alias: string, host: string): Promise<void> {
    await this.state.update('sshAliases', { ...this.sshAliases, [alias]: host });
  }

  /** The client id that a person signed in with, by host; ids are public. */
  clientIdOn(host: string): string | undefined {
    return this.state.get<Readonly<Record<string, string>>>('clientIds', {})[host];
  }

  async rememberClientId(host: string, clientId: string): Promise<void> {
    const all = this.state.get<Readonly<Record<string, string>>>('clientIds', {});
    if (all[host] !== clientId) await this.state.update('clientIds', { ...all, [host]: clientId });
  }

  /** Opaque to everyone but `policy/planNotifications`. */
  notices<T>(empty: T): T {
    return this.state.get('notices', empty);
  }

  async rememberNotices(notices: unknown): Promise<void> {
    await this.state.update('notices', notices);
  }

  /** Which broken-off rotations were offered to be gone on with: each once. */
  get offeredRotations(): readonly string[] {
    return this.state.get('offeredRotations', []);
  }

  async rememberOffered(key: string): Promise<void> {
    await this.state.update('offeredRotations', [...this.offeredRotations, key].slice(-50));
  }

  /** Host -> the release of GitHub Enterprise Server it last named. Text of a server: it is only read by its reader. */
  get hostVersions(): Readonly<Record<string, string>> {
    return this.state.get('hostVersions', {});
  }

  async rememberVersion(host: string, version: string): Promise<void> {
    const known = this.hostVersions;
    if (known[host] !== version) await this.state.update('hostVersions', { ...known, [host]: version });
  }

  /** GitHub Apps that were found installed, by `host/owner`: what is suggested later, without asking anyone. */
  get apps(): Readonly<Record<string, readonly UsableApp[]>> {
    return this.state.get('apps', {});
  }

  async rememberApps(place: string, apps: readonly UsableApp[]): Promise<void> {
    const known = this.apps;
    if (JSON.stringify(known[place] ?? []) === JSON.stringify(apps)) return;
    await this.state.update('apps', { ...known, [place]: apps });
  }

  /** Places after whose push an App was offered: each once. */
  get offeredApps(): readonly string[] {
    return this.state.get('offeredApps', []);
  }

  async rememberOfferedApp(place: string): Promise<void> {
    await this.state.update('offeredApps', [...this.offeredApps, place].slice(-200));
  }

  /** Repositories (`owner/name`) for which the person confirmed a borrowed token; the id holds no secret. */
  confirmedFor(id: string): readonly string[] {
    return this.state.get<Readonly<Record<string, readonly string[]>>>('borrowed', {})[id] ?? [];
  }

  async rememberConfirmed(id: string, repositories: readonly string[]): Promise<void> {
    const all = this.state.get<Readonly<Record<string, readonly string[]>>>('borrowed', {});
    await this.state.update('borrowed', { ...all, [id]: repositories });
  }

  /** Found tokens that the person said are none. */
  get testData(): readonly TestData[] {
    return this.state.get('testData', []);
  }

  async rememberTestData(marks: readonly TestData[]): Promise<void> {
    await this.state.update('testData', marks.slice(-1000));
  }

  /** The salt of the prints of found tokens: of this installation alone. `make` gives a new one. */
  leakSalt(make: () => string): string {
    const known = this.state.get<unknown>('leakSalt');
    if (typeof known === 'string' && known !== '') return known;
    const made = make();
    void this.state.update('leakSalt', made);
    return made;
  }

  /** Whether a window before this one had the extension already. */
  get met(): boolean {
    return this.state.get('met', false);
  }

  async rememberMet(): Promise<void> {
    await this.state.update('met', true);
  }

  /** What `storeNotice` has told. */
  toldOfStore<T>(nothing: T): T {
    return this.state.get('toldOfStore', nothing);
  }

  async rememberStore(told: unknown): Promise<void> {
    await this.state.update('toldOfStore', told);
  }
}
