import type { SeedCommit } from './git/gitObjects.ts';
import type { TokenKind } from './tokenStrings.ts';
import type { Level, Permissions, RuleType } from './world.ts';

/** What one says about a repository or a token to bring it into the world; the rest has a plain default. */
export interface NewRepository {
  readonly host?: string;
  readonly private?: boolean;
  readonly description?: string;
  readonly defaultBranch?: string;
  readonly archived?: boolean;
  readonly draftsSupported?: boolean;
  readonly collaborators?: Readonly<Record<string, Level>>;
  readonly protectedBranches?: Readonly<Record<string, readonly string[]>>;
  readonly rules?: readonly { readonly branch: string; readonly type: RuleType }[];
  readonly labels?: readonly string[];
  readonly milestones?: readonly number[];
  readonly teams?: readonly string[];
  readonly forkOf?: number;
  readonly commits?: readonly SeedCommit[];
}

export interface NewToken {
  readonly kind: TokenKind;
  readonly login: string;
  readonly owner?: string;
  readonly host?: string;
  readonly name?: string;
  readonly scopes?: readonly string[];
  readonly permissions?: Permissions;
  readonly repositories?: 'all' | 'public' | readonly string[];
  /** Days from now; negative is already expired; absent is "no expiry". */
  readonly expiresInDays?: number;
  readonly expiryFormat?: 'utc' | 'offset';
  readonly ssoAuthorised?: readonly string[];
  readonly approval?: 'approved' | 'pending';
  readonly createdDaysAgo?: number;
}
