import type { CommandId, ViewCommandId } from '../manifest.ts';
import type { Area } from './messages/adviseFailure.ts';

const areas: Readonly<Partial<Record<CommandId | ViewCommandId, Area>>> = Object.freeze({
  'tokenWarden.pushBranch': 'push',
  'tokenWarden.pushWithOptions': 'push',
  'tokenWarden.previewPush': 'push',
  'tokenWarden.whichCredential': 'push',
  'tokenWarden.checkReadiness': 'push',
  'tokenWarden.fetchWithToken': 'fetch',
  'tokenWarden.createDraftPullRequest': 'pull',
});

/** In whose words a failure of this command is told. */
export function areaOf(command: CommandId | ViewCommandId): Area {
  return areas[command] ?? 'api';
}

/** The command that does once more what an area stands for. */
export const commandOf: Readonly<Partial<Record<Area, CommandId>>> = Object.freeze({
  push: 'tokenWarden.pushBranch',
  fetch: 'tokenWarden.fetchWithToken',
  pull: 'tokenWarden.createDraftPullRequest',
});
