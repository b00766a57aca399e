import type { PushProblem } from '../push/problems.ts';
import { addressOf, usualRemote } from '../push/pushTarget.ts';
import type { KnownHosts, RepositoryAddress } from '../push/remoteAddress.ts';
import type { RemoteConfig } from '../push/remotes.ts';
import type { RepositoryFacts } from '../push/repositoryFacts.ts';

/** The place for which it is asked which credential is used. No branch is needed for that. */
export type PlaceOfUse =
  | { readonly kind: 'chooseRemote'; readonly remotes: readonly string[] }
  | {
      readonly kind: 'place';
      readonly remote: RemoteConfig | undefined;
      /** Where our own push would go; undefined when it would not go. */
      readonly address: RepositoryAddress | undefined;
      /** Why it would not. */
      readonly obstacle: PushProblem | { readonly kind: 'alias'; readonly alias: string } | undefined;
    };

/** `remote` is the person's answer to an earlier `chooseRemote`. */
export function placeOfUse(
  { head, config, remotes }: Pick<RepositoryFacts, 'head' | 'config' | 'remotes'>,
  known: KnownHosts,
  remote?: string,
): PlaceOfUse {
  if (remotes.length === 0) return nowhere(undefined, { kind: 'noRemote' });
  const branch = head.kind === 'detached' ? '' : head.branch;
  const name = remote ?? usualRemote(branch, { config, remotes });
  if (name === undefined) return { kind: 'chooseRemote', remotes: remotes.map((each) => each.name) };
  const found = remotes.find((each) => each.name === name);
  if (found === undefined) return nowhere(undefined, { kind: 'remoteUnknown', remote: name });
  const address = addressOf(found, config, known);
  switch (address.kind) {
    case 'sshAlias':
      return nowhere(found, { kind: 'alias', alias: address.alias });
    case 'refused':
      return nowhere(found, address.problem);
    default:
      return { kind: 'place', remote: found, address, obstacle: undefined };
  }
}

function nowhere(
  remote: RemoteConfig | undefined,
  obstacle: Extract<PlaceOfUse, { readonly kind: 'place' }>['obstacle'],
): PlaceOfUse {
  return { kind: 'place', remote, address: undefined, obstacle };
}
