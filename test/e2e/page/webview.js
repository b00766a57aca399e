// Run in each frame: every text of a page of ours that is seen or read out, and whether it is cut off. It has a heading;
// VS Code's own frames around it, and its pictures in a walkthrough, have none.
(() => {
  if (document.querySelector('h1') === null) return [];
  const seen = [];
  const add = (surface, text, clipped = false) => {
    if ((text ?? '').trim() !== '') seen.push({ surface, text: text.trim(), clipped });
  };
  const words = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT, ({ parentElement }) =>
    parentElement?.closest('script, style') ? NodeFilter.FILTER_REJECT : NodeFilter.FILTER_ACCEPT,
  );
  while (words.nextNode()) {
    const { data, parentElement: one } = words.currentNode;
    const { overflowX, textOverflow } = getComputedStyle(one);
    const cut = overflowX !== 'visible' && textOverflow !== 'ellipsis' && overflowX !== 'auto';
    add('page', data, cut && one.clientWidth > 1 && one.scrollWidth > one.clientWidth + 1);
  }
  for (const name of ['aria-label', 'aria-description', 'title', 'placeholder', 'alt'])
    for (const one of document.body.querySelectorAll(`[${name}]`))
      add('page, spoken', one.getAttribute(name));
  return seen;
})();
