import assert from 'node:assert/strict';
import type { InstallationProblem, KeyFault, MintProblem } from '../../../src/apps/problems.ts';
import type { Problem } from '../../../src/shared/failure.ts';
import { giveEditorWords } from '../../fakes/editorWords.ts';

const faults: Readonly<Record<KeyFault, true>> = {
  empty: true,
  tooLong: true,
  notPem: true,
  cut: true,
  encrypted: true,
  notRsa: true,
  publicKey: true,
  certificate: true,
  openSsh: true,
};
const unusable: Readonly<Record<MintProblem['why'], true>> = {
  noToken: true,
  lifetime: true,
  broader: true,
  narrower: true,
  otherRepository: true,
};
const page = 'https://github.com/organizations/acme/settings/installations/7';
const installations: readonly InstallationProblem['kind'][] = [
  'appNotInstalled',
  'appNotSelected',
  'installationSuspended',
];

describe('the words about a GitHub App', () => {
  let words: { readonly stop: () => void };
  let advise: typeof import('../../../src/vscode/messages/adviseFailure.ts').adviseProblem;
  before(async function () {
    this.timeout(60_000);
    words = giveEditorWords();
    ({ adviseProblem: advise } = await import('../../../src/vscode/messages/adviseFailure.ts'));
  });
  after(() => words.stop());

  it('lead to the page of the installation where an owner can change it', () => {
    for (const kind of installations) {
      const { text, next } = advise({ kind, owner: 'acme', page } as Problem, 'push');
      assert.ok(text.includes('acme'), kind);
      assert.deepEqual(next.kind === 'open' && next.url, page, kind);
    }
  });

  it('name each fault of a key and each answer that is not used, all by different sentences', () => {
    const problems: readonly Problem[] = [
      ...Object.keys(faults).map((why) => ({ kind: 'appKeyUnusable', why })),
      ...Object.keys(unusable).map((why) => ({ kind: 'mintUnusable', why })),
    ];
    const texts = problems.map((problem) => advise(problem, 'push').text);
    assert.equal(new Set(texts).size, problems.length);
    for (const text of texts) assert.match(text, /^[A-Z].{20,140}\.$/);
  });
});
