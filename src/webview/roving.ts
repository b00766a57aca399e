/**
 * One stop of the tab key for each picture, arrow keys within: `data-roving` marks the picture, `data-line` what lies
 * beneath one another in it, `data-item` what can have the focus. The page draws them all with `tabindex="-1"`; which one
 * has 0 is kept in the document, so that moving redraws nothing.
 */
export function settleRoving(root: ParentNode): void {
  for (const picture of root.querySelectorAll<HTMLElement>('[data-roving]')) {
    if (picture.querySelector('[data-item][tabindex="0"]') !== null) continue;
    const first = picture.querySelector<HTMLElement>('[data-item]');
    if (first !== null) first.tabIndex = 0;
  }
}

/** The item that an event came from takes the tab stop over. Gives it, or nothing where there is none. */
export function activate({ target }: Event): HTMLElement | undefined {
  const item = itemOf(target);
  const picture = item?.closest('[data-roving]');
  if (item === undefined || !picture) return undefined;
  for (const before of picture.querySelectorAll<HTMLElement>('[data-item][tabindex="0"]')) {
    before.tabIndex = -1;
    if (before.hasAttribute('aria-selected')) before.setAttribute('aria-selected', 'false');
  }
  item.tabIndex = 0;
  if (item.hasAttribute('aria-selected')) item.setAttribute('aria-selected', 'true');
  return item;
}

/** The item of a picture that an event came from. */
export function itemOf(target: EventTarget | null): HTMLElement | undefined {
  return target instanceof Element ? (target.closest<HTMLElement>('[data-item]') ?? undefined) : undefined;
}

const steps: Readonly<Record<string, readonly [lines: number, items: number]>> = {
  ArrowUp: [-1, 0],
  ArrowDown: [1, 0],
  PageUp: [-10, 0],
  PageDown: [10, 0],
  ArrowLeft: [0, -1],
  ArrowRight: [0, 1],
};

/** Moves the focus within a picture. Other keys are left alone. */
export function moveFocus(event: KeyboardEvent): void {
  const item = itemOf(event.target);
  const picture = item?.closest('[data-roving]');
  if (item === undefined || !picture || event.altKey || event.metaKey) return;
  const found = nextItem(picture, item, event);
  if (found === undefined) return;
  event.preventDefault();
  found.focus();
  found.scrollIntoView({ block: 'nearest', inline: 'nearest' });
}

function nextItem(picture: Element, item: HTMLElement, { key, ctrlKey }: KeyboardEvent) {
  const lines = linesOf(picture);
  const at = lines.findIndex((line) => line.includes(item));
  const line = lines[at] ?? [];
  if (key === 'Home') return (ctrlKey ? lines[0] : line)?.[0];
  if (key === 'End') return (ctrlKey ? lines.at(-1) : line)?.at(-1);
  const step = steps[key];
  if (step === undefined || ctrlKey) return undefined;
  // A list is one line, and goes both ways.
  if (lines.length === 1) return line[bounded(line.indexOf(item) + step[0] + step[1], line.length)];
  const [down, right] = step;
  const there = lines[bounded(at + down, lines.length)] ?? line;
  if (down === 0) return line[bounded(line.indexOf(item) + right, line.length)];
  if (there === line) return item;
  // The same column where the line has it, else what lies nearest to it.
  const { left } = item.getBoundingClientRect();
  return there.reduce(
    (best, each) => (distance(each, left) < distance(best, left) ? each : best),
    there[0] ?? item,
  );
}

function linesOf(picture: Element): readonly (readonly HTMLElement[])[] {
  const shown = (within: Element) =>
    [...within.querySelectorAll<HTMLElement>('[data-item]')].filter((each) => each.offsetParent !== null);
  const lines = [...picture.querySelectorAll('[data-line]')];
  return (lines.length === 0 ? [picture] : lines).map(shown).filter((line) => line.length > 0);
}

function distance(item: HTMLElement, left: number): number {
  return Math.abs(item.getBoundingClientRect().left - left);
}

function bounded(at: number, length: number): number {
  return Math.max(0, Math.min(at, length - 1));
}
