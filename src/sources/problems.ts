import type { NotOffered } from './credentials.ts';

/** Why a login or a variable of this machine gives no token. Nothing secret is in any of them. */
export type SourceProblem =
  | NotOffered
  | { readonly kind: 'ghLoggedOut'; readonly host: string }
  | { readonly kind: 'ghTooOld'; readonly version: string }
  | { readonly kind: 'ghSlow' }
  | { readonly kind: 'ghNoToken' }
  | { readonly kind: 'helperSlow' }
  /** A password, or anything else that is no GitHub token. */
  | { readonly kind: 'helperNoToken'; readonly host: string }
  | { readonly kind: 'helperOtherHost'; readonly host: string }
  /** VS Code is signed in, and has not been told to let this extension use it. */
  | { readonly kind: 'sessionNotAllowed'; readonly account: string }
  | { readonly kind: 'sessionNoAnswer' }
  | { readonly kind: 'variableNoToken'; readonly variable: string }
  /** `own` is the variable that would name the host. */
  | {
      readonly kind: 'variableOtherHost';
      readonly variable: string;
      readonly host: string;
      readonly own: string;
    }
  /** Two configured hosts are spelled the same in the name of a variable. */
  | { readonly kind: 'variableNamesSeveral'; readonly variable: string };
