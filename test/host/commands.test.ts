import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { commandIds } from '../../src/manifest.ts';
import type { Readiness } from '../../src/preflight/readiness.ts';
import { findCandidates } from '../../src/tokens/candidates.ts';
import { runAndLeave } from './dismissing.ts';

const id = 'token-warden.token-warden';
const answering = 'tokenWarden.checkReadiness';

/** What a link, a task or another extension may send along: options, paths, a token's name, an object with traps. */
const junk: readonly (readonly unknown[])[] = [
  [],
  ['github:fine-grained-acme', { reveal: true, host: 'evil.example', force: true }],
  [vscode.Uri.file('/'), [null, undefined, 42], 'https://evil.example/o/r', '__proto__'],
];

describe('another extension in this window', function () {
  this.timeout(60_000);

  it('E01 finds no interface of ours, neither before nor after activation', async () => {
    const extension = vscode.extensions.getExtension(id);
    assert.ok(extension);
    const activated: unknown = await extension.activate();
    assert.deepEqual(
      { activated, exports: extension.exports as unknown },
      { activated: undefined, exports: undefined },
    );
  });

  for (const command of commandIds.filter((id) => id !== answering)) {
    it(`A18 gets nothing back from ${command}, whatever it calls it with`, async () => {
      const answers: unknown[] = [];
      for (const given of junk) answers.push(await runAndLeave(command, ...given));
      assert.deepEqual(
        answers,
        junk.map(() => undefined),
      );
    });
  }

  it('A18 gets nothing but verdicts back from the one command that answers, whatever it calls it with', async () => {
    for (const given of junk) {
      const answer = (await runAndLeave(answering, ...given)) as Readiness | undefined;
      // Who leaves the arguments out is taken for the person, who is shown the answer and asked about nothing.
      if (given.length === 0) assert.equal(answer, undefined);
      if (answer === undefined) continue;
      assert.deepEqual(Object.keys(answer).toSorted(), ['host', 'pullRequest', 'push', 'repository']);
      assert.deepEqual(
        [answer.host, answer.repository, answer.push.verdict, answer.push.reasons.map((one) => one.id)],
        ['github.com', 'acme/app', 'no', ['no-credential']],
      );
      assert.deepEqual(findCandidates(JSON.stringify(answer)), []);
    }
  });
});
