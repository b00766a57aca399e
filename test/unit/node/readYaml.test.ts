import assert from 'node:assert/strict';
import { readYaml } from '../../../src/node/readYaml.ts';
import { longestTeamFile } from '../../../src/teamPolicy/yamlTree.ts';
import { problemsIn } from '../teamPolicy/teamFiles.ts';

const kindsIn = (text: string) => readYaml(text).problems.map(({ problem }) => problem.kind);
const full = longestTeamFile;

describe('YAML of a repository', () => {
  it('is read as plain data, each part with its place', () => {
    const text = 'a: 1\nb: [x, "y"]\n';
    const { root } = readYaml(text);
    assert.equal(root?.kind, 'map');
    const pairs = root?.kind === 'map' ? root.pairs : [];
    assert.deepEqual(
      pairs.map(({ key, keySpan, value }) => [
        key,
        text.slice(keySpan.from, keySpan.to),
        text.slice(value.span.from, value.span.to),
      ]),
      [
        ['a', 'a', '1'],
        ['b', 'b', '[x, "y"]'],
      ],
    );
  });

  it('is YAML 1.2: no, on and yes are words, and a text that would change that is refused', () => {
    const { root } = readYaml('a: no\nb: on\nc: yes\nd: 0x10\n');
    const values =
      root?.kind === 'map' ? root.pairs.map(({ value }) => value.kind === 'scalar' && value.value) : [];
    assert.deepEqual(values, ['no', 'on', 'yes', 16]);
    assert.deepEqual(kindsIn('%YAML 1.1\n---\na: no\n'), ['directive']);
  });

  it('stands for nothing that cannot be seen: references, tags and further documents are refused where they are', () => {
    assert.deepEqual(problemsIn('a: 1\nb: &x 2\n'), ['reference 2:4']);
    assert.deepEqual(problemsIn('a: [1, *x]\n'), ['reference 1:8']);
    assert.deepEqual(problemsIn('&all a: 1\n'), ['reference 1:1']);
    assert.deepEqual(problemsIn('a: !!binary aGk=\n'), ['tag 1:4']);
    assert.deepEqual(problemsIn('version: 1\n---\nversion: 1\n'), ['severalDocuments 2:1']);
    assert.equal(kindsIn('<<: {a: 1}\n').length, 0);
  });

  it('cannot be made to grow: an alias bomb is refused at its first anchor', () => {
    const levels = Array.from({ length: 9 }, (_, level) => {
      const item = level === 0 ? '"lol"' : `*l${level - 1}`;
      return `l${level}: &l${level} [${Array.from({ length: 9 }, () => item).join(', ')}]`;
    });
    assert.deepEqual(problemsIn(levels.join('\n')), ['reference 1:5']);
  });

  it('is measured before it is read, and nothing deep, long or odd takes long or ends the process', function () {
    // Milliseconds each, on a machine that has nothing else to do.
    this.timeout(60_000);
    assert.deepEqual(kindsIn(' '.repeat(10_000_000)), ['tooLarge']);
    const fill = (text: string, length = full / 8) => text.repeat(length / text.length);
    assert.deepEqual(kindsIn(fill('{', full)), ['tooDeep']);
    for (const text of ['[', '- ', '? ', '{"a":', 'a: [', ': ']) {
      assert.deepEqual(kindsIn(fill(text)), ['tooDeep'], text);
    }
    const stairs = Array.from({ length: 340 }, (_, index) => `${' '.repeat(index)}a:`).join('\n');
    assert.deepEqual(kindsIn(stairs), ['tooDeep']);
    for (const text of [']', '---\n', 'a: 1\n', '#\n']) {
      assert.deepEqual(kindsIn(fill(text, full / 2)), ['tooMany'], text);
    }
    for (const text of ['&a ', '*a ', '!a ', '""', ',', '\t', '\0']) readYaml(fill(text));
  });

  it('that is broken is told at the first fault, which a person can see', () => {
    assert.deepEqual(problemsIn('version: 1\nforbiddenFiles:\n\t- a\n'), ['syntax 3:1']);
    assert.deepEqual(problemsIn('version: 1\nbranchPattern: "a\n'), ['syntax 3:1']);
    assert.deepEqual(problemsIn('version: 1\nforbiddenFiles: [a, b\nmaxAgeDays: 3\n'), ['syntax 3:1']);
    assert.deepEqual(problemsIn('version: 1\nbranchPattern: a: b\n'), ['syntax 2:16']);
    assert.deepEqual(problemsIn('version: 1\n  maxAgeDays: 3\n'), ['syntax 1:10']);
  });
});
