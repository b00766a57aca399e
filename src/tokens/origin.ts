/**
 * Where a token that is not in the vault comes from. Such a token is borrowed for one action and never stored; facts about
 * it live as long as the window.
 */
export type Origin =
  /** The login of GitHub's own command line program, `gh`. */
  | { readonly kind: 'gh' }
  /** The GitHub session of VS Code. */
  | { readonly kind: 'vscode' }
  /** What git's credential helpers answer. */
  | { readonly kind: 'git' }
  | { readonly kind: 'environment'; readonly variable: string }
  /** Minted for one repository, with the key of the App that `appEntryId` of the vault holds. */
  | { readonly kind: 'app'; readonly appEntryId: string; readonly installationId: number }
  | { readonly kind: 'broker' };

/** How a credential is obtained. A: `login`. B: `app` and `broker`. C: `environment`. */
export type Mode = 'vault' | 'login' | 'environment' | 'app' | 'broker';

const modes: Readonly<Record<Origin['kind'], Mode>> = Object.freeze({
  gh: 'login',
  vscode: 'login',
  git: 'login',
  environment: 'environment',
  app: 'app',
  broker: 'broker',
});

export function modeOf({ origin }: { readonly origin?: Origin | undefined }): Mode {
  return origin === undefined ? 'vault' : modes[origin.kind];
}

/** No id of the vault begins so: a choice that was bound to a borrowed token is told apart without asking anyone. */
const borrowed = '~';

export function isBorrowedId(id: string): boolean {
  return id.startsWith(borrowed);
}

/** The same credential has the same id tomorrow, so that a choice for it holds. `parts` hold nothing secret. */
export function borrowedId(...parts: readonly string[]): string {
  return borrowed + parts.join('/').toLowerCase();
}

/** Whether `id` is that of a token minted with the key of the App that `appEntryId` of the vault holds. */
export function isMintedBy(id: string, appEntryId: string): boolean {
  return id.startsWith(borrowedId('app', appEntryId, ''));
}
