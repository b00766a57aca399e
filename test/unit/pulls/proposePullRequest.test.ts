import assert from 'node:assert/strict';
import fc from 'fast-check';
import { composeBody, humanise, proposePullRequest } from '../../../src/pulls/proposePullRequest.ts';
import { findTemplates, mostTemplates, templateFolders } from '../../../src/pulls/templates.ts';

const facts = {
  branch: 'feature/login-page',
  defaultBranch: 'main',
  commits: [],
  template: undefined,
  titleTemplate: '',
};
const commit = (subject: string, body = '') => ({ subject, body });

describe('proposePullRequest', () => {
  it('a single commit gives title and body', () => {
    assert.deepEqual(proposePullRequest({ ...facts, commits: [commit('Fix login', 'Because.\n')] }), {
      base: 'main',
      title: 'Fix login',
      body: 'Because.',
    });
  });

  it('several commits give the branch name as words and a list, oldest first', () => {
    assert.deepEqual(proposePullRequest({ ...facts, commits: [commit('One', 'x'), commit('Two')] }), {
      base: 'main',
      title: 'Login page',
      body: '- One\n- Two',
    });
  });

  it('the template wins over the commits, unless it is blank', () => {
    const commits = [commit('One', 'Because.')];
    assert.deepEqual(
      ['## What\r\n\r\n- [ ] tested\u0007', ' \n'].map(
        (template) => proposePullRequest({ ...facts, commits, template }).body,
      ),
      ['## What\n\n- [ ] tested', 'Because.'],
    );
  });

  it('no commits give the branch name and an empty body', () => {
    assert.deepEqual(proposePullRequest(facts), { base: 'main', title: 'Login page', body: '' });
  });

  it('branch names become words', () => {
    const table = {
      'fix/123-login_crash': '123 login crash',
      'mona/try-this': 'Mona try this',
      main: 'Main',
      'fix/': 'Fix',
      'über--grün': 'Über grün',
      '--': '--',
    };
    assert.deepEqual(Object.keys(table).map(humanise), Object.values(table));
  });

  it('whatever the commits hold, the title is one bounded line and the body fits', () => {
    const text = fc.string({ unit: 'binary', maxLength: 300 });
    fc.assert(
      fc.property(
        text,
        text,
        fc.array(fc.record({ subject: text, body: text }), { maxLength: 4 }),
        (branch, template, commits) => {
          const proposed = proposePullRequest({
            branch,
            defaultBranch: 'main',
            commits,
            template,
            titleTemplate: '',
          });
          return (
            proposed.title.length <= 256 && !/[\r\n]/.test(proposed.title) && proposed.body.length <= 65_536
          );
        },
      ),
      { numRuns: 25 },
    );
  });

  it('a huge template and a long subject are cut with a mark, not in the middle of a character', () => {
    const proposed = proposePullRequest({
      ...facts,
      commits: [commit('𝒳'.repeat(300))],
      template: 'x'.repeat(100_000),
    });
    assert.deepEqual(
      [proposed.title.length, proposed.title.at(-1), !/\p{Cs}/u.test(proposed.title), proposed.body.length],
      [255, '…', true, 65_536],
    );
  });
});

describe('templates', () => {
  it('the folders are looked at in a fixed order', () => {
    assert.deepEqual(templateFolders, ['.github', '', 'docs']);
  });

  const usual = (files: readonly string[]) => findTemplates([{ folder: '', files }]).usual;

  it('case and extension do not matter, Markdown goes first, folders and neighbours are left alone', () => {
    assert.deepEqual(
      [
        ['README.md', 'Pull_Request_Template.MD'],
        ['pull_request_template', 'pull_request_template.txt', 'PULL_REQUEST_TEMPLATE.md'],
        ['pull_request_template'],
        ['pull_request_template.md.bak', 'my_pull_request_template.md', 'pull_request_template.html'],
        [],
      ].map(usual),
      ['Pull_Request_Template.MD', 'PULL_REQUEST_TEMPLATE.md', 'pull_request_template', undefined, undefined],
    );
  });

  it('S1-17 of several in a folder none is taken by itself, and all can be chosen; a single one is taken', () => {
    const several = { name: 'PULL_REQUEST_TEMPLATE', files: ['fix.md', 'docs.md', 'logo.png'] };
    const plain = { folder: 'docs', files: ['pull_request_template.md'] };
    const paths = ['.github/PULL_REQUEST_TEMPLATE/docs.md', '.github/PULL_REQUEST_TEMPLATE/fix.md'];
    assert.deepEqual(
      [
        findTemplates([{ folder: '.github', files: [], several }]),
        findTemplates([{ folder: '.github', files: [], several }, plain]),
        findTemplates([{ folder: '', files: [], several: { ...several, files: ['fix.md'] } }]),
      ],
      [
        { usual: undefined, others: paths },
        { usual: 'docs/pull_request_template.md', others: paths },
        { usual: 'PULL_REQUEST_TEMPLATE/fix.md', others: [] },
      ],
    );
  });

  it('a list of a thousand is cut', () => {
    const files = Array.from({ length: 1000 }, (_, index) => `${index}.md`);
    const found = findTemplates([
      { folder: '', files: [], several: { name: 'pull_request_template', files } },
    ]);
    assert.equal(found.others.length, mostTemplates);
  });
});

describe('the body', () => {
  it('S1-20 keeps the template as it is, its trailer too, and adds the commits only when asked', () => {
    const commits = [commit('One'), commit('Two')];
    const template = '## What\n\n- [ ] tested\n\nSigned-off-by:\n';
    assert.deepEqual(
      [composeBody(template, commits, 'unless-template'), composeBody(template, commits, 'always')],
      [template, '## What\n\n- [ ] tested\n\nSigned-off-by:\n\n- One\n- Two'],
    );
  });
});
