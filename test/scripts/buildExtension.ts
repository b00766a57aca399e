import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { build, type Plugin } from 'esbuild';
import { cache, root } from '../harness/places.ts';

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
} as const;

export interface BuiltExtension {
  /** Bundle name to minified bytes. */
  readonly bytes: Readonly<Record<string, number>>;
  /** esbuild's account of what is in which bundle, for the bench. */
  readonly metafile: string;
}

/** Builds `dist/` anew. Entries that do not exist yet are left out. */
export async function buildExtension(): Promise<BuiltExtension> {
  const present = Object.entries(entries).filter(([, source]) => existsSync(join(root, source)));
  const result = await build({
    absWorkingDir: root,
    entryPoints: Object.fromEntries(present),
    outdir: 'dist',
    bundle: true,
    minify: true,
    platform: 'node',
    format: 'cjs',
    // The floor of `engines.vscode` runs extensions on Node 22.
    target: 'node22',
    external: ['vscode'],
    // Its ES modules: of these only what is used is taken, a fifth less.
    alias: { yaml: join(root, 'node_modules', 'yaml', 'browser', 'index.js') },
    plugins: [withoutUnused, lazyParts(present.map(([name, source]) => [join(root, source), name]))],
    // An external `import()` must become a `require`: VS Code's loader hands `vscode` to required modules only.
    supported: { 'dynamic-import': false },
    metafile: true,
    charset: 'utf8',
    legalComments: 'none',
    logLevel: 'warning',
  });
  for (const [name] of present) requirePlainly(name);
  mkdirSync(cache, { recursive: true });
  const metafile = join(cache, 'metafile.json');
  writeFileSync(metafile, JSON.stringify(result.metafile));
  const bytes = Object.fromEntries(
    Object.entries(result.metafile.outputs).map(([file, output]) => [
      file.replace('dist/', ''),
      output.bytes,
    ]),
  );
  return { bytes, metafile };
}

/**
 * esbuild wraps `require('vscode')` so that a default import would work, which copies every key of the API, once for
 * each file that imports it: half of the time activation takes. All of ours are `import * as vscode`, which needs none.
 */
function requirePlainly(name: string): void {
  const file = join(root, 'dist', `${name}.js`);
  const text = readFileSync(file, 'utf8');
  writeFileSync(file, text.replace(/[\w$]+\(require\("vscode"\),1\)/g, 'require("vscode")'));
}

/**
 * Octokit brings a table of every endpoint and a pager, two thirds of its size, and only `.request` of our own list is
 * ever called; YAML is only read, and its library can write it as well. What nobody calls is not shipped: in its place
 * stands what says so when it is called after all.
 */
const withoutUnused: Plugin = {
  name: 'without unused parts of libraries',
  setup({ onResolve, onLoad }) {
    const unused = /^@octokit\/plugin-(?:rest-endpoint-methods|paginate-rest)$/;
    onResolve({ filter: unused }, ({ path }) => ({ path, namespace: 'unused' }));
    onLoad({ filter: unused, namespace: 'unused' }, () => ({
      contents: 'export const legacyRestEndpointMethods = () => ({}), paginateRest = () => ({});',
    }));
    onLoad({ filter: /[\\/]yaml[\\/]browser[\\/]dist[\\/]stringify[\\/]\w+\.js$/ }, ({ path }) => {
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
