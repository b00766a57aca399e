import type { RepositoryAddress } from '../push/remoteAddress.ts';
import type { Entry } from '../tokens/entry.ts';
import { judgeOpener } from '../tokens/judgeOpener.ts';
import { chooseCredential } from './chooseCredential.ts';
import { selectAnywhere } from './selectAnywhere.ts';
import type { Services } from './services.ts';

/**
 * The entry that opens a pull request at an address of another owner than the fork's. Other programs are asked only where
 * the person chose one of their tokens for it. Undefined when the person leaves.
 */
export async function chooseOpener(
  services: Services,
  upstream: RepositoryAddress,
  pusher: Entry,
): Promise<Entry | undefined> {
  const { state } = services;
  const selection = state.isBorrowedAt(upstream)
    ? (await selectAnywhere(services, upstream, 'open-draft-pr')).selection
    : storedSelection(services, (await state.refresh()).view.entries, upstream);
  switch (judgeOpener(selection)) {
    case 'there':
      return selection.kind === 'chosen' ? selection.entry : pusher;
    case 'ask':
      return chooseCredential(services, upstream, 'open-draft-pr');
    case 'pusher':
      return pusher;
  }
}

/** The same for looking ahead: nobody is asked, and what is not clear is left to the fork's own. */
export function likelyOpener(
  services: Services,
  entries: readonly Entry[],
  upstream: RepositoryAddress,
  pusher: Entry,
): Entry {
  const selection = storedSelection(services, entries, upstream);
  return selection.kind === 'chosen' && judgeOpener(selection) === 'there' ? selection.entry : pusher;
}

function storedSelection({ state }: Services, entries: readonly Entry[], upstream: RepositoryAddress) {
  return state.select(entries, { address: upstream }, 'open-draft-pr');
}
