/** What had the focus last, and the heading of the part it is in. */
let last: HTMLElement | undefined;
let heading = '';

/**
 * VS Code takes the focus from within a page when a prompt opens, and gives it back to the page as a whole. Whoever came
 * by keyboard goes on where they were, or at the heading of what is gone, and does not begin at the top again.
 */
export function rememberFocus(): void {
  addEventListener('focusin', ({ target }) => {
    if (!(target instanceof HTMLElement) || target === document.body) return;
    last = target;
    heading = target.closest('section')?.querySelector('h2')?.id ?? '';
  });
  addEventListener('focus', giveBack);
}

/** Called before a redraw; what it gives, after. */
export function keepFocus(root: Node): () => void {
  const held = root.contains(document.activeElement) && document.activeElement !== document.body;
  return () => {
    if (held) giveBack();
  };
}

function giveBack(): void {
  const { activeElement, body } = document;
  if (last === undefined || (activeElement !== null && activeElement !== body)) return;
  const there = last.isConnected ? last : (document.getElementById(heading) ?? document.querySelector('h1'));
  there?.focus({ preventScroll: true });
}
