import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { build, type Metafile, type Plugin } from 'esbuild';
import { cache, root } from '../harness/places.ts';
import { buildPage } from './buildPage.ts';
import { giving, type Shared, sharedNames, takeShared } from './sharedParts.ts';
import { squeezeBundle } from './squeezeBundle.ts';
import { writeTranslations } from './writeTranslations.ts';

/**
 * The bundles. `extension.js` is all that activation loads; each other one is a lazy part, because esbuild
 * would fold an `import()` into the one bundle and make activation pay for it.
 */
const entries = {
  extension: 'src/extension.ts',
  startUp: 'src/startUp.ts',
  app: 'src/app.ts',
  octokit: 'src/node/octokit.ts',
  yaml: 'src/node/readYaml.ts',
  scan: 'src/node/leaks/scanWorker.ts',
} as const;

/**
 * The large bundle holds nothing that is loaded before it anyway, or that the worker's has: both hand it out, under names
 * of two letters, so that it costs activation next to nothing.
 */
const taker = 'app';
const givers = ['startUp', 'scan'];

export interface BuiltExtension {
  /** Bundle name to minified bytes. */
  readonly bytes: Readonly<Record<string, number>>;
  /** esbuild's account of what is in which bundle, for the bench. */
  readonly metafile: string;
}

/** Builds `dist/` anew. Entries that do not exist yet are left out. */
export async function buildExtension(): Promise<BuiltExtension> {
  const present = Object.entries(entries).filter(([, source]) => existsSync(join(root, source)));
  // Once to learn what is in each and what it exports, once in the order that compresses best.
  const { outputs } = await bundle(present, [], false);
  const shared = givers.map((giver) => sharedNames(outputs, giver, taker));
  const doors = Object.entries(outputs).map((output) => orderly(output, shared));
  const isTaker = ([name]: Named[number]) => name === taker;
  const rest = await bundle(
    present.filter((part) => !isTaker(part)),
    doors,
    true,
    [],
    present,
  );
  const taking = takeShared(shared, outputs, taker);
  const large = await bundle(present.filter(isTaker), doors, true, [taking], present);
  const metafile = {
    inputs: { ...rest.inputs, ...large.inputs },
    outputs: { ...rest.outputs, ...large.outputs },
  };
  mkdirSync(cache, { recursive: true });
  const account = join(cache, 'metafile.json');
  writeFileSync(account, JSON.stringify(metafile));
  writeTranslations();
  const files = Object.keys(metafile.outputs);
  const bytes = await Promise.all(
    files.map(async (file) => [bundleName(file), await squeezeBundle(file)] as const),
  );
  return { bytes: { ...Object.fromEntries(bytes), ...(await buildPage()) }, metafile: account };
}

type Named = readonly (readonly [name: string, source: string])[];

async function bundle(
  parts: Named,
  doors: readonly Door[],
  write: boolean,
  more: readonly Plugin[] = [],
  lazy = parts,
): Promise<Metafile> {
  const { metafile } = await build({
    absWorkingDir: root,
    entryPoints: Object.fromEntries(parts.map(([name, source]) => [name, `./${source}`])),
    outdir: 'dist',
    write,
    bundle: true,
    minify: write,
    platform: 'node',
    // esbuild tells what a bundle exports only where `export` says it.
    format: write ? 'cjs' : 'esm',
    // The floor of `engines.vscode` runs extensions on Node 22.
    target: 'node22',
    external: ['vscode'],
    // Its ES modules: of these only what is used is taken, a fifth less.
    alias: { yaml: join(root, 'node_modules', 'yaml', 'browser', 'index.js') },
    plugins: [
      withoutUnused,
      throughDoors(parts, doors),
      ...more,
      ourSources,
      lazyParts(lazy.map(([name, source]) => [join(root, source), name])),
    ],
    // Should one be left: it would find no `vscode`.
    supported: { 'dynamic-import': false },
    // What a door does.
    logOverride: { 'commonjs-variable-in-esm': 'silent' },
    // Without `export` esbuild does not know that ours is the strict language.
    banner: { js: '"use strict";' },
    metafile: true,
    charset: 'utf8',
    legalComments: 'none',
    logLevel: 'warning',
  });
  return metafile;
}

function bundleName(output: string): string {
  return output.replace('dist/', '');
}

/** What a bundle is entered by: our files in an order, and the names it gives to who requires it. */
interface Door {
  readonly bundle: string;
  readonly files: readonly string[];
  readonly exports: readonly string[];
  readonly gives: readonly Shared[];
}

/**
 * By name and not by who imports whom first: what is alike lies together, which compresses better. None of our files
 * does anything when it is loaded, so their order is free.
 */
function orderly(
  [output, { inputs, exports, entryPoint }]: readonly [string, Metafile['outputs'][string]],
  shared: readonly Shared[],
): Door {
  const bundle = bundleName(output);
  const gone = new Set(bundle === `${taker}.js` ? shared.flatMap(({ names }) => [...names.keys()]) : []);
  const ours = Object.keys(inputs).filter(
    (path) => path.startsWith('src/') && path !== entryPoint && !gone.has(path),
  );
  return {
    bundle,
    files: ours.sort(),
    exports,
    gives: shared.filter(({ giver }) => bundle === `${giver}.js`),
  };
}

/** `module.exports` in one line: esbuild's own way of it costs each bundle a third of a kilobyte. */
function throughDoors(parts: Named, doors: readonly Door[]): Plugin {
  const sourceOf = new Map(parts.map(([name, source]) => [source, `${name}.js`]));
  const line = (source: string) => JSON.stringify(join(root, source));
  return {
    name: 'through doors',
    setup({ onResolve, onLoad }) {
      onResolve({ filter: /^\.\/src\// }, ({ path: entry, kind }) => {
        const path = entry.slice(2);
        const door = doors.find(({ bundle: name }) => name === sourceOf.get(path));
        return kind === 'entry-point' && door !== undefined
          ? { path, namespace: 'door', pluginData: door }
          : undefined;
      });
      onLoad({ filter: /^/, namespace: 'door' }, ({ path, pluginData }) => {
        const { files, exports, gives } = pluginData as Door;
        const given = giving(gives);
        return {
          contents: [
            ...files.map((file) => `import ${line(file)};`),
            `import { ${exports.join(', ')} } from ${line(path)};`,
            ...given.imports,
            `module.exports = { ${[...exports, ...given.pairs].join(', ')} };`,
          ].join('\n'),
          resolveDir: root,
        };
      });
    },
  };
}

/**
 * Our files as they are, but for three things:
 *
 * - `require('vscode')` once in each bundle. esbuild would do it for each file, and wrap each so that a default import
 *   would work, which copies every key of the API: half of the time activation takes.
 * - So is its `t`, which four hundred functions would take out of `vscode.l10n` for themselves.
 * - A lazy part is had by `require`, as VS Code's loader hands `vscode` to required modules only. esbuild would make one
 *   of an `import()` too, with a wrapper in each bundle.
 */
const ourSources: Plugin = {
  name: 'our sources',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^the vscode$/ }, ({ path }) => ({ path, namespace: 'once' }));
    onLoad({ filter: /^/, namespace: 'once' }, () => ({
      contents: "export const vscode = require('vscode'); export const { t } = vscode.l10n;",
    }));
    onLoad({ filter: /[\\/]src[\\/].*\.ts$/ }, ({ path }) => {
      const contents = readFileSync(path, 'utf8')
        .replace("import * as vscode from 'vscode';", "import { vscode, t } from 'the vscode';")
        .replaceAll(/^ +const \{ t \} = vscode\.l10n;\n/gm, '')
        .replace(/\bawait import\('(?=\.)/g, "await require('");
      return { contents, loader: 'ts' };
    });
  },
};

/**
 * Octokit brings a table of every endpoint, a pager, GraphQL, a login and a log, two thirds of its size, and only
 * `.request` of our own list is ever called, with a `fetch` that adds the token; YAML is only read, by YAML 1.2, and its
 * library can write and walk it as well. Requests wait in lanes of our own. What nobody calls is not shipped: in its place stands nothing, or what says so
 * when it is called after all.
 */
const withoutUnused: Plugin = {
  name: 'without unused parts of libraries',
  setup({ onResolve, onLoad }) {
    const unused =
      /^@octokit\/(?:plugin-(?:rest-endpoint-methods|paginate-rest|request-log)|graphql|auth-token)$|^bottleneck\/light\.js$/;
    onResolve({ filter: unused }, ({ path }) => ({ path, namespace: 'unused' }));
    onLoad({ filter: unused, namespace: 'unused' }, () => ({
      contents: `
        const plugin = () => ({});
        export { plugin as legacyRestEndpointMethods, plugin as paginateRest, plugin as requestLog };
        export const withCustomRequest = () => ({ defaults: plugin }), createTokenAuth = undefined;
        export default undefined;`,
    }));
    // Numbers too large for a number: no id at GitHub is, and where one were, ours would be refused or not be found.
    onResolve({ filter: /^json-with-bigint$/ }, ({ path }) => ({ path, namespace: 'plain json' }));
    onLoad({ filter: /^/, namespace: 'plain json' }, () => ({
      contents: 'export const { parse: JSONParse, stringify: JSONStringify } = JSON;',
    }));
    const parts = [
      'stringify/\\w+',
      'schema/(?:json|yaml-1\\.1)/\\w+',
      'doc/(?:applyReviver|createNode)',
      'nodes/(?:addPairToJSMap|toJS)',
      'parse/cst-\\w+',
      'visit',
    ];
    const ofYaml = new RegExp(`/yaml/browser/dist/(?:${parts.join('|')})\\.js$`.replaceAll('/', '[\\\\/]'));
    onLoad({ filter: ofYaml }, ({ path }) => {
      const names = /^export \{(.*)\};/m.exec(readFileSync(path, 'utf8'))?.[1]?.split(',') ?? [];
      const left = "() => { throw new Error('not in the package') }";
      return { contents: names.map((name) => `export const ${name.trim()} = ${left};`).join('\n') };
    });
  },
};

/** `import('./app.ts')` and `require('./app.js')` of another entry stay calls at run time, to its bundle. */
function lazyParts(parts: readonly (readonly [source: string, name: string])[]): Plugin {
  const bundleOf = new Map(parts);
  return {
    name: 'lazy parts',
    setup({ onResolve }) {
      onResolve({ filter: /^\.{1,2}\// }, ({ path, resolveDir, kind }) => {
        if (kind !== 'dynamic-import' && kind !== 'require-call') return undefined;
        const source = join(resolveDir, path.replace(/\.js$/, '.ts'));
        const name = bundleOf.get(source);
        return name === undefined ? undefined : { path: `./${name}.js`, external: true };
      });
    },
  };
}

/** Compiles the suite that runs inside VS Code. Gives the file whose `run()` VS Code calls. */
export async function buildHostSuite(): Promise<string> {
  const out = join(cache, 'suite');
  rmSync(out, { recursive: true, force: true });
  const folder = join(root, 'test', 'host');
  const tests = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) =>
    file.endsWith('.test.ts'),
  );
  await build({
    absWorkingDir: root,
    entryPoints: [join(folder, 'index.ts'), ...tests.map((file) => join(folder, file))],
    outbase: folder,
    outdir: out,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'node22',
    external: ['vscode', 'mocha'],
    sourcemap: 'inline',
    logLevel: 'warning',
  });
  // The project's own package.json is not of type module, but a folder between could be one day.
  writeFileSync(join(out, 'package.json'), '{"type":"commonjs"}\n');
  return join(out, 'index.js');
}
