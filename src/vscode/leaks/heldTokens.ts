import type { LeakFacts } from '../../leaks/judgeLeaks.ts';
import type { Checked } from '../../leaks/leak.ts';
import type { Print } from '../../leaks/lookIn.ts';
import type { Secret } from '../../shared/secret.ts';
import type { SeenToken } from '../../vault/storeReader.ts';

interface Answer {
  readonly token: Secret;
  readonly checked: Checked;
}

/**
 * What this window knows of tokens that may be found later: each that an entry held, because a file may hold it after the
 * rotation, and what GitHub answered about any. As values and not as prints: a window in which nothing is found makes no
 * salt. The redactor keeps the same values for as long.
 */
export class HeldTokens {
  readonly #tokens: SeenToken[] = [];
  #answers: readonly Answer[] = [];

  get answers(): readonly Answer[] {
    return this.#answers;
  }

  add(seen: readonly SeenToken[]): void {
    for (const one of seen) {
      if (!this.#tokens.some(({ secret }) => secret.equals(one.secret))) this.#tokens.push(one);
    }
  }

  answer(token: Secret, checked: Checked): void {
    this.#answers = [...this.#answers.filter((known) => !known.token.equals(token)), { token, checked }];
  }

  /** Whose each is. One that its entry held before is the old one of it, also when the vault keeps it no more. */
  entries(now: readonly SeenToken[], print: Print): LeakFacts['entries'] {
    const ids = new Set(now.map(({ entryId }) => entryId));
    const before = this.#tokens.filter(({ entryId }) => ids.has(entryId));
    return new Map([
      ...before.map(({ entryId, secret }) => [print(secret), { entryId, old: true }] as const),
      ...now.map(({ entryId, old, secret }) => [print(secret), { entryId, old }] as const),
    ]);
  }
}
