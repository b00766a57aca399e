import type { Registry } from '../registry.ts';
import { type Reply, seeOther } from '../reply.ts';
import type { Token } from '../world.ts';
import type { Visit } from './pages.ts';
import { numberOf } from './tokenList.ts';

/** Who is signed in at the pages. */
export const me = 'mona';

/** What the pages of both kinds have in common: a person's tokens, newest first, and a value that is shown once. */
export class TokenShelf {
  readonly #registry: Registry;
  readonly #kind: Token['kind'];
  readonly #base: string;
  /** Tokens whose value has not been shown yet. */
  readonly #unseen = new Set<string>();

  constructor(registry: Registry, kind: Token['kind'], base: string) {
    this.#registry = registry;
    this.#kind = kind;
    this.#base = base;
  }

  mine({ host }: Visit): readonly Token[] {
    return this.#registry
      .tokens()
      .filter((token) => token.kind === this.#kind && token.host === host.web)
      .filter((token) => token.login === me && token.ended === 'no')
      .toReversed();
  }

  /** The token below the base, and what was asked to be done with it. */
  find(visit: Visit): { readonly token: Token; readonly action: string | undefined } | undefined {
    const below = visit.path.startsWith(`${this.#base}/`) ? visit.path.slice(this.#base.length) : '';
    const [, number, action] = /^\/(\d+)(?:\/(\w+))?$/.exec(below) ?? [];
    const token = this.mine(visit).find((one) => numberOf(one) === number);
    return token && { token, action };
  }

  /** The two buttons that end a token's present value; undefined for anything else. */
  end(visit: Visit, token: Token, action: string | undefined): Reply | undefined {
    if (visit.form && action === 'regenerate') return this.show(this.#registry.regenerate(token.id));
    if (!visit.form || action !== 'delete') return undefined;
    this.#registry.changeToken(token.id, { ended: 'deleted' });
    return seeOther(this.#base);
  }

  show(token: Token): Reply {
    this.#unseen.add(token.id);
    return seeOther(`${this.#base}?made=${numberOf(token)}`);
  }

  /** The token just made, at the first visit only. */
  takeFresh(visit: Visit): Token | undefined {
    const id = `token-${visit.query.get('made')}`;
    return this.#unseen.delete(id) ? this.#registry.token(id) : undefined;
  }
}
