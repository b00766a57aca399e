import type { VNode } from 'preact';
import type { BarTone, Health } from '../dashboard/dashboardPage.ts';
import { el } from './el.ts';

/** Shapes on a grid of 16: each one is told from the others without its colour. */
const shapes = {
  // A tick in a ring.
  fine: 'M8 1.5a6.5 6.5 0 1 1 0 13a6.5 6.5 0 1 1 0-13M5 8.2l2.2 2.2L11.2 6',
  // A clock.
  later: 'M8 1.5a6.5 6.5 0 1 1 0 13a6.5 6.5 0 1 1 0-13M8 4.5V8l2.6 1.6',
  // A triangle.
  soon: 'M8 2L14.6 13.6H1.4ZM8 6.4v3.4M8 11.6v.2',
  // A cross in a square.
  over: 'M2.2 2.2h11.6v11.6H2.2ZM5.4 5.4l5.2 5.2M10.6 5.4l-5.2 5.2',
  // Dots.
  unknown: 'M3.2 8h.1M8 8h.1M12.8 8h.1',
  // What has no end.
  never:
    'M8 8C6.6 6 5.6 5.2 4.2 5.2a2.8 2.8 0 0 0 0 5.6C5.6 10.8 6.6 10 8 8s2.4-2.8 3.8-2.8a2.8 2.8 0 0 1 0 5.6C10.4 10.8 9.4 10 8 8',
  // A letter in a ring.
  info: 'M8 1.5a6.5 6.5 0 1 1 0 13a6.5 6.5 0 1 1 0-13M8 7.4v4M8 4.6v.2',
  // A dot, and a ring.
  done: 'M8 4a4 4 0 1 1 0 8a4 4 0 1 1 0-8',
  open: 'M8 3.5a4.5 4.5 0 1 1 0 9a4.5 4.5 0 1 1 0-9',
} as const;

export type Shape = keyof typeof shapes;

/** A mark beside words that say the same: nobody hears it. */
export function mark(shape: Shape): VNode {
  return el(
    'svg',
    `mark ${shape}`,
    { viewBox: '0 0 16 16', 'aria-hidden': 'true', focusable: 'false' },
    el('path', '', { d: shapes[shape] }),
  );
}

export function toneMark(tone: BarTone): VNode {
  return mark(tone);
}

export function severityMark(severity: Health['severity']): VNode {
  return mark(({ error: 'over', warning: 'soon', info: 'info', none: 'fine' } as const)[severity]);
}
