import * as vscode from 'vscode';
import type { PageWish } from '../../dashboard/tickets.ts';
import type { CommandId } from '../../manifest.ts';
import { answerFinding } from '../commands/answerFinding.ts';
import { listTokens, showActions } from '../commands/listTokens.ts';
import { showWatched } from '../commands/watchedActions.ts';
import { latestEntry } from '../latestEntry.ts';
import { offerFirstToken } from '../pickEntry.ts';
import type { Services } from '../services.ts';

/**
 * Does what a button of the dashboard stands for, with what is known now: the picture may have stood for long. Nothing is
 * done by it alone, each of these asks the person.
 */
export async function grantWish(services: Services, wish: PageWish): Promise<void> {
  const run = async (id: CommandId) => void (await vscode.commands.executeCommand(id));
  switch (wish.kind) {
    case 'answer': {
      const entry = await latestEntry(services, wish.finding.entryId);
      return entry && answerFinding(services, entry, wish.finding);
    }
    case 'entry': {
      const entry = await latestEntry(services, wish.id);
      return entry && showActions(services, entry);
    }
    case 'watched': {
      const { watched } = await services.state.refresh();
      const token = watched.tokens.find(({ id }) => id === wish.id);
      return token && showWatched(services, token);
    }
    case 'store':
      return offerFirstToken((await services.state.refresh()).view);
    case 'list':
      return listTokens(services);
    case 'add':
      return run('tokenWarden.addToken');
    case 'find':
      return run('tokenWarden.findTokens');
    case 'start':
      return run('tokenWarden.getStarted');
    case 'journal':
      return run('tokenWarden.showJournal');
  }
}
