import type { PushProblem } from '../push/problems.ts';
import type { ConfigPlace, GitWay, HelperName } from './gitAlone.ts';
import type { Held } from './held.ts';

/** The one thing to do against it, done by the person: nothing of theirs is edited here. */
export type Fix =
  /** The file of git's configuration in which it stands. */
  | { readonly kind: 'openConfig'; readonly file: string }
  | { readonly kind: 'openSetting'; readonly setting: string }
  | { readonly kind: 'explainAlias'; readonly alias: string }
  /** What is to be done is outside of VS Code: the text says it. */
  | { readonly kind: 'read' };

/** What stands before something else, or sends it elsewhere: one cause each. */
export type ShadowCause =
  /** gh prefers it to its login, and git does too where it asks gh. `dead`: GitHub does not know it any more. */
  | {
      readonly kind: 'variableBeatsLogin';
      readonly name: string;
      readonly held: Held | undefined;
      readonly behind: readonly string[];
      readonly alsoGit: boolean;
      readonly dead: boolean;
    }
  /** What gh answers with is dead though no variable is seen: its login ended, or a wrapper hands it an old token. */
  | { readonly kind: 'ghAnswersDead' }
  | { readonly kind: 'helperFirst'; readonly first: GitWay; readonly behind: readonly GitWay[] }
  /** A program that this repository's own configuration names gets what git alone would use, and may keep it. */
  | { readonly kind: 'ownHelper'; readonly helper: HelperName; readonly place: ConfigPlace }
  | { readonly kind: 'ownAskpass'; readonly place: ConfigPlace }
  | { readonly kind: 'tokenInUrl'; readonly remote: string; readonly held: Held }
  | { readonly kind: 'userInUrl'; readonly remote: string; readonly user: string }
  | { readonly kind: 'header'; readonly held: Held; readonly place: ConfigPlace }
  /** `elsewhere`: to another host than the address of the remote names. */
  | {
      readonly kind: 'rewritten';
      readonly variable: 'insteadOf' | 'pushInsteadOf';
      readonly to: string;
      readonly elsewhere: boolean;
      readonly place: ConfigPlace;
    }
  | { readonly kind: 'pushUrl'; readonly remote: string; readonly to: string; readonly elsewhere: boolean }
  | { readonly kind: 'ssh' }
  | { readonly kind: 'askpass'; readonly variable: string }
  /** Our commands do not go to the address of this remote. */
  | { readonly kind: 'refused'; readonly problem: PushProblem }
  | { readonly kind: 'alias'; readonly alias: string };

export interface Shadow {
  readonly severity: 'info' | 'warning';
  readonly cause: ShadowCause;
  readonly fix: Fix;
}
