import assert from 'node:assert/strict';
import type { CredentialFault } from '../../../src/guardrails/credentialFault.ts';
import type { Refusal } from '../../../src/guardrails/refusal.ts';
import type { SyntaxFault, TeamFileProblem, Wanted } from '../../../src/guardrails/teamFileProblem.ts';
import { giveEditorWords } from '../../fakes/editorWords.ts';

let teamDiagnosticText: typeof import('../../../src/vscode/messages/teamFile.ts').teamDiagnosticText;
let messages: typeof import('../../../src/vscode/messages/guardrails.ts');
let words: { readonly stop: () => void };

before(async function () {
  this.timeout(60_000);
  words = giveEditorWords();
  ({ teamDiagnosticText } = await import('../../../src/vscode/messages/teamFile.ts'));
  messages = await import('../../../src/vscode/messages/guardrails.ts');
});
after(() => words.stop());

const hostile = `a\n\u001b[31m\u202e${'x'.repeat(1000)}`;

/** One of each; a kind that is not here does not compile. */
const problems: { readonly [K in TeamFileProblem['kind']]: Extract<TeamFileProblem, { readonly kind: K }> } =
  {
    unreadable: { kind: 'unreadable' },
    link: { kind: 'link' },
    tooLarge: { kind: 'tooLarge', maxBytes: 65_536 },
    tooDeep: { kind: 'tooDeep' },
    tooMany: { kind: 'tooMany' },
    reference: { kind: 'reference' },
    tag: { kind: 'tag' },
    directive: { kind: 'directive' },
    severalDocuments: { kind: 'severalDocuments' },
    syntax: { kind: 'syntax', what: 'other' },
    notAMap: { kind: 'notAMap' },
    keyNotText: { kind: 'keyNotText' },
    versionMissing: { kind: 'versionMissing' },
    duplicateKey: { kind: 'duplicateKey', key: 'maxAgeDays' },
    unknownKey: { kind: 'unknownKey', key: hostile, meant: undefined },
    wrongValue: { kind: 'wrongValue', key: 'maxAgeDays', wanted: { kind: 'on' } },
    unknownName: { kind: 'unknownName', name: hostile },
    namesHost: { kind: 'namesHost', key: hostile },
    runs: { kind: 'runs', key: hostile },
    ownRepository: { kind: 'ownRepository', key: hostile },
    personal: { kind: 'personal', key: 'soonDays' },
    loosens: { kind: 'loosens', key: 'noSurplus' },
    asksNothing: { kind: 'asksNothing', key: 'forbiddenFiles' },
  };

const faults: Readonly<Record<SyntaxFault, true>> = {
  tab: true,
  indent: true,
  unclosed: true,
  colon: true,
  escape: true,
  other: true,
};

const wanted: readonly Wanted[] = [
  { kind: 'version' },
  { kind: 'days', from: 1, to: 366 },
  { kind: 'oneOf', values: ['fine-grained-pat', 'classic-pat'] },
  { kind: 'grants' },
  { kind: 'patterns' },
  { kind: 'on' },
];

const credentials: {
  readonly [K in CredentialFault['kind']]: Extract<CredentialFault, { readonly kind: K }>;
} = {
  kind: { kind: 'kind', token: 'oauth-token', allowed: ['fine-grained-pat'] },
  lifetime: { kind: 'lifetime', days: 90, most: 30 },
  noExpiry: { kind: 'noExpiry', most: 30 },
  expiryUnknown: { kind: 'expiryUnknown', most: 30 },
  age: { kind: 'age', days: 40, most: 30 },
  neverGrant: { kind: 'neverGrant', held: Array.from({ length: 20 }, (_, at) => `name_${at}:write`) },
  surplus: { kind: 'surplus', held: ['gist'] },
  purposeUnknown: { kind: 'purposeUnknown' },
  ownerUnknown: { kind: 'ownerUnknown' },
  severalOwners: { kind: 'severalOwners', owners: ['acme', 'octo'] },
};

describe('the words about the rules of a repository', () => {
  it('say in Problems what is wrong and what would be right, each in a sentence', () => {
    const all: readonly TeamFileProblem[] = [
      ...Object.values(problems),
      ...Object.keys(faults).map((what) => ({ kind: 'syntax', what: what as SyntaxFault }) as const),
      ...wanted.map((one) => ({ kind: 'wrongValue', key: 'a', wanted: one }) as const),
      { kind: 'unknownKey', key: 'forbidenFiles', meant: 'forbiddenFiles' },
    ];
    const texts = all.map(teamDiagnosticText);
    for (const text of texts) {
      assert.match(text, /^[^\n]+[.] [A-Z][^\n]+[.?]$/, text);
      assert.doesNotMatch(text, /!|undefined|\{\d\}|invalid|please|sorry|\p{Cc}|\p{Cf}/iu, text);
      assert.ok(text.length < 400, text);
    }
    assert.equal(new Set(texts).size, new Set(all.map((one) => JSON.stringify(one))).size);
  });

  it('say of a token what is against which rule, and one next step', () => {
    const said = Object.values(credentials).map((fault): readonly string[] => {
      const refusal: Refusal = {
        rule: 'allowedKinds',
        source: { kind: 'teamFile', branch: hostile, line: 3 },
        data: { kind: 'credential', entryName: hostile, fault },
        override: 'once',
      };
      return [messages.refusalText(refusal), messages.nextText(refusal), messages.sourceText(refusal)];
    });
    for (const [text = '', next = '', source = ''] of said) {
      for (const one of [text, next, source]) {
        assert.doesNotMatch(one, /!|undefined|\{\d\}|invalid|\p{Cc}|\p{Cf}/iu);
        assert.ok(one.length > 8 && one.length < 330, one);
      }
      assert.match(next, /\.$/);
      assert.match(source, /line 3$/);
    }
    assert.equal(new Set(said.map(([text]) => text)).size, said.length);
  });

  it('name in a preview what is ignored, with its line', () => {
    const source = { kind: 'teamFile', branch: undefined, line: 2 } as const;
    const line = messages.ignoredLine({ problem: { kind: 'namesHost', key: 'host' }, source });
    assert.match(line, /^- host is ignored: .*\(.*token-policy\.yml, line 2\)$/);
  });
});
