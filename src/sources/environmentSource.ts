import type { Clock } from '../shared/clock.ts';
import { Failure } from '../shared/failure.ts';
import type { GitHubHost } from '../tokens/host.ts';
import { lentEntry } from './lentEntry.ts';
import type { SourceProblem } from './problems.ts';
import type { Lent } from './readLent.ts';
import { noOffers, type Source } from './source.ts';
import { sharedVariables, type Variables, variableFor } from './variables.ts';

type Serving =
  | { readonly kind: 'none' }
  | { readonly kind: 'lent'; readonly variable: string; readonly lent: Lent }
  | { readonly kind: 'refused'; readonly problem: SourceProblem };

/**
 * Which variable serves a host: the one that names it, else gh's in gh's order. The first that is set decides: one that
 * holds no token is told, and the next is not put in its place. `hosts` are the configured ones (S4-13, B07).
 */
function judgeVariables(variables: Variables, host: GitHubHost, hosts: readonly GitHubHost[]): Serving {
  if (!hosts.some((known) => known.name === host.name)) return { kind: 'none' };
  const own = variableFor(host);
  if (variables.has(own) && hosts.filter((other) => variableFor(other) === own).length > 1) {
    return { kind: 'refused', problem: { kind: 'variableNamesSeveral', variable: own } };
  }
  const shared = sharedVariables(host);
  const variable = [own, ...shared].find((name) => variables.has(name));
  if (variable === undefined) {
    const [other] = [...variables.keys()];
    return other === undefined
      ? { kind: 'none' }
      : { kind: 'refused', problem: { kind: 'variableOtherHost', variable: other, host: host.name, own } };
  }
  const lent = variables.get(variable);
  return lent === undefined
    ? { kind: 'refused', problem: { kind: 'variableNoToken', variable } }
    : { kind: 'lent', variable, lent };
}

/** Tokens in the environment of the extension host, read once. Nothing of them is kept or written anywhere (S4-14). */
export function environmentSource(
  variables: Variables,
  hosts: () => readonly GitHubHost[],
  clock: Clock,
): Source {
  return {
    mode: 'environment',
    async offers({ host }) {
      const serving = judgeVariables(variables, host, hosts());
      if (serving.kind === 'none') return noOffers;
      if (serving.kind === 'refused') {
        return { entries: [], troubles: [{ from: 'environment', problem: serving.problem }] };
      }
      const { variable, lent } = serving;
      const origin = { kind: 'environment', variable } as const;
      return {
        entries: [lentEntry({ origin, host, kind: lent.kind, named: variable }, clock.now())],
        troubles: [],
      };
    },
    async secretOf({ id, origin }, { host }) {
      const serving = judgeVariables(variables, host, hosts());
      if (serving.kind === 'refused') throw new Failure(serving.problem);
      if (serving.kind === 'none' || origin?.kind !== 'environment' || origin.variable !== serving.variable) {
        throw new Failure<SourceProblem>({ kind: 'notOffered', id });
      }
      return serving.lent.token;
    },
  };
}
