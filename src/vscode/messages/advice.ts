import type { Permissions } from '../../shared/permissions.ts';

/**
 * What a person reads first when something was refused: one cause, one next step. The server's own words are never in
 * here; they stand in the details and in the log, redacted.
 */
export interface Advice {
  /** What happened, and what to do, in at most two short sentences. */
  readonly text: string;
  /** What else it may be, in our words, for the details: possibilities, never claimed as the cause. */
  readonly more?: readonly string[];
  /** A button that does the next step; the details where the sentence is all there is: nobody is left without one. */
  readonly next: AdviceStep;
}

/** What a button may do. All of it is ours: no server text chooses a command or an address outside the host. */
export type AdviceStep =
  /** `grant` is added to what the new token is made with, as far as a job of ours can need it. */
  | { readonly kind: 'rotate'; readonly label: string; readonly grant?: Permissions }
  | { readonly kind: 'add'; readonly label: string }
  | { readonly kind: 'signIn'; readonly label: string }
  | { readonly kind: 'useAnother'; readonly label: string }
  | { readonly kind: 'setUpBroker'; readonly label: string }
  | { readonly kind: 'push'; readonly label: string }
  | { readonly kind: 'pullRequest'; readonly label: string }
  /** The same command once more, by the person: nothing repeats itself. */
  | { readonly kind: 'retry'; readonly label: string }
  | { readonly kind: 'sourceControl'; readonly label: string }
  /** What was said, redacted, in a read-only document. */
  | { readonly kind: 'details'; readonly label: string }
  | { readonly kind: 'fetch' | 'pushWithOptions'; readonly label: string }
  | { readonly kind: 'reload'; readonly label: string }
  | { readonly kind: 'acceptEmptyStore'; readonly label: string }
  | { readonly kind: 'settings'; readonly label: string; readonly setting: string }
  | { readonly kind: 'trust'; readonly label: string }
  /** An address already checked to be https on the known host. */
  | { readonly kind: 'open'; readonly label: string; readonly url: string };
