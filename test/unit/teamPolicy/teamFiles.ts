import { readYaml } from '../../../src/node/readYaml.ts';
import { readTeamRules } from '../../../src/teamPolicy/readTeamRules.ts';
import type { TeamFile } from '../../../src/teamPolicy/teamFile.ts';

/** A team's file of these lines, after its version. */
export function teamFile(lines: string | readonly string[], branch?: string): TeamFile {
  const text = `version: 1\n${typeof lines === 'string' ? lines : lines.join('\n')}\n`;
  return { branch, text, reading: readYaml(text) };
}

export function read(text: string) {
  return readTeamRules(readYaml(text));
}

/** What is wrong in a text: kind, and `line:column` from 1 as an editor shows them. */
export function problemsIn(text: string): readonly string[] {
  return read(text).problems.map(({ problem, span }) => {
    const before = text.slice(0, span.from).split(/\r\n|\n|\r/);
    return `${problem.kind} ${before.length}:${(before.at(-1)?.length ?? 0) + 1}`;
  });
}
