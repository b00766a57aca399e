import { classicScopes, describeScope } from './classicScopes.ts';

/** What a token's classic scopes are, held against what a job needs. */
export interface ScopeJudgement {
  /** Needed and not covered by anything the token has. */
  readonly missing: readonly string[];
  /** Had, and of no use to the job; the most dangerous first, without those another surplus scope includes. */
  readonly surplus: readonly string[];
  /** Had because it includes something needed, where less would do (`admin:org` for `read:org`). */
  readonly broader: readonly string[];
}

/** The given scopes and everything they include. GitHub lists only the topmost, so compare expanded ones. */
export function expandScopes(scopes: readonly string[]): ReadonlySet<string> {
  const expanded = new Set(scopes);
  for (const [name, above] of lineage) {
    if (above.some((ancestor) => expanded.has(ancestor))) expanded.add(name);
  }
  return expanded;
}

/** Compares what a token has with what a job needs; `need` names the narrowest scopes that do the job. */
export function judgeScopes(have: readonly string[], need: readonly string[]): ScopeJudgement {
  const top = [...new Set(have)].filter(
    (scope) => !ancestors(scope).some((ancestor) => have.includes(ancestor)),
  );
  const excess = top.filter((scope) => !isWithin(scope, need)).sort(byRisk);
  const servesNeed = (scope: string): boolean => need.some((name) => ancestors(name).includes(scope));
  return {
    missing: need.filter((scope) => !isWithin(scope, have)),
    surplus: excess.filter((scope) => !servesNeed(scope)),
    broader: excess.filter(servesNeed),
  };
}

/** The scopes that serve nothing in `need`. A scope that covers a needed one is not among them: see `broader`. */
export function surplusScopes(have: readonly string[], need: readonly string[]): readonly string[] {
  return judgeScopes(have, need).surplus;
}

/** Whether one of the scopes is this one or includes it. */
function isWithin(scope: string, scopes: readonly string[]): boolean {
  return scopes.includes(scope) || ancestors(scope).some((ancestor) => scopes.includes(ancestor));
}

/** What each scope is included in, the nearest first: looked up for every entry of a vault, so it is worked out once. */
const lineage: ReadonlyMap<string, readonly string[]> = new Map(
  [...classicScopes.keys()].map((scope) => [scope, lineageOf(scope)]),
);

function lineageOf(scope: string): readonly string[] {
  const parent = classicScopes.get(scope)?.parent;
  return parent === undefined ? [] : [parent, ...lineageOf(parent)];
}

function ancestors(scope: string): readonly string[] {
  return lineage.get(scope) ?? [];
}

function byRisk(left: string, right: string): number {
  return describeScope(right).risk - describeScope(left).risk || (left < right ? -1 : 1);
}
