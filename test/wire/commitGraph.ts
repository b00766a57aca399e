import { chmod, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

const noParent = 0x70000000;

/**
 * Writes other parents into a repository's commit graph, as any program can: git does not check the file when it reads
 * it. Each commit must be in it. Source: gitformat-commit-graph(5).
 */
export async function forgeParents(
  gitDirectory: string,
  commit: string,
  parents: readonly [string, string?],
): Promise<void> {
  const path = join(gitDirectory, 'objects', 'info', 'commit-graph');
  const graph = await readFile(path);
  const chunks = new Map<string, number>();
  for (let index = 0; index < (graph[6] ?? 0); index++) {
    const entry = 8 + index * 12;
    chunks.set(graph.toString('latin1', entry, entry + 4), Number(graph.readBigUInt64BE(entry + 4)));
  }
  const ids = chunks.get('OIDL') ?? 0;
  const data = chunks.get('CDAT') ?? 0;
  const positionOf = (sha: string) => {
    const found = graph.indexOf(Buffer.from(sha, 'hex'), ids);
    if (found < ids || found >= data || (found - ids) % 20 !== 0)
      throw new Error(`${sha} is not in the graph`);
    return (found - ids) / 20;
  };
  const entry = data + positionOf(commit) * 36 + 20;
  const [first, second] = parents;
  graph.writeUInt32BE(positionOf(first), entry);
  graph.writeUInt32BE(second === undefined ? noParent : positionOf(second), entry + 4);
  await chmod(path, 0o644);
  await writeFile(path, graph);
}
