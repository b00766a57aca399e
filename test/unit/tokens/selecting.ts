import { isNarrower } from '../../../src/policy/judgeBreadth.ts';
import { judgeFit } from '../../../src/policy/judgeFit.ts';
import type { Entry } from '../../../src/tokens/entry.ts';
import { githubCom } from '../../../src/tokens/host.ts';
import { type Selection, type SelectionInput, selectEntry } from '../../../src/tokens/selectEntry.ts';
import { now } from '../policy/anEntry.ts';

/** Who serves a push to acme/app on github.com, where nothing else is said. */
export function select(entries: readonly Entry[], changes: Partial<SelectionInput> = {}): Selection {
  return selectEntry({
    entries,
    host: githubCom.name,
    owner: 'acme',
    repository: 'app',
    bindings: {},
    override: undefined,
    now,
    fits: (entry) => judgeFit(entry, 'push'),
    isNarrower,
    ...changes,
  });
}
