import type { RuleSource } from './guardrails.ts';

/**
 * What is wrong with a team's file, as data; the words are in `vscode/messages/teamFile.ts`. It stands here because a
 * refusal names it.
 */
export type TeamFileProblem =
  /** The file itself: not a plain file of the repository, not text, or git could not say. */
  | { readonly kind: 'unreadable' }
  | { readonly kind: 'link' }
  | { readonly kind: 'tooLarge'; readonly maxBytes: number }
  /** Nested deeper, or with more parts, than any such file needs. */
  | { readonly kind: 'tooDeep' }
  | { readonly kind: 'tooMany' }
  /** YAML that is well formed and not read here: what it stands for is not what a reader of the file sees. */
  | { readonly kind: 'reference' }
  | { readonly kind: 'tag' }
  | { readonly kind: 'directive' }
  | { readonly kind: 'severalDocuments' }
  | { readonly kind: 'syntax'; readonly what: SyntaxFault }
  | { readonly kind: 'notAMap' }
  | { readonly kind: 'keyNotText' }
  | { readonly kind: 'versionMissing' }
  | { readonly kind: 'duplicateKey'; readonly key: string }
  | { readonly kind: 'unknownKey'; readonly key: string; readonly meant: string | undefined }
  | { readonly kind: 'wrongValue'; readonly key: string; readonly wanted: Wanted }
  /** A permission or scope that nobody documents: it is held against a token as it is written. */
  | { readonly kind: 'unknownName'; readonly name: string }
  /** From here on: what is understood and ignored. */
  | { readonly kind: 'namesHost'; readonly key: string }
  | { readonly kind: 'runs'; readonly key: string }
  | { readonly kind: 'ownRepository'; readonly key: string }
  | { readonly kind: 'personal'; readonly key: string }
  | { readonly kind: 'loosens'; readonly key: string }
  | { readonly kind: 'asksNothing'; readonly key: string };

/** A line of a team's file that is understood, and of which nothing comes. */
export interface IgnoredLine {
  readonly problem: TeamFileProblem;
  readonly source: RuleSource;
}

/** Where YAML itself is broken. */
export type SyntaxFault = 'tab' | 'indent' | 'unclosed' | 'colon' | 'escape' | 'other';

/** What would be right behind a key. */
export type Wanted =
  | { readonly kind: 'version' }
  | { readonly kind: 'days'; readonly from: number; readonly to: number }
  | { readonly kind: 'oneOf'; readonly values: readonly string[] }
  | { readonly kind: 'grants' }
  | { readonly kind: 'patterns' }
  | { readonly kind: 'on' };

const ignored: readonly TeamFileProblem['kind'][] = Object.freeze([
  'unknownName',
  'namesHost',
  'runs',
  'ownRepository',
  'personal',
  'loosens',
  'asksNothing',
]);

/** Whether it stops a push. What is only ignored asks for nothing that could be missed. */
export function isError({ kind }: TeamFileProblem): boolean {
  return !ignored.includes(kind);
}
