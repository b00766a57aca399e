/** What can go wrong between a client and GitHub. Each one is really done on the wire. */
export type Fault =
  | { readonly kind: 'latency'; readonly ms: number }
  | { readonly kind: 'hang' }
  /** `retryAfter` takes seconds, an HTTP date or nonsense: the header is written as given. */
  | {
      readonly kind: 'status';
      readonly status: number;
      readonly retryAfter?: string;
      readonly body?: string;
      readonly headers?: Readonly<Record<string, string>>;
    }
  /** The genuine answer with a header replaced (wrong Date, odd expiry) or, with `undefined`, missing. */
  | { readonly kind: 'header'; readonly name: string; readonly value: string | undefined }
  /** Bytes that are no HTTP answer. */
  | { readonly kind: 'malformed'; readonly bytes: string }
  /** The genuine answer, cut after `afterBytes` of its body. */
  | { readonly kind: 'cut'; readonly afterBytes: number }
  /** The connection breaks once this many bytes of the request's body have come; the server's git has read them. */
  | { readonly kind: 'cut-request'; readonly afterBytes: number }
  /** The deed is done, and then there is no answer, or a status instead of it. */
  | { readonly kind: 'lost-answer'; readonly status?: number }
  | { readonly kind: 'huge'; readonly bytes: number }
  | { readonly kind: 'endless' }
  /** `to` may hold `{path}`. Without a scheme it stays on the same origin. */
  | { readonly kind: 'redirect'; readonly status: 301 | 302 | 303 | 307 | 308; readonly to: string }
  /** A certificate with the right names from an authority nobody trusts. */
  | { readonly kind: 'untrusted-certificate' }
  /** A careless gateway: the refusal repeats the Authorization header (git shows it as a `remote:` line). */
  | { readonly kind: 'echo-authorization'; readonly status: number }
  /** A successful push whose `remote:` lines repeat the Authorization header. */
  | { readonly kind: 'echo-in-push' };

export interface FaultRule {
  readonly host?: string;
  readonly method?: string;
  readonly path?: RegExp;
  /** How many requests meet it; without it, all until it is switched off. */
  readonly times?: number;
  readonly fault: Fault;
}

export interface Faults {
  /** Switches a fault on and answers the switch that turns it off. */
  add(rule: FaultRule): () => void;
  clear(): void;
}

interface Entry {
  readonly rule: FaultRule;
  left: number;
}

export class FaultSwitches implements Faults {
  readonly #entries = new Set<Entry>();

  add(rule: FaultRule): () => void {
    const entry: Entry = { rule, left: rule.times ?? Number.POSITIVE_INFINITY };
    this.#entries.add(entry);
    return () => {
      this.#entries.delete(entry);
    };
  }

  clear(): void {
    this.#entries.clear();
  }

  /** The faults one request meets, in the order they were added. Each counts as used. */
  take(host: string, method: string, path: string): readonly Fault[] {
    return this.#use(
      ({ rule }) =>
        rule.fault.kind !== 'untrusted-certificate' &&
        (rule.host === undefined || rule.host === host) &&
        (rule.method === undefined || rule.method === method) &&
        (rule.path === undefined || rule.path.test(path)),
    );
  }

  /** Asked when a connection opens, before there is any request. */
  takeUntrusted(host: string): boolean {
    const fits = ({ rule }: Entry) =>
      rule.fault.kind === 'untrusted-certificate' && (rule.host === undefined || rule.host === host);
    return this.#use(fits).length > 0;
  }

  #use(fits: (entry: Entry) => boolean): readonly Fault[] {
    const met: Fault[] = [];
    for (const entry of this.#entries) {
      if (!fits(entry)) continue;
      met.push(entry.rule.fault);
      entry.left -= 1;
      if (entry.left <= 0) this.#entries.delete(entry);
    }
    return met;
  }
}
