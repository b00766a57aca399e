/**
 * Where the secrets lie. The extension runs where git runs, which may be another machine. SecretStorage does not: its
 * calls are answered by the workbench (`MainThreadSecretState` in VS Code's sources), which keeps them on the side of
 * the person: the computer whose screen it is, or the browser. They cross to the other machine when they are used.
 */
export type WhereKept =
  | { readonly kind: 'here' }
  /** A desktop window on another machine: SSH, WSL, a container. */
  | { readonly kind: 'thisComputer'; readonly usedOn: string }
  /** `usedOn`: the machine behind the page, if there is one. */
  | { readonly kind: 'browser'; readonly usedOn: string | undefined };

/** `web`: the workbench is a page in a browser. `remoteName` as VS Code names the other machine, e.g. `ssh-remote`. */
export function judgeWhereKept(web: boolean, remoteName: string | undefined): WhereKept {
  if (web) return { kind: 'browser', usedOn: remoteName };
  return remoteName === undefined ? { kind: 'here' } : { kind: 'thisComputer', usedOn: remoteName };
}

/** A browser gives each window a copy of the store of its own, and no window sees what another stores. */
export function isShared(kept: WhereKept): boolean {
  return kept.kind !== 'browser';
}
