import type { BorrowedMemory } from '../sources/credentials.ts';
import { StandingChoices } from './standingChoices.ts';

/**
 * What is remembered between sessions and holds no secret: which entry serves which owner or repository, which SSH
 * alias means which host, which notifications were shown or put off. Lives in the extension's global state.
 */
export class Memory extends StandingChoices implements BorrowedMemory {
  async bind(place: string, entryId: string): Promise<void> {
    await this.state.update('bindings', { ...this.bindings, [place.toLowerCase()]: entryId });
  }

  async unbind(entryId: string): Promise<void> {
    const kept = Object.entries(this.bindings).filter(([, id]) => id !== entryId);
    await this.state.update('bindings', Object.fromEntries(kept));
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

  async rememberWatching(): Promise<void> {
    if (!this.watching) await this.state.update('watching', true);
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

  /** Repositories (`owner/name`) for which the person confirmed a borrowed token; the id holds no secret. */
  confirmedFor(id: string): readonly string[] {
    return this.state.get<Readonly<Record<string, readonly string[]>>>('borrowed', {})[id] ?? [];
  }

  async rememberConfirmed(id: string, repositories: readonly string[]): Promise<void> {
    const all = this.state.get<Readonly<Record<string, readonly string[]>>>('borrowed', {});
    await this.state.update('borrowed', { ...all, [id]: repositories });
  }

  /** What `storeNotice` has told. */
  toldOfStore<T>(nothing: T): T {
    return this.state.get('toldOfStore', nothing);
  }

  async rememberStore(told: unknown): Promise<void> {
    await this.state.update('toldOfStore', told);
  }
}
