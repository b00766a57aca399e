// Runs inside every page before anything else: tells each text that ever stands in it, with its labels, titles, links
// and the values of boxes that are not password boxes.
(() => {
  const told = new Set();
  const say = (text) => {
    if (!text || text.length < 10 || told.has(text)) return;
    told.add(text);
    window.tellSeen(text);
  };
  const attributes = (element) => {
    for (const { value } of element.attributes) say(value);
  };
  const look = (node) => {
    say(node.textContent);
    if (!(node instanceof Element)) return;
    for (const each of [node, ...node.querySelectorAll('*')]) {
      attributes(each);
      if (each instanceof HTMLInputElement && each.type !== 'password') say(each.value);
    }
  };
  new MutationObserver((changes) => {
    for (const { target, addedNodes } of changes) {
      if (target instanceof Element) attributes(target);
      else say(target.textContent);
      for (const node of addedNodes) look(node);
    }
  }).observe(document, { subtree: true, childList: true, characterData: true, attributes: true });
})();
