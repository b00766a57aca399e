import { readHttpDate } from '../github/httpDate.ts';
import { Failure, type Problem } from '../shared/failure.ts';
import type { Permissions } from '../shared/permissions.ts';
import { Secret } from '../shared/secret.ts';
import type { Life } from '../sources/madeToken.ts';
import type { Entry } from '../tokens/entry.ts';
import type { GitHubHost, HostName } from '../tokens/host.ts';
import type { AskAsApp } from './askAsApp.ts';
import { judgeMint } from './judgeMint.ts';
import type { AppPorts } from './ports.ts';
import type { MintProblem } from './problems.ts';

/** One token: for this installation, this repository and these permissions. */
export interface MintOrder {
  readonly app: Entry;
  readonly host: GitHubHost;
  readonly installationId: number;
  readonly owner: string;
  readonly repo: string;
  readonly permissions: Permissions;
}

export interface Minted extends Life {
  readonly secret: Secret;
  readonly host: HostName;
}

/** What two askers must have in common to share a token (S2-31). */
export function orderName({ app, host, installationId, owner, repo, permissions }: MintOrder): string {
  const wanted = Object.entries(permissions)
    .map(([name, level]) => `${name}:${level}`)
    .toSorted();
  return `${app.id} ${app.secretSince} ${host.name} ${installationId} ${owner}/${repo} ${wanted}`.toLowerCase();
}

type Needed = Pick<AppPorts, 'clock' | 'learn' | 'noteMint' | 'describe'>;

/**
 * Asks GitHub for one token and checks it. `endUnused` is handed a token that came and is not used. Success and failure
 * are counted on the key that signed. Throws `Failure<MintProblem | AppProblem | ApiProblem | KeyProblem>`.
 */
export async function mintToken(
  ask: AskAsApp,
  ports: Needed,
  order: MintOrder,
  endUnused: (token: Secret) => void,
): Promise<Minted> {
  const { app, host, installationId, owner, repo, permissions } = order;
  const { answer, problem, fingerprint } = await ask(app, {
    operation: 'POST /app/installations/{installation_id}/access_tokens',
    parameters: { installation_id: installationId, repositories: [repo], permissions },
  });
  const failed = <P extends Problem>(why: P, details: string): Failure => {
    // A key that is not known was counted when it was refused.
    if (why.kind !== 'appKey') {
      ports.noteMint(app.id, fingerprint, { kind: 'failed', problem: why.kind });
    }
    return new Failure(why, details);
  };
  if (answer.kind === 'refused') {
    throw failed(problem ?? { kind: 'unknown' }, answer.message);
  }
  const now = readHttpDate(answer.headers.date) ?? answer.at;
  const verdict = judgeMint(answer.data, { permissions, repository: `${owner}/${repo}` }, now);
  const secret = verdict.value === undefined ? undefined : new Secret(verdict.value);
  if (secret !== undefined) ports.learn(secret);
  if (verdict.kind === 'refused' || secret === undefined) {
    if (secret !== undefined) endUnused(secret);
    const why = verdict.kind === 'refused' ? verdict.why : 'noToken';
    throw failed<MintProblem>({ kind: 'mintUnusable', why }, ports.describe(answer.data));
  }
  ports.noteMint(app.id, fingerprint, { kind: 'minted' });
  const since = ports.clock.now();
  // The length of its life is what GitHub said, whatever our clock says.
  return { secret, host: host.name, since, endsAt: since + verdict.expiresAt - now };
}
