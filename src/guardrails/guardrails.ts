/** Where a rule comes from. */
export type RuleSource =
  | { readonly kind: 'builtIn' }
  | { readonly kind: 'userSetting' }
  /** The repository's own file, as it is in the folder or on a branch of the remote. Lines are counted from 1. */
  | { readonly kind: 'teamFile'; readonly branch: string | undefined; readonly line: number };

/** What a rule says, and who says so. */
export interface Ruled<T> {
  readonly value: T;
  readonly source: RuleSource;
}

/** One that a person may allow to push to. Lower case; `repo` may be `*`, and no host means any known one. */
export interface AllowedRepository {
  readonly host: string | undefined;
  readonly owner: string;
  readonly repo: string;
}

/** The rules a push must pass. An empty list or `undefined` asks for nothing. */
export interface Guardrails {
  readonly allowedRepositories: Ruled<readonly AllowedRepository[] | undefined>;
  /** Patterns for the branch's name, one of which must match; `{user}` stands for the account's name. */
  readonly branchPatterns: Ruled<readonly string[]>;
  readonly protectedBranches: Ruled<readonly string[]>;
  /** In order, the last that matches counts; one that starts with `!` is an exception. */
  readonly forbiddenFiles: Ruled<readonly string[]>;
  /** Labels of VS Code tasks. */
  readonly requiredTasks: Ruled<readonly string[]>;
  readonly cleanTree: Ruled<boolean>;
}
