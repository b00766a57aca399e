import { readFileSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import type { Metafile, Plugin } from 'esbuild';
import { root } from '../harness/places.ts';

/** Of a file, not yet minified. Handing out less costs more than it saves. */
const leastBytes = 300;

/** What one bundle takes from another that holds the same: source file to the names, each with the alias it is given as. */
export interface Shared {
  /** Bundle that gives, without `.js`. */
  readonly giver: string;
  readonly names: ReadonlyMap<string, ReadonlyMap<string, string>>;
}

/**
 * The names that files of both bundles import from a file of both. Only those: what the giver itself would leave out must
 * not grow it.
 */
export function sharedNames(outputs: Metafile['outputs'], giver: string, taker: string): Shared {
  const sizes = outputs[`dist/${giver}.js`]?.inputs ?? {};
  const inputs = (bundle: string) => Object.keys(outputs[`dist/${bundle}.js`]?.inputs ?? {});
  const [given, taken] = [imported(inputs(giver)), imported(inputs(taker))];
  const names = new Map<string, Map<string, string>>();
  let count = 0;
  for (const file of inputs(giver).filter((path) => inputs(taker).includes(path))) {
    if ((sizes[file]?.bytesInOutput ?? 0) < leastBytes) continue;
    const both = [...(given.get(file) ?? [])].filter((name) => taken.get(file)?.has(name)).sort();
    if (both.length > 0) names.set(file, new Map(both.map((name) => [name, `_${(count++).toString(36)}`])));
  }
  return { giver, names };
}

/** What our files import from each other, types left out. */
function imported(files: readonly string[]): ReadonlyMap<string, ReadonlySet<string>> {
  const found = new Map<string, Set<string>>();
  for (const file of files.filter((path) => path.startsWith('src/'))) {
    for (const [, list = '', from = ''] of readFileSync(join(root, file), 'utf8').matchAll(importing)) {
      const source = relative(root, resolve(root, file, '..', from)).replaceAll('\\', '/');
      const names = found.get(source) ?? new Set();
      for (const name of list.split(',').map((one) => one.trim())) {
        if (name !== '' && !name.startsWith('type ')) names.add(name.replace(/ as .*/, ''));
      }
      found.set(source, names);
    }
  }
  return found;
}

const importing = /^(?:im|ex)port \{([^}]*)\} from '(\.[^']*\.ts)';/gm;

/** The lines by which a bundle hands out what others share: `alias: name`, and the imports they need. */
export function giving(shared: readonly Shared[]): {
  readonly imports: readonly string[];
  readonly pairs: readonly string[];
} {
  const all = shared.flatMap(({ names }) => [...names]);
  return {
    imports: all.map(
      ([file, names]) =>
        `import { ${[...names].map(([name, alias]) => `${name} as ${alias}`).join(', ')} } from ${JSON.stringify(join(root, file))};`,
    ),
    pairs: all.flatMap(([, names]) => [...names.values()]),
  };
}

/** In the bundle that takes: a shared name comes from the other bundle, and whatever else the file has from the file. */
export function takeShared(shared: readonly Shared[], needed: Metafile['outputs'], taker: string): Plugin {
  const wanted = imported(Object.keys(needed[`dist/${taker}.js`]?.inputs ?? {}));
  const giverOf = new Map(shared.flatMap((one) => [...one.names.keys()].map((file) => [file, one])));
  return {
    name: 'shared parts',
    setup({ onResolve, onLoad }) {
      onResolve({ filter: /^\.{1,2}\/.*\.ts$/ }, ({ path, resolveDir, kind, namespace }) => {
        if (kind !== 'import-statement' || namespace === 'shared') return undefined;
        const file = relative(root, join(resolveDir, path)).replaceAll('\\', '/');
        return giverOf.has(file) ? { path: file, namespace: 'shared', sideEffects: false } : undefined;
      });
      onLoad({ filter: /^/, namespace: 'shared' }, ({ path: file }) => {
        const one = giverOf.get(file);
        const names = one?.names.get(file) ?? new Map<string, string>();
        const line = [...names].map(([name, alias]) => `${alias} as ${name}`).join(', ');
        const own = [...(wanted.get(file) ?? [])].some((name) => !names.has(name));
        return {
          contents: [
            `export { ${line} } from 'given by ${one?.giver}';`,
            ...(own ? [`export * from ${JSON.stringify(join(root, file))};`] : []),
          ].join('\n'),
          resolveDir: root,
        };
      });
      onResolve({ filter: /^given by / }, ({ path }) => ({ path, namespace: 'given' }));
      onLoad({ filter: /^/, namespace: 'given' }, ({ path }) => {
        const giver = path.replace('given by ', '');
        const aliases = shared
          .filter((one) => one.giver === giver)
          .flatMap(({ names }) => [...names.values()].flatMap((all) => [...all.values()]));
        return { contents: `export const { ${aliases.join(', ')} } = require('./${giver}.js');` };
      });
      onResolve({ filter: /^\.\/\w+\.js$/ }, ({ path, namespace }) =>
        namespace === 'given' ? { path, external: true } : undefined,
      );
    },
  };
}
