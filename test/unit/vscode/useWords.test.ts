import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { ConfigPlace, GitWay, HelperName } from '../../../src/shadows/gitAlone.ts';
import { heldIn } from '../../../src/shadows/held.ts';
import type { Shadow, ShadowCause } from '../../../src/shadows/shadow.ts';
import { findCandidates } from '../../../src/tokens/candidates.ts';
import { githubCom } from '../../../src/tokens/host.ts';
import { giveEditorWords } from '../../fakes/editorWords.ts';
import { makeToken } from '../../fixtures/tokens.ts';
import { aClassic, anEntry, now } from '../policy/anEntry.ts';
import { borrowed, reportOf } from '../shadows/aUse.ts';

const words = giveEditorWords();
const [{ useGroups, useText }, { shadowLine, wayLines, ghLine }] = await Promise.all([
  import('../../../src/vscode/messages/uses.ts'),
  import('../../../src/vscode/messages/shadows.ts'),
]);
words.stop();

const token = makeToken('classic-pat', 'words');
const held = heldIn(token);
const place: ConfigPlace = { scope: 'local', file: '/home/mona/.git/config', own: true };
const helpers: readonly HelperName[] = [
  { kind: 'gh' },
  { kind: 'named', name: 'store' },
  { kind: 'program' },
  { kind: 'shell' },
];
const ways: readonly GitWay[] = [
  { kind: 'header', held, place },
  { kind: 'url', held: { kind: 'password' } },
  ...helpers.map((helper): GitWay => ({ kind: 'helper', helper, place })),
  { kind: 'askpass', variable: 'GIT_ASKPASS', place: undefined },
  { kind: 'editor' },
  { kind: 'ssh' },
  { kind: 'prompt' },
];

/** One of each kind: a new one without words does not compile. */
const causes: { readonly [Kind in ShadowCause['kind']]: Extract<ShadowCause, { readonly kind: Kind }> } = {
  variableBeatsLogin: {
    kind: 'variableBeatsLogin',
    name: 'GH_TOKEN',
    held,
    behind: ['GITHUB_TOKEN'],
    alsoGit: true,
    dead: true,
  },
  ghAnswersDead: { kind: 'ghAnswersDead' },
  helperFirst: { kind: 'helperFirst', first: { kind: 'prompt' }, behind: ways },
  ownHelper: { kind: 'ownHelper', helper: { kind: 'shell' }, place },
  ownAskpass: { kind: 'ownAskpass', place },
  tokenInUrl: { kind: 'tokenInUrl', remote: 'origin', held },
  userInUrl: { kind: 'userInUrl', remote: 'origin', user: 'mona' },
  header: { kind: 'header', held, place },
  rewritten: { kind: 'rewritten', variable: 'insteadOf', to: 'x', elsewhere: true, place },
  pushUrl: { kind: 'pushUrl', remote: 'origin', to: 'x', elsewhere: false },
  ssh: { kind: 'ssh' },
  askpass: { kind: 'askpass', variable: 'SSH_ASKPASS' },
  refused: { kind: 'refused', problem: { kind: 'noRemote' } },
  alias: { kind: 'alias', alias: 'work' },
};

describe('the words of which credential is used', () => {
  it('name a cause and one thing to do for everything that is in the way', () => {
    const labels = Object.values(causes).map((cause) => {
      const shadow: Shadow = { severity: 'warning', cause, fix: { kind: 'read' } };
      const { label, detail = '' } = shadowLine(shadow);
      assert.doesNotMatch(`${label} ${detail}`, /undefined|\{\d\}/);
      assert.ok(detail.endsWith('.'), `${cause.kind}: ${detail}`);
      return label;
    });
    assert.equal(new Set(labels).size, labels.length);
  });

  it('number the ways of git, and say of a token only its mask', () => {
    const lines = wayLines({
      address: 'https://github.com/acme/app',
      transport: 'https',
      user: 'mona',
      ways,
    });
    assert.deepEqual(
      lines.slice(1).map(({ label }) => Number.parseInt(label, 10)),
      ways.map((_way, at) => at + 1),
    );
    assert.match(lines[1]?.label ?? '', new RegExp(`ghp_…${token.slice(-4)}$`));
    assert.deepEqual(findCandidates(JSON.stringify(lines)), []);
  });

  it('tell the four answers about gh apart', () => {
    const entry = borrowed({ kind: 'gh' });
    const said = [
      ghLine({ kind: 'variable', name: 'GH_TOKEN', held, behind: [] }),
      ghLine({ kind: 'login', entry }),
      ghLine({ kind: 'notAsked' }),
      ghLine({ kind: 'nothing' }),
    ].map(({ label, description }) => `${label} ${description}`);
    assert.equal(new Set(said).size, 4);
  });

  it('S3-36 say of each candidate its kind, its account, where it comes from and whether it will work', () => {
    const entries = [
      anEntry({ name: 'fine' }),
      aClassic(['repo'], { id: 'c', name: 'old', login: undefined }),
      borrowed({ kind: 'environment', variable: 'GH_TOKEN' }),
    ];
    const groups = useGroups(reportOf({ entries }), { now, breadthOf: () => ({ kind: 'unknown' }) as never });
    const lines = groups.flatMap((group) => group.lines);
    const text = (name: string) => {
      const line = lines.find(({ label }) => label === name);
      return `${line?.description} | ${line?.detail}`;
    };
    assert.match(
      text('fine'),
      /^will work: yes · acts for this owner \| declared by you · fine-grained token · mona/,
    );
    assert.match(text('old'), /^will work: yes · after fine, acts for this owner \| listed by GitHub/);
    assert.match(text('environment'), /\| listed by GitHub · classic token, from the environment · mona/);
  });

  it('S0-20 offer the App right under the token that it could take over from', () => {
    const app = { id: '~app/k/7', appEntryId: 'k', host: githubCom.name, owner: 'acme', name: 'release' };
    const report = reportOf({ entries: [anEntry()], facts: { apps: [app] } });
    const [served] = useGroups(report, { now, breadthOf: () => ({ kind: 'unknown' }) as never });
    assert.deepEqual(
      served?.lines.map(({ about }) => about.kind),
      ['candidate', 'app'],
    );
  });

  it('D10 begin no line of the text with what a repository or a person wrote', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 60 }), (name) => {
        const hostile = `${name}\n# Heading\r\n\u202e${name}`;
        const entries = [anEntry({ name: hostile, login: hostile })];
        const groups = useGroups(reportOf({ entries }), {
          now,
          breadthOf: () => ({ kind: 'unknown' }) as never,
        });
        const text = useText('Title', groups);
        const headings = ['Title', '', ...groups.map(({ heading }) => heading)];
        for (const line of text.split('\n')) {
          assert.ok(headings.includes(line) || /^(?:- | {2}\S)/.test(line), JSON.stringify(line));
        }
        assert.doesNotMatch(text, /[\u202a-\u202e\u2066-\u2069]/);
      }),
      { numRuns: 30 },
    );
  });
});
