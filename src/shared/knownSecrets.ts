import type { Secret } from './secret.ts';

/**
 * Every token value this process has seen, each once, for the redactor. The redactor itself is part of the lazily
 * loaded code: nothing leaves the process before it exists, and what was learned until then is told to it when it
 * subscribes. Nothing is forgotten: an old value may still stand in an answer that comes later.
 */
export class KnownSecrets {
  readonly #seen: Secret[] = [];
  #listener: ((secret: Secret) => void) | undefined;

  learn(secret: Secret): void {
    // Each reading of the store brings new objects with the old values: a day of them would fill the memory.
    if (this.#seen.some((known) => known.equals(secret))) return;
    this.#seen.push(secret);
    this.#listener?.(secret);
  }

  subscribe(listener: (secret: Secret) => void): void {
    this.#listener = listener;
    for (const secret of this.#seen) listener(secret);
  }
}
