import assert from 'node:assert/strict';
import type { Problem } from '../../../src/shared/failure.ts';
import type {
  AnswerFault,
  BrokerFault,
  BrokerProblem,
  WayFault,
} from '../../../src/sources/broker/problems.ts';
import type { SecretFault } from '../../../src/vault/brokerSecret.ts';
import type { Advice } from '../../../src/vscode/messages/advice.ts';
import type { Area } from '../../../src/vscode/messages/adviseFailure.ts';
import { giveEditorWords } from '../../fakes/editorWords.ts';

const broker = 'broker.acme.example';
const repository = 'acme/app';

/** Tables, so that the compiler misses what is forgotten here. */
const settings: Readonly<Record<BrokerFault, true>> = {
  missing: true,
  shape: true,
  property: true,
  kind: true,
  url: true,
  notHttps: true,
  urlExtras: true,
  host: true,
  mount: true,
  namespace: true,
};
const answers: Readonly<Record<AnswerFault, true>> = {
  shape: true,
  kind: true,
  noLifetime: true,
  tooLong: true,
  tooShort: true,
  noPermissions: true,
  broader: true,
  less: true,
  noRepositories: true,
  repository: true,
  host: true,
  dead: true,
};
const ways: Readonly<Record<WayFault, true>> = {
  offline: true,
  timeout: true,
  tlsUntrusted: true,
  proxyRefused: true,
  redirectRefused: true,
  tooLarge: true,
  notJson: true,
  wrongOrigin: true,
};
const keys = <K extends string>(table: Readonly<Record<K, true>>) => Object.keys(table) as K[];
const others: Readonly<
  Record<Exclude<BrokerProblem['kind'], 'brokerSetting' | 'brokerWay' | 'brokerAnswer'>, true>
> = {
  brokerNoSecret: true,
  brokerOtherOrigin: true,
  brokerUnauthorized: true,
  brokerForbids: true,
  brokerNotInstalled: true,
  brokerNotGranted: true,
  brokerNotFound: true,
  brokerBusy: true,
  brokerTrouble: true,
  brokerUnknown: true,
};
const problems: readonly BrokerProblem[] = [
  ...keys(settings).map((fault) => ({ kind: 'brokerSetting', fault, text: 'urll' }) as const),
  ...keys(ways).map((why) => ({ kind: 'brokerWay', broker, why, code: 'ECONNRESET' }) as const),
  ...keys(answers).map(
    (fault) =>
      ({ kind: 'brokerAnswer', broker, fault, repository, permissions: ['administration:write'] }) as const,
  ),
  ...keys(others).map(
    (kind) => ({ kind, broker, repository, status: 503, keptFor: 'https://old.example' }) as BrokerProblem,
  ),
];

describe('the words for a token broker', () => {
  let advise: (problem: Problem, area: Area) => Advice;
  let faultText: (fault: SecretFault) => string;
  let words: { readonly stop: () => void };
  before(async function () {
    // The words bring a library of dates with them, and the machine may be busy.
    this.timeout(60_000);
    words = giveEditorWords();
    advise = (await import('../../../src/vscode/messages/adviseFailure.ts')).adviseProblem;
    faultText = (await import('../../../src/vscode/messages/broker.ts')).secretFaultText;
  });
  after(() => words.stop());

  it('S2-01 name one cause for each problem, the same wherever it is met, and a next step', () => {
    const told = problems.map((problem) => advise(problem, 'push'));
    const texts = told.map(({ text }) => text);
    const same = [
      // Two ways of a page that is no answer of a broker.
      'tooLarge',
    ];
    assert.equal(new Set(texts).size, texts.length - same.length);
    for (const [at, { text, next }] of told.entries()) {
      assert.doesNotMatch(text, /unexpected|\{\d\}|undefined|!/);
      assert.ok(next.label.length > 0);
      const problem = problems[at] as BrokerProblem;
      for (const area of ['api', 'pull', 'fetch', 'vault'] as const) {
        assert.deepEqual(advise(problem, area), told[at]);
      }
    }
  });

  it('lead to where it can be mended: the secret, the setting, or another token', () => {
    const step = (kind: BrokerProblem['kind']) => {
      const found = problems.find((problem) => problem.kind === kind) as BrokerProblem;
      return advise(found, 'push').next.kind;
    };
    assert.deepEqual(
      ['brokerNoSecret', 'brokerOtherOrigin', 'brokerUnauthorized', 'brokerSetting', 'brokerAnswer'].map(
        (kind) => step(kind as BrokerProblem['kind']),
      ),
      ['setUpBroker', 'setUpBroker', 'setUpBroker', 'settings', 'useAnother'],
    );
  });

  it('say of each text that is no secret what is wrong with it', () => {
    const texts = (['empty', 'tooLong', 'characters', 'githubToken'] as const).map((fault) =>
      faultText(fault),
    );
    assert.equal(new Set(texts).size, 4);
  });
});
