import { Failure } from '../shared/failure.ts';
import type { NotOffered } from './credentials.ts';
import { noOffers, type Source } from './source.ts';

/** A source that is asked only while the person allows it; the setting counts at each call, not once at the start. */
export function whenAllowed(source: Source, isAllowed: () => boolean): Source {
  return {
    mode: source.mode,
    offers: async (asked, signal) => (isAllowed() ? source.offers(asked, signal) : noOffers),
    async secretOf(entry, asked, signal) {
      if (!isAllowed()) throw new Failure<NotOffered>({ kind: 'notOffered', id: entry.id });
      return source.secretOf(entry, asked, signal);
    },
    over: async (entry) => source.over?.(entry),
  };
}
