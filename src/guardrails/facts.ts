import type { TokenKind } from '../tokens/kind.ts';

/** A version of a file that would be sent. */
export interface OutgoingVersion {
  readonly path: string;
  readonly blob: string;
  /** An `.npmrc` with a credential in it. */
  readonly authLine: boolean;
}

/** A token that would be sent, without its value. */
export interface FoundToken {
  readonly place:
    | { readonly kind: 'file'; readonly path: string }
    | { readonly kind: 'commitMessage'; readonly sha: string };
  readonly token: TokenKind;
  readonly confidence: 'confirmed' | 'possible';
  readonly masked: string;
}

/** What the commits to push bring, as far as a rule looks at it. */
export interface OutgoingFacts {
  readonly files: readonly OutgoingVersion[];
  readonly tokens: readonly FoundToken[];
  /** False when something was not read: what is not here is then unknown, not absent. */
  readonly complete: boolean;
}

/** How a required task ended. */
export interface TaskEnd {
  readonly label: string;
  readonly end:
    | { readonly kind: 'succeeded' }
    | { readonly kind: 'failed'; readonly exitCode: number }
    /** It ended and said no exit code, as a task does that is only made of others. */
    | { readonly kind: 'noExitCode' }
    | { readonly kind: 'timeout'; readonly minutes: number }
    | { readonly kind: 'missing' }
    /** Two tasks have the label: which one was meant is not for us to guess. */
    | { readonly kind: 'ambiguous' }
    | { readonly kind: 'notStarted' }
    /** One before it did not end well. */
    | { readonly kind: 'notRun' }
    /** Its command line would show a credential (S4-27); `what` is a name, never a value. */
    | { readonly kind: 'wouldEcho'; readonly what: string }
    /** Nobody can say what its command line would show. */
    | { readonly kind: 'unreadable' };
}

/** Everything the rules look at. Gathered before; nothing here is asked again. */
export interface GuardrailFacts {
  readonly repository: { readonly host: string; readonly owner: string; readonly repo: string };
  /** The branch's name on the remote. */
  readonly branch: string;
  readonly defaultBranch: string | undefined;
  /** The account whose credential it is. */
  readonly login: string | undefined;
  readonly outgoing: OutgoingFacts;
  /** Tracked files that differ from the commit; undefined when git could not say. Empty when it was not asked. */
  readonly changedFiles: readonly string[] | undefined;
  /** Of those that were run. */
  readonly tasks: readonly TaskEnd[];
}
