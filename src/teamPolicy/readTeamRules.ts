import type { TeamFileProblem } from '../guardrails/teamFileProblem.ts';
import { judgeUnknownKey } from './judgeKey.ts';
import { type ReadValue, readTeamValue } from './readTeamValue.ts';
import { isTeamKey, noTeamRules, type TeamKey, type TeamRules } from './teamRules.ts';
import type { PlacedProblem, Span, YamlPair, YamlReading } from './yamlTree.ts';

/** What a team's file asks for. */
export interface TeamPolicy {
  /** What could be understood, each rule whole and valid: also in a file of which something could not. */
  readonly rules: TeamRules;
  /** Where each key stands. */
  readonly spans: Readonly<Partial<Record<TeamKey, Span>>>;
  /** In the order of the text. */
  readonly problems: readonly PlacedProblem[];
}

/** Reads what anyone may have written. Never throws, and nothing it gives can take a rule of the person's away. */
export function readTeamRules({ root, problems }: YamlReading): TeamPolicy {
  if (root === undefined) return { rules: noTeamRules, spans: {}, problems };
  const isEmpty = root.kind === 'scalar' && root.value === null;
  if (root.kind !== 'map' && !isEmpty) {
    return { rules: noTeamRules, spans: {}, problems: [{ problem: { kind: 'notAMap' }, span: root.span }] };
  }
  return readPairs(root.kind === 'map' ? root.pairs : [], problems);
}

function readPairs(pairs: readonly YamlPair[], before: readonly PlacedProblem[]): TeamPolicy {
  let rules: TeamRules = noTeamRules;
  const spans: Partial<Record<TeamKey, Span>> = {};
  const problems = [...before];
  for (const pair of pairs) {
    const { key, keySpan } = pair;
    const refused = judgePair(pair, spans);
    if (refused !== undefined) problems.push({ problem: refused, span: keySpan });
    if (refused !== undefined || key === undefined || !isTeamKey(key)) continue;
    spans[key] = keySpan;
    const read = readTeamValue(key, pair.value);
    problems.push(...placed(read, pair));
    rules = { ...rules, ...read.rules, token: { ...rules.token, ...read.token } };
  }
  if (spans.version === undefined) {
    problems.push({ problem: { kind: 'versionMissing' }, span: pairs[0]?.keySpan ?? { from: 0, to: 1 } });
  }
  return { rules, spans, problems: problems.toSorted((a, b) => a.span.from - b.span.from) };
}

/** Why a key is not read. Of two that are equal the first counts, and the second is told. */
function judgePair(
  { key }: YamlPair,
  seen: Readonly<Partial<Record<TeamKey, Span>>>,
): TeamFileProblem | undefined {
  if (key === undefined) return { kind: 'keyNotText' };
  if (!isTeamKey(key)) return judgeUnknownKey(key);
  return seen[key] === undefined ? undefined : { kind: 'duplicateKey', key };
}

function placed({ problems }: ReadValue, { keySpan, value }: YamlPair): readonly PlacedProblem[] {
  return problems.map(({ problem, item }) => {
    const { span } = item ?? value;
    // A value that is not there is shown at its key.
    return { problem, span: span.to > span.from ? span : keySpan };
  });
}
