import assert from 'node:assert/strict';
import type { ApiAnswer, ApiRequest } from '../../../src/github/apiAnswer.ts';
import type { CommandId } from '../../../src/manifest.ts';
import { Failure } from '../../../src/shared/failure.ts';
import { Secret } from '../../../src/shared/secret.ts';
import type { Entry } from '../../../src/tokens/entry.ts';
import { githubCom } from '../../../src/tokens/host.ts';
import { observing } from '../../../src/vscode/observing.ts';
import { recordOutcome } from '../../../src/vscode/recordOutcome.ts';
import type { Services } from '../../../src/vscode/services.ts';
import { okAnswer, refusedAnswer, ScriptedGitHubApi } from '../../fakes/scriptedGitHubApi.ts';
import { anEntry, now } from '../policy/anEntry.ts';

const token = new Secret('the token of e1');
const address = { host: githubCom, owner: 'acme', repo: 'app' };
const pulls: ApiRequest = {
  credential: { host: githubCom.name, token },
  operation: 'GET /repos/{owner}/{repo}/pulls',
  parameters: { owner: 'acme', repo: 'app' },
};

/** A vault of one entry that counts how often it is written. */
function world(script: readonly ApiAnswer[], takes = true) {
  const made = {
    stored: anEntry(),
    writes: 0,
    refreshed: 0,
    logged: [] as string[],
  };
  const credentials = {
    entryOf: async () => made.stored,
    issuedFor: (given: Secret) =>
      given === token ? { id: made.stored.id, secretSince: anEntry().secretSince } : undefined,
    update: async (_id: string, change: (latest: Entry) => Entry) => {
      if (!takes) throw new Failure({ kind: 'readOnly' });
      made.writes += 1;
      made.stored = change(made.stored);
      return made.stored;
    },
  };
  const services = {
    api: new ScriptedGitHubApi(...script),
    credentials,
    state: {
      refresh: async () => {
        made.refreshed += 1;
      },
    },
    log: { failure: (what: string) => made.logged.push(what) },
    clock: { now: () => now },
  } as unknown as Services;
  const command = (id: CommandId = 'tokenWarden.createDraftPullRequest') => observing(services, id);
  return { made, services, command };
}

describe('what GitHub answers within a command', () => {
  it('is stored once for an entry when the command ends, and the picture is drawn anew', async () => {
    const { made, command } = world([okAnswer([]), okAnswer({}), refusedAnswer(401, 'Bad credentials')]);
    const { services, store } = command();
    await services.api.request(pulls);
    await services.api.request({ ...pulls, operation: 'GET /repos/{owner}/{repo}' });
    assert.equal(made.writes, 0);
    await services.api.request(pulls);
    await store();
    await store();
    assert.deepEqual(
      [made.writes, made.refreshed, made.stored.calls?.length, made.stored.health.kind],
      [1, 1, 2, 'dead'],
    );
  });

  it('goes along with the outcome of the action, in the same write', async () => {
    const { made, command } = world([okAnswer([])]);
    const { services, store } = command();
    await services.api.request(pulls);
    await recordOutcome(services, made.stored, 'open-draft-pr', address, { kind: 'worked' });
    await store();
    assert.deepEqual([made.writes, made.stored.calls?.length, made.stored.observed.length], [1, 1, 1]);
  });

  it('is not written a second time on the same day, and no turn is taken for it', async () => {
    const { made, command } = world([okAnswer([]), okAnswer([])]);
    for (let times = 0; times < 2; times++) {
      const { services, store } = command();
      await services.api.request(pulls);
      await store();
    }
    assert.deepEqual([made.writes, made.stored.calls?.length], [1, 1]);
  });

  it('does not spoil the command where nothing can be stored', async () => {
    const { made, command } = world([okAnswer([])], false);
    const { services, store } = command();
    await services.api.request(pulls);
    await store();
    assert.deepEqual([made.logged, made.refreshed], [['recording what GitHub answered'], 0]);
  });

  it('leaves no trace of a preview, and none of a run of probes beside its own', async () => {
    for (const id of ['tokenWarden.previewPush', 'tokenWarden.probePermissions'] as const) {
      const { made, command } = world([okAnswer([])]);
      const { services, store } = command(id);
      await services.api.request(pulls);
      await store();
      assert.deepEqual([id, made.writes], [id, 0]);
    }
  });

  it('is of the token that was sent: what one that was rotated away was told is dropped', async () => {
    const { made, command } = world([okAnswer([])]);
    const { services, store } = command();
    await services.api.request(pulls);
    made.stored = { ...made.stored, secretSince: now };
    await store();
    assert.deepEqual([made.writes, made.stored.calls], [0, undefined]);
  });
});
