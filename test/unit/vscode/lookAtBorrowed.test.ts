import assert from 'node:assert/strict';
import type { ApiAnswer, ApiRequest } from '../../../src/github/apiAnswer.ts';
import { Secret } from '../../../src/shared/secret.ts';
import { githubCom } from '../../../src/tokens/host.ts';
import { borrowedId, type Origin } from '../../../src/tokens/origin.ts';
import type { Candidate } from '../../../src/tokens/selectEntry.ts';
import type { Services } from '../../../src/vscode/services.ts';
import { giveEditorWords } from '../../fakes/editorWords.ts';
import { aClassic, anEntry, now } from '../policy/anEntry.ts';

const words = giveEditorWords();
const { lookAtBorrowed } = await import('../../../src/vscode/lookAtBorrowed.ts');
words.stop();

const address = { host: githubCom, owner: 'acme', repo: 'app' };

function lent(kind: 'gh' | 'git' | 'vscode'): Candidate {
  const origin: Origin = { kind };
  const changes = { id: borrowedId(kind), name: kind, origin, health: { kind: 'unchecked' } } as const;
  return { entry: aClassic([], changes), reason: 'session', obstacle: undefined };
}

/** Looks at the three logins, each with the token of this name; `status` is GitHub's answer to every one. */
async function look(tokens: Readonly<Record<string, string>>, status: 200 | 401, dead = '') {
  const asked: Secret[] = [];
  const stored: Candidate = { entry: anEntry(), reason: 'other', obstacle: undefined };
  const ranked = [lent('gh'), lent('git'), lent('vscode'), stored];
  const request = async ({ credential }: ApiRequest): Promise<ApiAnswer> => {
    asked.push(credential.token);
    const headers = { 'x-oauth-scopes': 'repo' };
    return status === 200
      ? { kind: 'ok', status, headers, data: { login: 'mona' }, at: now }
      : { kind: 'refused', status, headers: {}, message: 'Bad credentials', errors: [], at: now };
  };
  const services = {
    api: { request },
    clock: { now: () => now },
    log: { failure: (_what: string, error: unknown) => assert.fail(String(error)) },
    credentials: {
      secretOf: async ({ name }: { readonly name: string }) => new Secret(tokens[name] ?? ''),
      entryOf: async (id: string) => {
        const entry = ranked.find((one) => one.entry.id === id)?.entry ?? anEntry();
        return entry.name === dead ? { ...entry, health: { kind: 'dead', at: now } } : entry;
      },
      update: async (id: string, change: (entry: Candidate['entry']) => Candidate['entry']) =>
        change(ranked.find(({ entry }) => entry.id === id)?.entry ?? anEntry()),
    },
  } as unknown as Services;
  return { asked, lines: await lookAtBorrowed(services, address, 'push', ranked) };
}

describe('looking at borrowed tokens', () => {
  it('shows the same token once, with everything that hands it out, and asks GitHub once', async () => {
    const { asked, lines } = await look({ gh: 'one', git: 'one', vscode: 'one' }, 200);
    assert.equal(asked.length, 1);
    const [first, stored, ...more] = lines;
    assert.deepEqual(
      [first?.entry.name, first?.entry.health.kind, first?.also?.map(({ name }) => name)],
      ['gh', 'alive', ['git', 'vscode']],
    );
    assert.deepEqual([stored?.reason, stored?.also, more], ['other', undefined, []]);
  });

  it('G03 sends a dead one to GitHub once, whoever hands it out, and puts it last', async () => {
    const { asked, lines } = await look({ gh: 'one', git: 'one', vscode: 'one' }, 401);
    assert.equal(asked.length, 1);
    assert.deepEqual(
      lines.map(({ reason, obstacle }) => [reason, obstacle]),
      [
        ['other', undefined],
        ['session', 'over'],
      ],
    );
  });

  it('G03 does not send one that GitHub called dead in this window', async () => {
    const { asked, lines } = await look({ gh: 'one', git: 'two', vscode: 'three' }, 200, 'gh');
    assert.deepEqual([asked.length, lines.at(-1)?.entry.name, lines.at(-1)?.obstacle], [2, 'gh', 'over']);
  });

  it('keeps different tokens apart, whatever order they come in', async () => {
    const { asked, lines } = await look({ gh: 'one', git: 'two', vscode: 'one' }, 200);
    assert.equal(asked.length, 2);
    assert.deepEqual(
      lines.slice(0, 2).map(({ entry, also }) => [entry.name, also?.map(({ name }) => name)]),
      [
        ['gh', ['vscode']],
        ['git', undefined],
      ],
    );
  });
});
