import type { Secret } from './secret.ts';

/**
 * Every token value this process has seen, for the redactor. The redactor itself is part of the lazily loaded code:
 * nothing leaves the process before it exists, and what was learned until then is told to it when it subscribes.
 */
export class KnownSecrets {
  readonly #seen: Secret[] = [];
  #listener: ((secret: Secret) => void) | undefined;

  learn(secret: Secret): void {
    this.#seen.push(secret);
    this.#listener?.(secret);
  }

  subscribe(listener: (secret: Secret) => void): void {
    this.#listener = listener;
    for (const secret of this.#seen) listener(secret);
  }
}
