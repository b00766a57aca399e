import assert from 'node:assert/strict';
import fc from 'fast-check';
import { codeBlock, codeSpan } from '../../../src/shared/markdown.ts';

describe('text of others in Markdown', () => {
  it('stays text: no backtick of it ends the span, no line break ends the paragraph', () => {
    assert.deepEqual(['plain', 'a`b', '``', '[x](command:y)', 'a\r\n# b', ''].map(codeSpan), [
      '`plain`',
      '``a`b``',
      '``` `` ```',
      '`[x](command:y)`',
      '`a # b`',
      '``  ``',
    ]);
  });

  it('a block is fenced by more backticks than it holds', () => {
    assert.equal(codeBlock('```\nx\u0007\r\n````'), '`````\n```\nx\n````\n`````');
  });

  it('whatever it is, the fence stands nowhere in it', () => {
    const text = fc.string({ unit: fc.constantFrom('`', 'a', ' ', '\n', '\u202e', ']'), maxLength: 40 });
    fc.assert(
      fc.property(text, (value) => {
        const span = codeSpan(value);
        const [fence = ''] = /^`+/.exec(span) ?? [];
        const inner = span.slice(fence.length, -fence.length);
        assert.ok(span.endsWith(fence) && !/\n|\u202e/.test(span));
        assert.ok(![...inner.matchAll(/`+/g)].some(([run]) => run === fence));
        const block = codeBlock(value).split('\n');
        assert.equal(
          block.slice(1, -1).some((line) => line.includes(block[0] ?? '')),
          false,
        );
      }),
    );
  });
});
