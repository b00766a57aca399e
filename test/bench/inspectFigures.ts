import { inspectToken } from '../../src/github/inspectToken.ts';
import { startSandbox } from '../sandbox/sandbox.ts';
import { apiStage } from '../wire/apiStage.ts';
import type { Figure } from './figures.ts';

const inspected = ['fine-grained', 'classic'] as const;
const productKind = { 'fine-grained': 'fine-grained-pat', classic: 'classic-pat' } as const;

/** Requests that the server saw for one inspection of a token, with the real client; the worst of the kinds tried. */
export async function measureInspection(): Promise<readonly Figure[]> {
  const sandbox = await startSandbox({ validate: false });
  const stage = apiStage(sandbox);
  try {
    const requests: number[] = [];
    for (const kind of inspected) {
      const token = sandbox.registry.mint({ kind, login: 'mona', expiresInDays: 9 });
      const before = sandbox.log.length;
      const answer = await inspectToken(stage.api, {
        credential: stage.credential(token),
        kind: productKind[kind],
        repository: undefined,
      });
      if (answer.kind !== 'inspected' || answer.inspection.kind !== 'alive') {
        throw new Error(`the ${kind} token was not found alive`);
      }
      requests.push(sandbox.log.length - before);
    }
    return [
      {
        key: 'inspect.requests',
        value: Math.max(...requests),
        from: `for one ${inspected.join(' or one ')} token`,
      },
    ];
  } finally {
    await stage.close();
    await sandbox.close();
  }
}
