import assert from 'node:assert/strict';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import fc from 'fast-check';
import { BoundedText, LineSplitter } from '../../../src/node/git/boundedText.ts';
import { type ProcessRequest, runProcess } from '../../../src/node/git/runProcess.ts';

const node = (script: string, more: Partial<ProcessRequest> = {}) =>
  runProcess({
    file: process.execPath,
    args: ['-e', script],
    cwd: tmpdir(),
    env: { SystemRoot: process.env.SystemRoot ?? '' },
    timeoutMs: 10_000,
    ...more,
  });

describe('running a program', function () {
  this.timeout(60_000);

  it('gives it this input, these arguments and this environment, and nothing else', async () => {
    const script =
      'process.stdin.on("data", (d) => console.log(String(d).trim(), process.argv.slice(1).join("|"), Object.keys(process.env).filter((n) => /KEPT|HOME/.test(n)).join()));console.error("told");process.exitCode = 3';
    const { stdout, stderr, ...rest } = await node(script, {
      args: ['-e', script, '--', 'a b', '$(c)', '*'],
      env: { KEPT: '1', SystemRoot: process.env.SystemRoot ?? '' },
      stdin: 'said\n',
    });
    assert.deepEqual(
      [stdout.trim(), stderr, rest],
      [
        'said a b|$(c)|* KEPT',
        'told',
        { end: 'exited', exitCode: 3, stdoutCut: false, errorCode: undefined },
      ],
    );
  });

  it('H09 never searches for it', async () => {
    const end = await runProcess({
      file: 'git',
      args: ['--version'],
      cwd: tmpdir(),
      env: { PATH: process.env.PATH ?? '' },
      timeoutMs: 1_000,
    });
    assert.deepEqual([end.end, end.errorCode], ['notRunnable', 'ENOTABS']);
    const gone = await runProcess({
      file: `${process.execPath}-gone`,
      args: [],
      cwd: tmpdir(),
      env: {},
      timeoutMs: 1_000,
    });
    assert.deepEqual([gone.end, gone.errorCode], ['notRunnable', 'ENOENT']);
    const nul = await node('', { args: ['a\u0000b'] });
    assert.equal(nul.end, 'notRunnable');
  });

  it('ends it, and what it started, when time is up or the person cancels', async () => {
    const script =
      'require("child_process").spawn(process.execPath, ["-e", "setInterval(() => {}, 1000)"], { stdio: "inherit" }); console.error("up"); setInterval(() => {}, 1000)';
    const late = await node(script, { timeoutMs: 500 });
    const controller = new AbortController();
    const cancelled = await node(script, {
      signal: controller.signal,
      onStderrLine: () => {
        controller.abort();
        return false;
      },
    });
    const early = await node(script, { signal: controller.signal });
    assert.deepEqual(
      [late, cancelled, early].map(({ end, exitCode }) => [end, exitCode]),
      [
        ['timeout', undefined],
        ['cancelled', undefined],
        ['cancelled', undefined],
      ],
    );
  });

  it('is not kept waiting by a grandchild that went its own way', async function () {
    if (process.platform === 'win32') this.skip();
    const script =
      'const c = require("child_process").spawn(process.execPath, ["-e", "setTimeout(() => {}, 30000)"], { stdio: "inherit", detached: true }); c.unref(); process.exit(0)';
    const start = performance.now();
    const { end, exitCode } = await node(script);
    assert.deepEqual([end, exitCode], ['exited', 0]);
    assert.ok(performance.now() - start < 28_000);
  });

  it('keeps a bounded part of what it says, and reads on so that it can end', async () => {
    const script =
      'const b = Buffer.alloc(1e6, "x"); for (let i = 0; i < 5; i++) process.stdout.write(b); for (let i = 0; i < 50000; i++) process.stderr.write("line " + i + "\\n")';
    const end = await node(script, { maxStdout: 1_000, maxStderr: 1_000 });
    const lines = end.stderr.split('\n');
    assert.deepEqual(
      [end.exitCode, end.stdout.length, end.stdoutCut, lines[0], lines.at(-1)],
      [0, 1_000, true, 'line 0', 'line 49999'],
    );
    assert.ok(end.stderr.length <= 1_010);
  });

  it('does not fail when it never reads its input', async () => {
    const end = await node('process.stdin.destroy(); setTimeout(() => {}, 50)', {
      stdin: 'x'.repeat(5_000_000),
    });
    assert.deepEqual([end.end, end.exitCode], ['exited', 0]);
    await once(process, 'beforeExit', { signal: AbortSignal.timeout(1) }).catch(() => undefined);
  });
});

describe('the text kept of a stream', () => {
  it('H02 is whole lines from both ends, and never more than asked for', () => {
    fc.assert(
      fc.property(
        fc.array(fc.string({ unit: fc.constantFrom('a', 'b'), maxLength: 30 })),
        fc.integer({ min: 20, max: 200 }),
        (lines, max) => {
          const kept = new BoundedText(max);
          for (const line of lines) kept.push(line);
          const text = kept.text();
          assert.ok(text.length <= max + '\n[…]\n'.length);
          const left = lines.length === 0 ? [] : text.split('\n').filter((line) => line !== '[…]');
          assert.ok(left.every((line) => lines.includes(line) || line === ''));
          if (lines.join('\n').length + 1 <= Math.floor(max / 2)) assert.equal(text, lines.join('\n'));
        },
      ),
      { numRuns: 500 },
    );
  });

  it('C06 drops a line that is too long as a whole, so that no half token is left', () => {
    const kept = new BoundedText(100_000);
    const splitter = new LineSplitter((line) => kept.push(line));
    for (let i = 0; i < 100; i++) splitter.write('x'.repeat(1_000));
    splitter.write('\nafter\r\nlast');
    splitter.end();
    assert.equal(kept.text(), '[long line]\nafter\n\nlast');
  });

  it('lines are the same wherever the stream was cut', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom('a', '\n', '\r', 'ü') }), fc.nat(20), (text, at) => {
        const read = (...chunks: readonly string[]) => {
          const lines: string[] = [];
          const splitter = new LineSplitter((line) => lines.push(line));
          for (const chunk of chunks) splitter.write(chunk);
          splitter.end();
          return lines;
        };
        assert.deepEqual(read(text.slice(0, at), text.slice(at)), read(text));
      }),
      { numRuns: 500 },
    );
  });
});
