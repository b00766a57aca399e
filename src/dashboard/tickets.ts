import type { PolicyFinding } from '../policy/policyFinding.ts';
import type { ActTicket, PageAct } from './dashboardPage.ts';

/** What a button of the page asks for. The page never sees it: it has a ticket, and no say in what that stands for. */
export type PageWish =
  | { readonly kind: 'answer'; readonly finding: PolicyFinding }
  | { readonly kind: 'entry'; readonly id: string }
  | { readonly kind: 'watched'; readonly id: string }
  /** What the store needs: a first token, a decision, a reload. */
  | { readonly kind: 'store' }
  | { readonly kind: 'list' }
  | { readonly kind: 'add' }
  | { readonly kind: 'find' }
  | { readonly kind: 'start' }
  | { readonly kind: 'journal' };

/** Makes a button for a wish. */
export type Offer = (label: string, wish: PageWish) => PageAct;

export interface TicketBook {
  /** Tickets for a new picture. Those of the one before stay good, because a click on it may be on its way; older ones do not. */
  begin(): Offer;
  /** Undefined for what was never offered, or with an older picture. */
  wishOf(ticket: ActTicket): PageWish | undefined;
  /** All that were given out: the page is closed. None is ever given out again. */
  forget(): void;
}

export function ticketBook(): TicketBook {
  let present = new Map<ActTicket, PageWish>();
  let before: ReadonlyMap<ActTicket, PageWish> = new Map();
  let given = 0;
  return {
    begin() {
      before = present;
      present = new Map();
      const mine = present;
      return (label, wish) => {
        given += 1;
        const ticket = `t${given}`;
        mine.set(ticket, wish);
        return { ticket, label };
      };
    },
    wishOf: (ticket) => present.get(ticket) ?? before.get(ticket),
    forget() {
      present = new Map();
      before = present;
    },
  };
}
