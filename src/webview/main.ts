import { render } from 'preact';
import type { DashboardPage } from '../dashboard/dashboardPage.ts';
import { Dashboard } from './dashboard.ts';
import { el } from './el.ts';
import { keepFocus, rememberFocus } from './focus.ts';
import { openHost } from './host.ts';
import { readToPage } from './readToPage.ts';
import { settleRoving } from './roving.ts';

/** The page of the dashboard: it draws what it is sent, and sends back what is pressed. */
const { body, documentElement } = document;
const host = openHost(!body.classList.contains('vscode-using-screen-reader'));
const root = document.getElementById('root') ?? body;

let page: DashboardPage | undefined;
let trouble: string | undefined;

function draw(): void {
  if (page === undefined) {
    if (trouble !== undefined) root.replaceChildren(trouble);
    return;
  }
  documentElement.lang = page.language;
  document.title = page.words.title;
  const first = root.querySelector('main') === null;
  if (first) root.replaceChildren();
  const refocus = keepFocus(root);
  render(el(Dashboard as never, '', { page, trouble, host }), root);
  settleRoving(root);
  refocus();
  if (first && host.state.scroll > 0) scrollTo(0, host.state.scroll);
}

addEventListener('message', ({ data, timeStamp }) => {
  const said = readToPage(data);
  if (said?.kind === 'draw') {
    ({ page } = said);
    trouble = undefined;
    draw();
    // The first frame is being made, the second one begins when the first is on the screen.
    requestAnimationFrame(() =>
      requestAnimationFrame(() =>
        host.send({ kind: 'drawn', ms: Math.round(performance.now() - timeStamp) }),
      ),
    );
  } else if (said?.kind === 'trouble') {
    trouble = said.text;
    draw();
  }
});

let settling: ReturnType<typeof setTimeout> | undefined;
addEventListener(
  'scroll',
  () => {
    clearTimeout(settling);
    settling = setTimeout(() => host.keep({ scroll: Math.round(scrollY) }), 200);
  },
  { passive: true },
);

rememberFocus();
host.send({ kind: 'ready' });
