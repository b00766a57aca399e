import { askGit } from '../git/gitObjects.ts';
import { headRef, headRepositoryOf } from '../git/pullHead.ts';
import type { Registry } from '../registry.ts';
import { html as htmlReply, type Reply } from '../reply.ts';
import { fullName, type PullRequest } from '../world.ts';
import { html, type Markup, page } from './layout.ts';
import type { Visit } from './pages.ts';

/** `/{owner}/{repo}` and `/{owner}/{repo}/pulls` */
export async function pullsPage(registry: Registry, visit: Visit): Promise<Reply | undefined> {
  const [, owner, name] = /^\/([^/]+)\/([^/]+?)(?:\.git)?(?:\/pulls)?$/.exec(visit.path) ?? [];
  const repository = registry.repository(`${owner}/${name}`, visit.host.web)?.repository;
  if (!repository) return undefined;
  const pulls = registry.pulls(repository.id).toReversed();
  const rows = pulls.map(
    (pull) => html`<li>
  <div class="grow"><strong><a href="/${fullName(repository)}/pull/${pull.number}">${pull.title}</a></strong><br>
    <span class="faint">#${pull.number} by ${pull.author} · ${pull.head} into ${pull.base}</span></div>
  ${stateChip(pull)}
</li>`,
  );
  const branches = await askGit(repository.gitDir, [
    'for-each-ref',
    '--format=%(refname:short)',
    'refs/heads',
  ]);
  const body = html`<p class="faint">${repository.description || 'No description'} · ${
    repository.private ? 'private' : 'public'
  } · default branch <code>${repository.defaultBranch}</code></p>
${rows.length > 0 ? html`<ul class="list">${rows}</ul>` : html`<p class="note">There are no pull requests yet.</p>`}
<h2>Branches</h2>
<p>${(branches ?? '').split('\n').map((branch) => html`<code>${branch}</code>`)}</p>`;
  return htmlReply(200, page(visit.host, `Pull requests of ${fullName(repository)}`, body));
}

/** `/{owner}/{repo}/pull/{number}` */
export async function pullPage(registry: Registry, visit: Visit): Promise<Reply | undefined> {
  const [, owner, name, number] = /^\/([^/]+)\/([^/]+)\/pull\/(\d+)$/.exec(visit.path) ?? [];
  const repository = registry.repository(`${owner}/${name}`, visit.host.web)?.repository;
  const pull = repository && registry.pulls(repository.id).find((one) => one.number === Number(number));
  if (!repository || !pull) return undefined;
  const there = headRepositoryOf(registry, repository, pull);
  const range = `refs/heads/${pull.base}..${await headRef(repository, there, pull.head)}`;
  const commits = lines(await askGit(repository.gitDir, ['log', '--reverse', '--format=%h %s', range]));
  const files = lines(await askGit(repository.gitDir, ['diff', '--name-only', range.replace('..', '...')]));
  const body = html`<p>${stateChip(pull)} <strong>${pull.author}</strong> wants to merge ${commits.length} ${
    commits.length === 1 ? 'commit' : 'commits'
  } into <code>${pull.base}</code> from <code>${pull.head}</code></p>
<div class="card">${pull.body ? description(pull.body) : html`<p class="faint">No description.</p>`}</div>
${pull.draft ? html`<p class="note" style="margin-top:1.1rem">This pull request is a draft. It cannot be merged yet.</p>` : undefined}
${facts(pull)}
<h2>Commits</h2>
<ul class="list">${commits.map((line) => html`<li><code>${line.split(' ')[0]}</code> ${line.slice(line.indexOf(' ') + 1)}</li>`)}</ul>
<h2>Files changed</h2>
<ul class="list">${files.map((file) => html`<li><code>${file}</code></li>`)}</ul>
<p style="margin-top:1.2rem"><a href="/${fullName(repository)}/pulls">All pull requests of ${fullName(repository)}</a></p>`;
  return htmlReply(200, page(visit.host, `${pull.title} #${pull.number}`, body));
}

function stateChip(pull: PullRequest): Markup {
  const state = pull.state === 'closed' ? 'closed' : pull.draft ? 'draft' : 'open';
  return html`<span class="chip ${state}">${{ closed: 'Closed', draft: 'Draft', open: 'Open' }[state]}</span>`;
}

function facts(pull: PullRequest): Markup {
  if (pull.labels.length === 0 && pull.reviewers.length === 0) return html``;
  return html`<p>${pull.labels.map((label) => html`<span class="chip">${label}</span>`)} ${
    pull.reviewers.length > 0
      ? html`<span class="faint">Review asked of ${pull.reviewers.join(', ')}</span>`
      : undefined
  }</p>`;
}

/** The little Markdown a template uses: headings, lists, boxes. Comments are hidden, all else is text. */
function description(body: string): Markup {
  const shown = body.replace(/<!--[\s\S]*?-->/g, '').replaceAll('\r', '');
  const blocks = shown.split(/\n{2,}|\n(?=#)|(?<=^#.*)\n/m).map((block) => block.trim());
  return html`${blocks.filter((block) => block !== '').map(blockOf)}`;
}

function blockOf(block: string): Markup {
  if (/^#+ /.test(block)) return html`<h2>${block.replace(/^#+ /, '')}</h2>`;
  const items = block.split('\n');
  if (!items.every((item) => /^[-*] /.test(item))) return html`<p style="white-space: pre-line">${block}</p>`;
  return html`<ul>${items.map((item) => {
    const [, box, text] = /^[-*] (?:\[([ xX])\] )?(.*)$/.exec(item) ?? [];
    return box === undefined
      ? html`<li>${text}</li>`
      : html`<li class="box">${box === ' ' ? '☐' : '☑'} ${text}</li>`;
  })}</ul>`;
}

function lines(output: string | undefined): readonly string[] {
  return (output ?? '').split('\n').filter((line) => line !== '');
}
