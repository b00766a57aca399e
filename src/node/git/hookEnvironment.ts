import { delimiter } from 'node:path';
import type { RepositoryFacts } from '../../push/repositoryFacts.ts';
import type { Redactor } from '../../shared/redactor.ts';
import { type Environment, pathEntries } from './environment.ts';

/** Names that hold credentials, or a way to ask VS Code or us for one. */
const credentialNames =
  /TOKEN|SECRET|PASSWORD|PASSWD|PASSPHRASE|CREDENTIAL|API_?KEY|ACCESS_?KEY|PRIVATE_?KEY|ASKPASS|AUTHORIZATION/i;
/** git's own, and what belongs to the extension host instead of to the person. */
const hostNames = /^(?:GIT_|VSCODE_|ELECTRON_|CODE_SERVER|NODE_OPTIONS$|SSLKEYLOGFILE$)/i;

/**
 * The environment of the person's own hook: theirs, because a hook that runs their build needs their tools, without
 * git's variables, without ours, and without anything named or shaped like a credential (`GH_TOKEN` and its kin).
 * Then what git itself sets for a hook, as git 2.39 was seen to.
 */
export function hookEnvironment(
  base: Environment,
  redactor: Pick<Redactor, 'redact'>,
  execPath: string,
  facts: RepositoryFacts,
): Record<string, string> {
  const result: Record<string, string> = {};
  for (const [name, value] of Object.entries(base)) {
    if (value === undefined || credentialNames.test(name) || hostNames.test(name)) continue;

    if (redactor.redact(value) === value) result[name] = value;
  }
  const path = pathEntries(base).filter((entry) => entry !== '');
  const name = Object.keys(result).find((each) => each.toUpperCase() === 'PATH') ?? 'PATH';
  result[name] = [execPath, ...path].join(delimiter);
  result.GIT_EXEC_PATH = execPath;
  result.GIT_PREFIX = '';
  if (facts.gitDirectoryElsewhere) result.GIT_DIR = facts.gitDirectory;
  return result;
}
