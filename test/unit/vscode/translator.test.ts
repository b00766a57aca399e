import assert from 'node:assert/strict';
import fc from 'fast-check';
import { readHeaders } from '../../../src/github/apiAnswer.ts';
import {
  accessWordings,
  appWordings,
  limitWordings,
  policyWordings,
  pullWordings,
  signInWordings,
} from '../../../src/github/errorCatalogue.ts';
import { explainAnswer } from '../../../src/github/explainAnswer.ts';
import { explainAppAnswer } from '../../../src/github/explainApp.ts';
import { explainSignIn } from '../../../src/github/explainSignIn.ts';
import { gitWordings } from '../../../src/github/gitCatalogue.ts';
import { explainRefusal } from '../../../src/pulls/explainRefusal.ts';
import { explainPush } from '../../../src/push/explainPush.ts';
import type { Problem } from '../../../src/shared/failure.ts';
import { githubCom } from '../../../src/tokens/host.ts';
import type { Advice } from '../../../src/vscode/messages/advice.ts';
import type { Area } from '../../../src/vscode/messages/adviseFailure.ts';
import type { Place } from '../../../src/vscode/messages/place.ts';
import { giveEditorWords } from '../../fakes/editorWords.ts';
import { refusedAnswer } from '../../fakes/scriptedGitHubApi.ts';
import { catalogueRows, furtherRows, type Refusal, type RefusalRow } from '../../fixtures/refusals.ts';
import { anEntry, now } from '../policy/anEntry.ts';

const ref = 'refs/heads/b';
const place: Place = { host: githubCom, owner: 'acme', repo: 'app', entry: anEntry(), now };

/** The one cause of what arrived, and where a command would have met it. */
function causeOf(refusal: Refusal): { readonly problem: Problem; readonly area: Area } {
  switch (refusal.from) {
    case 'git': {
      const { stderr, summary } = refusal;
      const stdout = summary === undefined ? '' : `!\tabc:${ref}\t${summary}\n`;
      const end = { end: 'exited', exitCode: 1, stdout, stderr, timeoutSeconds: 60 } as const;
      const explained = explainPush(end, ref);
      assert.ok(explained.kind === 'refused');
      return { problem: explained.problem, area: 'push' };
    }
    case 'signIn':
      return { problem: explainSignIn(refusal.code), area: 'api' };
    case 'app':
      return {
        problem: explainAppAnswer(refusedAnswer(refusal.status, refusal.message), githubCom),
        area: 'api',
      };
    case 'pull': {
      const error = refusal.field === undefined ? {} : { field: refusal.field, code: 'invalid' };
      const answer = refusedAnswer(422, 'Validation Failed', {}, [{ message: refusal.message, ...error }]);
      const problem = explainAnswer(answer, githubCom);
      assert.ok(problem.kind === 'validation');
      return { problem: explainRefusal(problem.errors, { head: 'topic', base: 'main' }), area: 'pull' };
    }
    case 'rest': {
      const answer = refusedAnswer(refusal.status, refusal.message, refusal.headers);
      return { problem: explainAnswer(answer, githubCom), area: 'api' };
    }
  }
}

describe('the translator', () => {
  let advise: (problem: Problem, area: Area, at?: Place) => Advice;
  let words: { readonly stop: () => void };
  before(async function () {
    // The words bring a library of dates with them, and the machine may be busy.
    this.timeout(60_000);
    words = giveEditorWords();
    advise = (await import('../../../src/vscode/messages/adviseFailure.ts')).adviseProblem;
  });
  after(() => words.stop());

  const translated = (rows: readonly RefusalRow[]) =>
    rows.map(([id, refusal]) => {
      const { problem, area } = causeOf(refusal);
      // Not told but handled: the pull request that exists is shown instead.
      const next = problem.kind === 'alreadyExists' ? 'none' : advise(problem, area, place).next.kind;
      return [id, problem.kind, next];
    });
  const expected = (rows: readonly RefusalRow[]) => rows.map(([id, , cause, next]) => [id, cause, next]);

  it('S2-01 gives each entry of the catalogue one cause and one next step', () => {
    assert.equal(new Set(catalogueRows.map(([id]) => id)).size, 52);
    assert.deepEqual(translated(catalogueRows), expected(catalogueRows));
  });

  it('H01 G17 gives what the catalogue lacks one cause and one next step', () => {
    assert.deepEqual(translated(furtherRows), expected(furtherRows));
  });

  it('knows no wording that no row of the table proves', () => {
    const proved = new Set([...catalogueRows, ...furtherRows].map(([id]) => id));
    const tables = [
      limitWordings,
      policyWordings,
      accessWordings,
      pullWordings,
      appWordings,
      signInWordings,
      gitWordings,
    ];
    // Proved by the tests of explainPush, beside the button of its own.
    const elsewhere = ['non-fast-forward'];
    const ids = tables.flatMap((table) => Object.keys(table));
    assert.deepEqual(
      ids.filter((id) => !proved.has(id) && !elsewhere.includes(id)),
      [],
    );
    for (const { source } of tables.flatMap((table) => Object.values(table))) assert.ok(source.length > 5);
  });

  it('never gives a rotation, a page or a setting to a miss: it says so and offers the details', () => {
    const misses: readonly (readonly [Problem & { readonly status?: number }, Area])[] = [
      [{ kind: 'unknown', status: 418 }, 'api'],
      [{ kind: 'unknown' }, 'push'],
      [{ kind: 'neverHeardOf' }, 'pull'],
    ];
    for (const [problem, area] of misses) {
      const { text, next } = advise(problem, area, place);
      assert.match(text, /reason we do not know|Something unexpected/);
      assert.equal(next.kind, 'details');
    }
  });

  it('C04 D08 a sentence holds none of what the server wrote, whatever and wherever it wrote', () => {
    const marker = 'evil-words-{0}-%s-$' + '{1}-[x](command:y)';
    const said = catalogueRows.map(([, refusal]) =>
      refusal.from === 'rest' ? refusal.message : refusal.from === 'git' ? refusal.stderr : '',
    );
    const text = fc.oneof(fc.constantFrom(...said), fc.string({ maxLength: 200 }));
    const header = fc.constantFrom(...readHeaders);
    fc.assert(
      fc.property(
        fc.constantFrom(400, 401, 403, 404, 405, 409, 410, 418, 422, 429, 451, 500, 502, 503),
        text,
        text,
        fc.dictionary(header, fc.oneof(fc.constant(marker), fc.string({ maxLength: 60 }))),
        (status, before, behind, headers) => {
          const message = `${before} ${marker} ${behind}`;
          const answer = refusedAnswer(status, message, headers, [{ message, field: marker, code: marker }]);
          const problem = explainAnswer(answer, githubCom);
          const end = { end: 'exited', exitCode: 1, stdout: '', stderr: message, timeoutSeconds: 1 } as const;
          const pushed = explainPush(end, ref);
          assert.ok(pushed.kind === 'refused');
          for (const advice of [
            advise(problem, 'api', place),
            advise(problem, 'api'),
            advise(pushed.problem, 'push', place),
            advise(explainRefusal(answer.errors, { head: 'h', base: 'b' }), 'pull', place),
          ]) {
            assert.equal(`${advice.text} ${advice.more?.join(' ')}`.includes('evil-words'), false);
            assert.ok(advice.text.length > 0 && advice.text.length < 500);
          }
        },
      ),
      { numRuns: 300 },
    );
  });

  it('B06 every page it opens is on the host of the token, whatever the server named', () => {
    const evil = 'https://github.com.evil.example/orgs/acme/sso?authorization_request=x';
    const pages: string[] = [];
    for (const [, refusal] of [...catalogueRows, ...furtherRows]) {
      const hostile =
        refusal.from !== 'rest'
          ? refusal
          : {
              ...refusal,
              message: refusal.message.replaceAll('https://github.com/', `${evil}/`),
              headers: refusal.headers?.['x-github-sso'] ? { 'x-github-sso': `required; url=${evil}` } : {},
            };
      const { problem, area } = causeOf(hostile);
      const { next } = advise(problem, area, place);
      if (next.kind === 'open') pages.push(next.url);
    }
    assert.ok(pages.length > 8);
    assert.deepEqual(
      pages.filter((url) => !url.startsWith('https://github.com/')),
      [],
    );
  });

  it('C04 names a server gives for a branch or a file are not repeated unless they can be one', () => {
    const name = 'x [click](command:evil) {0}';
    const text = `refusing to allow a Personal Access Token to create or update workflow \`${name}\` without`;
    const texts = [
      `GH006: Protected branch update failed for ${name}`,
      `GH013: Repository rule violations found for ${name}`,
    ];
    const said = [text, ...texts].map((stderr) => {
      const { problem, area } = causeOf({ from: 'git', stderr });
      return advise(problem, area, place).text;
    });
    assert.deepEqual(
      said.map((one) => [one.includes('evil'), /\.github\/workflows|\bb\b/.test(one)]),
      [
        [false, true],
        [false, true],
        [false, true],
      ],
    );
  });

  it('H02 ten megabytes of remote text, also of half-matches, are judged by their two ends', () => {
    const megabytes = (piece: string) => piece.repeat(Math.ceil((10 * 1024 * 1024) / piece.length));
    const pieces = [
      'x',
      "repository '",
      'GH013: Repository rule violations found f',
      'remote: exceeds a quot ',
      "cannot lock ref '",
      'forbids access via a ',
      'Permission to ',
      'remote: ',
      'pre-receive hook ',
    ];
    for (const piece of pieces) {
      const stderr = `${megabytes(piece)}\nremote: error: GH001: Large files detected.`;
      assert.equal(causeOf({ from: 'git', stderr }).problem.kind, 'largeFile', piece);
      const message = megabytes(piece).slice(0, 1024 * 1024);
      explainAnswer(refusedAnswer(403, message), githubCom);
    }
    const inTheMiddle = `${megabytes('x')}\nGH001: Large files detected\n${megabytes('x')}`;
    assert.equal(causeOf({ from: 'git', stderr: inTheMiddle }).problem.kind, 'unknown');
  });
});
