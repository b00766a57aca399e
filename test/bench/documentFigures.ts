import { readFile } from 'node:fs/promises';
import { findTokens } from '../../src/leaks/findTokens.ts';
import { hostileUnits, repeated } from '../fixtures/hostileTexts.ts';
import { makeToken } from '../fixtures/tokens.ts';
import type { Figure } from './figures.ts';
import { median, rounded, spread } from './median.ts';

const rounds = 9;
const hostileRounds = 3;
const hostileLength = 10_000_000;

/**
 * What is timed: the search for tokens alone, in text that is held already, as it is for an open document. The source is
 * real: the types of GitHub's API, which speak of tokens all the time, and a minified program, in both of which a planted
 * token has to be found. Of each hostile text the middle round counts, and of those the worst.
 */
export async function measureDocument(): Promise<readonly Figure[]> {
  const source = await sourceText();
  const taken: number[] = [];
  for (let round = 0; round <= rounds; round++) {
    const ms = timed(() => {
      if (!findTokens(source).some(({ kind }) => kind === 'classic-pat'))
        throw new Error('the planted token was not found');
    });
    // The first is spent on compiling.
    if (round > 0) taken.push(ms);
  }
  const megabytes = source.length / 1e6;
  const hostile = Object.entries(hostileUnits).map(([what, unit]) => {
    const text = repeated(unit, hostileLength);
    const ms = Array.from({ length: hostileRounds }, () => timed(() => findTokens(text)));
    return { what, ms: median(ms) };
  });
  const [worst, next] = hostile.toSorted((a, b) => b.ms - a.ms);
  return [
    {
      key: 'document.msPerMb',
      value: rounded(median(taken) / megabytes, 2),
      from: `${megabytes.toFixed(1)} MB of source code in ${spread(taken)} ms`,
    },
    {
      key: 'document.adversarialMs',
      value: rounded(worst?.ms ?? Number.NaN, 0),
      from: `10 MB of the worst of ${hostile.length}: ${worst?.what}; next is ${next?.what} with ${next?.ms.toFixed(0)} ms`,
    },
  ];
}

async function sourceText(): Promise<string> {
  const files = ['@octokit/openapi-types/types.d.ts', 'playwright-core/lib/coreBundle.js'];
  const texts = await Promise.all(
    files.map((file) => readFile(new URL(`../../node_modules/${file}`, import.meta.url), 'utf8')),
  );
  return `${texts.join('\n')}\nconst token = "${makeToken('classic-pat')}";\n`;
}

function timed(work: () => void): number {
  const started = performance.now();
  work();
  return performance.now() - started;
}
