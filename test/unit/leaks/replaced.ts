import { findTokens } from '../../../src/leaks/findTokens.ts';
import type { TextFile } from '../../../src/leaks/replaceDialect.ts';
import { applied, type Replacement } from '../../../src/leaks/replacement.ts';
import { planReplacement } from '../../../src/leaks/replaceToken.ts';
import type { TokenFinding } from '../../../src/leaks/tokenFinding.ts';
import { makeToken } from '../../fixtures/tokens.ts';

/** Stands for a token in the texts of these tests. */
export const mark = '%TOKEN%';
export const token = makeToken('classic-pat', 'replaced');
export const withToken = (text: string): string => text.replaceAll(mark, token);

export const file = (path: string, languageId = ''): TextFile => ({ path, languageId, cell: false });
export const cell = (languageId: string): TextFile => ({ path: '/w/a.ipynb', languageId, cell: true });

export interface Replaced {
  readonly text: string;
  readonly by: Replacement['by'];
  readonly plan: Replacement;
}

/** Replaces the first token of a text. `change`: what another search would have said of it. */
export function replaced(text: string, of: TextFile, change: Partial<TokenFinding> = {}): Replaced {
  const [finding] = findTokens(text);
  if (finding === undefined) throw new Error('no token in this text');
  const plan = planReplacement(text, { ...finding, ...change }, of);
  return { text: applied(text, plan.edits), by: plan.by, plan };
}
