import assert from 'node:assert/strict';
import { explainRefusal } from '../../../src/pulls/explainRefusal.ts';

const error = (facts: object) => ({
  resource: 'PullRequest',
  field: '',
  code: 'custom',
  message: '',
  ...facts,
});

describe('what a 422 about a pull request means', () => {
  it('G17 each wording has its cause, as an item or as the message of the whole', () => {
    const names = { head: 'topic', base: 'main' };
    const cases: readonly (readonly [object, object])[] = [
      [{ message: 'A pull request already exists for acme:topic.' }, { kind: 'alreadyExists' }],
      [{ message: 'No commits between main and topic' }, { kind: 'noCommits', ...names }],
      [
        { message: "There are no new commits between base branch 'main' and head branch 'topic'" },
        { kind: 'noCommits', ...names },
      ],
      [
        { message: 'The topic branch has no history in common with main' },
        { kind: 'noCommonHistory', ...names },
      ],
      [
        { field: 'head', code: 'invalid' },
        { kind: 'headInvalid', head: 'topic' },
      ],
      [
        { field: 'base', code: 'invalid' },
        { kind: 'baseInvalid', base: 'main' },
      ],
      [
        { message: 'title is too long (maximum is 256 characters)' },
        { kind: 'tooLong', field: 'title', most: 256 },
      ],
      [
        { field: 'title', message: 'is too long (maximum is 256 characters)' },
        { kind: 'tooLong', field: 'title', most: 256 },
      ],
      [
        { field: 'body', message: 'body is too long' },
        { kind: 'tooLong', field: 'body', most: undefined },
      ],
      [
        { message: "Fork collab can't be granted by someone without permission" },
        { kind: 'maintainerEditsRefused' },
      ],
    ];
    for (const [facts, problem] of cases) {
      assert.deepEqual(explainRefusal([error(facts)], names), problem);
    }
  });

  it('what is too long and neither title nor body keeps the words of the server', () => {
    const errors = [error({ field: 'name', message: 'name is too long (maximum is 50 characters)' })];
    assert.deepEqual(explainRefusal(errors, { head: 'a', base: 'b' }), { kind: 'refused', errors });
  });
});
