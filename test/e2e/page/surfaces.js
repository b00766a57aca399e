// Run in the page: every text of the surfaces that are ours, seen or read out, and whether it is cut off where it must not be.
(() => {
  const seen = [];
  const visible = (one) => one.getClientRects().length > 0;
  const all = (selector, within = document) => [...within.querySelectorAll(selector)].filter(visible);
  const add = (surface, text, one, mustFit = false) => {
    const clipped =
      mustFit && (one.scrollWidth > one.clientWidth + 1 || one.scrollHeight > one.clientHeight + 2);
    for (const line of (text ?? '').split('\n'))
      if (line.trim() !== '') seen.push({ surface, text: line.trim(), clipped });
  };
  const take = (surface, selector, { mustFit = false, spoken = true, within } = {}) => {
    for (const one of all(selector, within)) {
      add(surface, one.innerText, one, mustFit);
      if (spoken)
        for (const name of ['aria-label', 'placeholder'])
          add(`${surface}, spoken`, one.getAttribute(name), one);
    }
  };
  take('status bar', '[id="token-warden.token-warden.status"], [id="token-warden.token-warden.status"] a');
  take('hover', '.workbench-hover');
  // Every prompt of ours has a title; the command palette has none.
  const prompts = all('.quick-input-widget').filter((one) => all('.quick-input-titlebar', one).length > 0);
  for (const widget of prompts) {
    take('prompt title', '.quick-input-title', { within: widget, mustFit: true });
    take('prompt', '.quick-input-message, .quick-input-box input', { within: widget });
    take('list', '.quick-input-list .monaco-list-row', { within: widget });
  }
  for (const toast of all('.notification-list-item')) {
    take('notification', '.notification-list-item-message', { within: toast });
    take('button of a notification', '.notification-list-item-buttons-container .monaco-button', {
      within: toast,
      mustFit: true,
    });
  }
  for (const dialog of all('.monaco-dialog-box')) {
    take('question', '.dialog-message-text, .dialog-message-detail', { within: dialog, spoken: false });
    take('button of a question', '.dialog-buttons .monaco-button', { within: dialog, mustFit: true });
  }
  for (const pane of all('.pane').filter((one) => one.querySelector('.pane-header[aria-label^="⟦Tôkéñs"]'))) {
    take('view', '.pane-header .title', { within: pane });
    take('welcome', '.welcome-view-content p', { within: pane });
    take('button', '.welcome-view-content .monaco-button', { within: pane, mustFit: true });
    take('view', '.monaco-list-row', { within: pane });
  }
  take(
    'walkthrough',
    '.gettingStartedSlideDetails :is(.category-title, .category-description-container, .step-title, .step-description-container)',
  );
  for (const document of all('.editor-instance .view-lines')) {
    const top = (one) => one.getBoundingClientRect().top;
    const lines = all('.view-line', document).sort((one, other) => top(one) - top(other));
    // A line too long for the window is several of these.
    const text = lines.map((line) => line.textContent).join(' ');
    if (!text.startsWith('# Token Warden diagnostics'.replaceAll(' ', '\u00a0')))
      add('document', text, document);
  }
  return seen;
})();
