import type { ActTicket, DashboardPage } from './dashboardPage.ts';

/** What the extension tells the page. */
export type ToPage =
  | { readonly kind: 'draw'; readonly page: DashboardPage }
  /** What stands there is old, and why: nothing newer could be read. */
  | { readonly kind: 'trouble'; readonly text: string };

/** What the page may ask for. Whatever else comes is dropped. */
export type FromPage =
  | { readonly kind: 'ready' }
  | { readonly kind: 'act'; readonly ticket: ActTicket }
  | { readonly kind: 'refresh' }
  | { readonly kind: 'export' }
  | { readonly kind: 'print' }
  /** It has drawn what it was sent: `ms` from the message to the picture. */
  | { readonly kind: 'drawn'; readonly ms: number };
