import type { FromPage } from './pageMessages.ts';

/** Longer than any ticket that was ever given out (characters). */
const longestTicket = 40;
/** A page that takes longer than this to draw is not telling the truth (ms). */
const longestDraw = 600_000;

const bare = ['ready', 'refresh', 'export', 'print'] as const;

/**
 * What the page said, if it is one of the few things it may say, and nothing beside it. The page is web content: whatever
 * runs there could send anything, of any size, so nothing of it is walked through before it fits (D04).
 */
export function readFromPage(raw: unknown): FromPage | undefined {
  if (typeof raw !== 'object' || raw === null || Array.isArray(raw)) return undefined;
  const { kind, ticket, ms } = raw as Readonly<Record<string, unknown>>;
  const parts = Object.keys(raw).length;
  if (parts === 1) {
    const known = bare.find((one) => one === kind);
    return known && { kind: known };
  }
  if (parts !== 2) return undefined;
  if (kind === 'act' && typeof ticket === 'string' && ticket.length <= longestTicket) {
    return { kind, ticket };
  }
  if (kind === 'drawn' && typeof ms === 'number' && ms >= 0 && ms <= longestDraw) return { kind, ms };
  return undefined;
}
