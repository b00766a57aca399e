import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join, posix } from 'node:path';
import { root, sourcesBelow } from './sources.ts';

/** Which folders of src a folder may import. Features do not import features. */
const allowed: Record<string, readonly string[]> = {
  shared: [],
  tokens: ['shared'],
  github: ['shared', 'tokens'],
  policy: ['shared', 'tokens'],
  vault: ['shared', 'tokens'],
  push: ['shared', 'tokens', 'github'],
  pulls: ['shared', 'tokens', 'github'],
  rotation: ['shared', 'tokens', 'github', 'policy'],
  leaks: ['shared', 'tokens'],
  guardrails: ['shared', 'tokens'],
  journal: ['shared', 'tokens'],
  // A repository's own rules, for the token and for the push: written in the words of both.
  teamPolicy: ['shared', 'tokens', 'policy', 'guardrails'],
  permissions: ['shared', 'tokens', 'github', 'policy'],
  // Judged and kept as entries are, and what a person writes about it is searched for tokens.
  watched: ['shared', 'tokens', 'policy', 'vault', 'leaks'],
  // Where tokens come from besides the vault; what the vault must do for it is a port.
  sources: ['shared', 'tokens', 'github', 'policy'],
  // One of the sources, and so above their port: tokens made with the key of a GitHub App.
  apps: ['shared', 'tokens', 'github', 'policy', 'sources'],
  // Not one of the sources: what a sign-in yields is stored, and how is a port.
  signIn: ['shared', 'tokens', 'github'],
  // Stands above the features it compares: what a push or a pull request needs, and what a credential has.
  preflight: ['shared', 'tokens', 'github', 'policy', 'push', 'pulls', 'guardrails'],
  // Stands above what it explains: which credential is used here, whether it will work, and what is in the way.
  shadows: ['shared', 'tokens', 'policy', 'push', 'sources', 'preflight'],
  // Stands above what it shows: every token with its findings, its records and the health of the store.
  tree: ['shared', 'tokens', 'policy', 'vault', 'journal', 'permissions', 'watched', 'leaks'],
  // The same at a glance: lives, permissions, findings and what was done, as one page draws them.
  dashboard: ['shared', 'tokens', 'policy', 'vault', 'journal', 'permissions', 'watched'],
};

/** The pure ones: everything but the two shells, which follow. */
const domains = Object.keys(allowed);
allowed.node = domains;
allowed.vscode = domains;
// The page of the dashboard runs in a browser: it knows the shape of what it is sent, and nothing of how that is made.
allowed.webview = ['dashboard'];

const libraries: Readonly<Record<string, readonly string[]>> = {
  node: ['@octokit/rest', '@octokit/plugin-throttling', '@octokit/auth-oauth-device', 'valibot', 'yaml'],
  vscode: ['date-fns'],
  webview: ['preact', 'preact/hooks'],
};

describe('the house', () => {
  const files = sourcesBelow('src');

  it('has every folder in the table, so that none escapes the rules', () => {
    const folders = new Set(
      files.filter((f) => f.path.split('/').length > 2).map((f) => f.path.split('/')[1]),
    );
    assert.deepEqual(
      [...folders].filter((folder) => !((folder as string) in allowed)),
      [],
    );
  });

  it('compiles every pure folder with no VS Code, no Node and no browser in sight', () => {
    const config = readFileSync(join(root, 'src', 'tsconfig.pure.json'), 'utf8');
    const included = [...config.matchAll(/^ +"(\w+)\/\*\*\/\*\.ts",?$/gm)].map((match) => match[1]);
    assert.deepEqual(included.toSorted(), domains.toSorted());
  });

  it('lets each folder import only what stands below it', () => {
    const wrong = files.flatMap((file) => {
      const [, folder, rest] = file.path.split('/');
      if (rest === undefined || folder === undefined) return [];
      return file.imports
        .filter((name) => name.startsWith('.'))
        .map((name) => posix.join(posix.dirname(file.path), name).split('/'))
        .filter(
          (parts) =>
            parts[1] !== folder && !(parts.length === 2 && folder === 'vscode' && parts[1] === 'manifest.ts'),
        )
        .filter((parts) => !allowed[folder]?.includes(parts[1] ?? ''))
        .map((parts) => `${file.path} -> ${parts.join('/')}`);
    });
    assert.deepEqual(wrong, []);
  });

  it('lets only the two shells and the wiring import anything from outside', () => {
    const wrong = files.flatMap((file) => {
      const folder = file.path.split('/').length > 2 ? (file.path.split('/')[1] ?? '') : 'wiring';
      return file.imports
        .filter((name) => !name.startsWith('.'))
        .filter((name) => {
          if (name === 'vscode') return folder !== 'vscode' && folder !== 'wiring';
          if (name.startsWith('node:')) return folder !== 'node' && folder !== 'wiring';
          return (
            !libraries[folder]?.includes(name) &&
            !(name === 'valibot' && ['github', 'pulls'].includes(folder))
          );
        })
        .map((name) => `${file.path} -> ${name}`);
    });
    assert.deepEqual(wrong, []);
  });

  it('lets the page take only types from the extension, so that none of its code gets into a browser', () => {
    const taken = files
      .filter(({ path }) => path.startsWith('src/webview/'))
      .flatMap(({ path, text }) =>
        [...text.matchAll(/^import (?!type )[^;]*?from '\.\.\/[^']*';/gm)].map(
          ([line]) => `${path}: ${line}`,
        ),
      );
    assert.deepEqual(taken, []);
  });

  it('keeps every file below 300 lines', () => {
    assert.deepEqual(
      files.filter((f) => f.text.split('\n').length > 301).map((f) => f.path),
      [],
    );
  });
});
