import type { TeamFileProblem } from '../guardrails/teamFileProblem.ts';
import { isRuleKey } from '../policy/policyRules.ts';
import { nearestName } from './nearestName.ts';
import { teamKeys } from './teamRules.ts';

/**
 * Words of keys that would choose where a token goes, or start a program. No file of a repository may do either
 * (product.md, promise 2; the repository can be anybody's), and its author is told so by name.
 */
const hostWords =
  /^(?:hosts?|hostnames?|domains?|urls?|uris?|api|endpoints?|servers?|proxy|prox(?:y|ies)|origins?|remotes?|registry|baseurl)$/;
const programWords =
  /^(?:commands?|cmds?|runs?|exec|executes?|scripts?|shells?|tasks?|hooks?|programs?|tools?|git|binary|path|steps?|checks?|on)$/;
/** What would say which repositories a rule is for: a file speaks of its own only. */
const placeWords = /^(?:repos?|repositor(?:y|ies)|orgs?|organi[sz]ations?|owners?)$/;
/** What would take a rule away. */
const looseWords =
  /^(?:disabled?|enabled?|off|skips?|ignored?|ignores|excepts?|exceptions?|exempt|exempts|exemptions?|overrides?|bypass|allow|allows|allowed|optional|accept|accepts|accepted)$/;

/** What is wrong with a key that the vocabulary does not have. */
export function judgeUnknownKey(key: string): TeamFileProblem {
  if (isRuleKey(key)) return { kind: 'personal', key };
  const meant = nearestName(key, teamKeys);
  if (meant !== undefined) return { kind: 'unknownKey', key, meant };
  const words = wordsOf(key);
  const has = (pattern: RegExp) => words.some((word) => pattern.test(word));
  if (has(hostWords)) return { kind: 'namesHost', key };
  if (has(programWords)) return { kind: 'runs', key };
  if (has(placeWords)) return { kind: 'ownRepository', key };
  if (has(looseWords)) return { kind: 'loosens', key };
  return { kind: 'unknownKey', key, meant: undefined };
}

/** `allowedRepositories`, `git_path` and `run-on` in their words. */
function wordsOf(key: string): readonly string[] {
  return key
    .slice(0, 100)
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^a-z0-9]+/);
}
