import type { SandboxHost } from '../hosts.ts';

/** Text that is already HTML. Everything else is escaped by `html`. */
export class Markup {
  readonly text: string;
  constructor(text: string) {
    this.text = text;
  }
}

type Part = string | number | undefined | Markup | readonly Markup[];

/** Template tag: values are escaped unless they are Markup, so that a title or a branch name cannot become a tag. */
export function html(strings: TemplateStringsArray, ...values: readonly Part[]): Markup {
  return new Markup(strings.map((literal, at) => literal + render(values[at])).join(''));
}

function render(part: Part): string {
  if (part === undefined) return '';
  if (part instanceof Markup) return part.text;
  if (Array.isArray(part)) return part.map((one: Markup) => one.text).join('\n');
  return String(part).replace(/[&<>"']/g, (letter) => `&#${letter.charCodeAt(0)};`);
}

/** A whole page under the header bar that says what this is. */
export function page(host: SandboxHost, title: string, body: Markup): string {
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title} · Sandbox GitHub</title>
<style>${new Markup(style)}</style>
</head>
<body>
<header>
  <a class="brand" href="/">Sandbox GitHub</a>
  <span class="host">${host.web}</span>
  <nav aria-label="Main">
    <a href="/acme/app/pulls">Pull requests</a>
    <a href="/settings/personal-access-tokens">Fine-grained tokens</a>
    <a href="/settings/tokens">Tokens (classic)</a>
  </nav>
  <span class="who">mona</span>
</header>
<main>
<h1>${title}</h1>
${body}
</main>
<footer>A local stand-in for tests and for trying things out. Nothing here reaches the real GitHub.</footer>
</body>
</html>
`.text;
}

const style = `
:root { color-scheme: light dark; --line: light-dark(#d4d8dd, #353b43); --soft: light-dark(#f4f6f8, #1b2027);
  --page: light-dark(#ffffff, #12161b); --ink: light-dark(#1d232a, #e3e7ec); --faint: light-dark(#59636e, #97a1ad);
  --link: light-dark(#0b5cc0, #7ab4ff); --good: light-dark(#176f37, #5fce87); --bad: light-dark(#b3261e, #ff8a80);
  --warm: light-dark(#8a5a00, #e6b450); }
* { box-sizing: border-box; }
body { margin: 0; background: var(--page); color: var(--ink); font: 15px/1.5 system-ui, sans-serif; }
header { display: flex; align-items: center; gap: 1.25rem; padding: .7rem 1.5rem; background: #22303c; color: #eef2f6; }
header a { color: inherit; text-decoration: none; } header nav { display: flex; gap: 1.1rem; flex: 1; }
header nav a:hover, header .brand:hover { text-decoration: underline; }
.brand { font-weight: 650; letter-spacing: .01em; } .host { color: #a9bac9; font-size: .85rem; }
.who { border: 1px solid #5b6d7d; border-radius: 1rem; padding: 0 .7rem; font-size: .85rem; }
main { max-width: 54rem; margin: 0 auto; padding: 1.6rem 1.5rem 2.5rem; }
footer { max-width: 54rem; margin: 0 auto; padding: 1rem 1.5rem 2rem; color: var(--faint); font-size: .82rem; }
h1 { font-size: 1.5rem; font-weight: 600; margin: 0 0 .3rem; } h2 { font-size: 1.08rem; margin: 1.6rem 0 .5rem; }
a { color: var(--link); } p { margin: .4rem 0 .9rem; } .faint { color: var(--faint); }
.bar { display: flex; justify-content: space-between; align-items: center; gap: 1rem; margin-bottom: 1rem; }
.list { list-style: none; margin: 0; padding: 0; border: 1px solid var(--line); border-radius: .5rem; overflow: hidden; }
.list > li { display: flex; gap: 1rem; align-items: center; padding: .8rem 1rem; }
.list > li + li { border-top: 1px solid var(--line); } .list .grow { flex: 1; min-width: 0; }
.list strong { font-weight: 600; } .list .faint { font-size: .87rem; overflow-wrap: anywhere; }
.actions { display: flex; gap: .5rem; } form { margin: 0; }
button, .button { font: inherit; font-size: .9rem; padding: .32rem .85rem; border-radius: .4rem; cursor: pointer;
  border: 1px solid var(--line); background: var(--soft); color: var(--ink); text-decoration: none; white-space: nowrap; }
button.main, .button.main { background: #1f6f43; border-color: #1f6f43; color: #fff; } button.danger { color: var(--bad); }
button:focus-visible, a:focus-visible, input:focus-visible, select:focus-visible, textarea:focus-visible,
output:focus-visible { outline: 2px solid var(--link); outline-offset: 2px; }
.note, .error, .fresh { border: 1px solid var(--line); border-left-width: 4px; border-radius: .4rem; padding: .7rem 1rem;
  margin: 0 0 1.1rem; background: var(--soft); }
.error { border-left-color: var(--bad); } .fresh { border-left-color: var(--good); } .note { border-left-color: var(--link); }
.value { display: block; margin: .5rem 0 0; padding: .5rem .7rem; font: 14px/1.5 ui-monospace, monospace;
  background: var(--page); border: 1px solid var(--line); border-radius: .35rem; overflow-wrap: anywhere; user-select: all; }
fieldset { border: 1px solid var(--line); border-radius: .5rem; margin: 0 0 1.1rem; padding: .7rem 1rem 1rem; }
legend { font-weight: 600; padding: 0 .35rem; } label { display: block; font-weight: 550; margin: .8rem 0 .2rem; }
label.inline { display: flex; gap: .55rem; align-items: baseline; font-weight: 400; margin: .3rem 0; }
input[type=text], select, textarea { font: inherit; width: 100%; padding: .38rem .6rem; border: 1px solid var(--line);
  border-radius: .35rem; background: var(--page); color: var(--ink); }
table { border-collapse: collapse; width: 100%; } td, th { text-align: left; padding: .3rem .4rem; font-weight: 400; }
tr + tr td, tr + tr th { border-top: 1px solid var(--line); } td select { width: 12rem; } td:last-child { text-align: right; }
code { font: .92em ui-monospace, monospace; background: var(--soft); border-radius: .3rem; padding: .1rem .35rem; }
.chip { display: inline-block; border-radius: 1rem; padding: .05rem .7rem; font-size: .85rem; border: 1px solid currentColor; }
.chip.draft, .chip.pending { color: var(--faint); } .chip.open { color: var(--good); } .chip.closed, .chip.dead { color: var(--bad); }
.chip.soon { color: var(--warm); } .card { border: 1px solid var(--line); border-radius: .5rem; padding: .4rem 1.1rem .8rem; }
.card > :first-child { margin-top: .6rem; } .card ul { padding-left: 1.2rem; } .card li.box { list-style: none; margin-left: -1.2rem; }
`;
