import assert from 'node:assert/strict';
import { sourcesBelow } from './sources.ts';

describe('the sentences', () => {
  it('D08 are literals in the source: no text from outside is ever taken for a template', () => {
    const calls = sourcesBelow('src/vscode').flatMap(({ path, text }) =>
      [...text.matchAll(/(?<![.\w])(?:vscode\.l10n\.)?t\(\s*(?:\{\s*message:\s*)?([^\s])/g)].map(
        ([, first]) => ({ path, first }),
      ),
    );
    assert.ok(calls.length > 300);
    assert.deepEqual(
      calls.filter(({ first }) => first !== "'" && first !== '"'),
      [],
    );
  });

  it('D08 hold no expression: what is put into one goes through a placeholder', () => {
    const joined = sourcesBelow('src/vscode').filter(({ text }) =>
      /(?<![.\w])(?:vscode\.l10n\.)?t\(\s*'(?:[^'\\]|\\.)*'\s*\+/.test(text),
    );
    assert.deepEqual(
      joined.map(({ path }) => path),
      [],
    );
  });
});
