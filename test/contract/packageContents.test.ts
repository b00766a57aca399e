import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { crc32 } from 'node:zlib';
import { findCandidates } from '../../src/tokens/candidates.ts';
import { type ZipEntry, zipEntries } from '../scripts/zipEntries.ts';
import { builtPackage } from './builtPackage.ts';
import { root } from './sources.ts';

/** What ships, file by file. A new one is a decision: it goes to everyone who installs the extension. */
const shipped: readonly RegExp[] = [
  /^extension\.vsixmanifest$/,
  /^\[Content_Types\]\.xml$/,
  /^extension\/package(?:\.nls(?:\.[a-z-]+)?)?\.json$/,
  /^extension\/(?:readme|changelog)\.md$/i,
  /^extension\/LICENSE\.txt$/,
  /^extension\/dist\/[a-z]+\.js$/i,
  /^extension\/dist\/l10n\/bundle\.l10n\.de\.json$/,
  /^extension\/dist\/dashboard\.css$/,
  // The README's pictures stay behind: VS Code shows none that lies in a package.
  /^extension\/media\/(?:icon\.png|token-policy\.schema\.json|walkthrough\/[a-z]+\.svg)$/,
];

describe('the package', function () {
  this.timeout(120_000);

  let entries: readonly ZipEntry[];
  let bytes: number;
  let packed: Buffer;

  before(async () => {
    const made = await builtPackage();
    ({ bytes, packed } = made);
    entries = zipEntries(readFileSync(made.file));
  });

  const texts = () =>
    entries
      .filter(({ path }) => !/\.(?:png|webp)$/.test(path))
      .map(({ path, content }) => ({ path, text: content.toString() }));

  it('holds what is meant to ship and nothing else', () => {
    assert.deepEqual(
      entries.map(({ path }) => path).filter((path) => !shipped.some((each) => each.test(path))),
      [],
    );
    const bundles = entries.filter(({ path }) => path.startsWith('extension/dist/')).length;
    assert.ok(bundles >= 3, `${bundles} bundles`);
  });

  it('holds, squeezed, exactly what vsce packed: names, order, dates, modes and contents', () => {
    // Of the directory: when and from what, the size, the attributes. The rest tells how it is squeezed.
    const kept = [
      [12, 20],
      [24, 28],
      [32, 42],
    ] as const;
    const told = ({ path, content, line }: ZipEntry) => ({
      path,
      content: createHash('sha256').update(content).digest('hex'),
      checksum: crc32(content) === line.readUInt32LE(16),
      kept: kept.map(([from, to]) => line.toString('hex', from, to)),
    });
    const before = zipEntries(packed).map(told);
    assert.deepEqual(entries.map(told), before);
    assert.ok(before.every(({ checksum }) => checksum));
    assert.ok(bytes < packed.length, `${bytes} of ${packed.length} bytes`);
  });

  it('is at most 340 KiB without its translations, each of which takes 72 KiB at most', () => {
    const spoken = entries.filter(({ path }) =>
      /bundle\.l10n\.[a-z-]+\.json$|nls\.[a-z-]+\.json$/.test(path),
    );
    const words = spoken.reduce((sum, { stored }) => sum + stored.length, 0);
    assert.ok(bytes - words <= 348_160, `${bytes - words} bytes`);
    const languages = spoken.length / 2;
    assert.ok(words <= languages * 73_728, `${words} bytes of ${languages} languages`);
  });

  it('holds no token', () => {
    const found = texts().flatMap(({ path, text }) =>
      findCandidates(text)
        .filter(({ identified }) => identified.kind !== 'unknown')
        .map(() => path),
    );
    assert.deepEqual(found, []);
  });

  it('names no folder of the machine that built it, and carries no source map', () => {
    const places = [root, `${homedir()}/`, 'sourceMappingURL='];
    assert.deepEqual(
      texts()
        .filter(({ text }) => places.some((place) => text.includes(place)))
        .map(({ path }) => path),
      [],
    );
  });

  it('S4-28 has no code of ours that merges; Octokit’s own table of every request is the only place to name one', () => {
    const merging =
      /mergePullRequest|PullRequestAutoMerge|enqueuePullRequest|mergeBranch|\/merges?\b|\/merge-upstream/i;
    assert.deepEqual(
      texts()
        .filter(({ path, text }) => /\/dist\/(?!octokit\.js$)/.test(path) && merging.test(text))
        .map(({ path, text }) => `${path}: ${merging.exec(text)?.[0]}`),
      [],
    );
  });

  it('has no way to tell a sandbox from GitHub, and no way to be told to trust one', () => {
    const words = /TOKEN_WARDEN_TEST|127\.0\.0\.1|rejectUnauthorized|NODE_TLS_REJECT_UNAUTHORIZED|sandbox/i;
    assert.deepEqual(
      texts()
        .filter(({ path, text }) => path.startsWith('extension/dist/') && words.test(text))
        .map(({ path, text }) => `${path}: ${words.exec(text)?.[0]}`),
      [],
    );
  });
});
