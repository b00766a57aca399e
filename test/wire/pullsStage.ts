import type { Credential, GitHubApi } from '../../src/github/apiAnswer.ts';
import {
  type CreatedPullRequest,
  createDraftPullRequest,
  type NewPullRequest,
} from '../../src/pulls/createDraftPullRequest.ts';
import { writeCommits } from '../sandbox/git/gitObjects.ts';
import type { NewRepository, NewToken } from '../sandbox/newThings.ts';
import { type Sandbox, startSandbox } from '../sandbox/sandbox.ts';
import type { PullRequest, Repository, Token } from '../sandbox/world.ts';
import { type ApiStage, apiStage } from './apiStage.ts';

/** One repository with something to propose, and a token for pull requests only. */
export interface Scene {
  readonly repository: Repository;
  readonly token: Token;
  readonly credential: Credential;
  readonly wanted: NewPullRequest;
  create(change?: Partial<NewPullRequest>): Promise<CreatedPullRequest>;
  /** What the sandbox holds now. */
  pulls(): readonly PullRequest[];
  /** `METHOD /path below the repository` of each writing request with this token, in order. */
  writes(): readonly string[];
  forget(): void;
}

export class PullsStage {
  readonly sandbox: Sandbox;
  readonly #stage: ApiStage;
  #count = 0;

  private constructor(sandbox: Sandbox) {
    this.sandbox = sandbox;
    this.#stage = apiStage(sandbox);
  }

  static async open(): Promise<PullsStage> {
    return new PullsStage(await startSandbox());
  }

  /** A client for each request: no pause is owed between two writes, which the product's own client keeps. */
  get api(): GitHubApi {
    return this.slow();
  }

  slow(timeoutMs?: number): GitHubApi {
    return { request: (request) => this.#stage.another(timeoutMs).request(request) };
  }

  /** One client that remembers waiting times, as the product's does. */
  oneClient(): GitHubApi {
    return this.#stage.another();
  }

  credential(token: Token): Credential {
    return this.#stage.credential(token);
  }

  async scene(facts: NewRepository = {}, as: Partial<NewToken> = {}): Promise<Scene> {
    this.#count += 1;
    const name = `acme/scene-${this.#count}`;
    const { registry } = this.sandbox;
    const repository = await registry.addRepository(name, {
      private: true,
      collaborators: { mona: 'write', hubot: 'write', grace: 'read' },
      milestones: [1, 2],
      teams: ['core'],
      commits: [{ branch: 'main', message: 'First', date: new Date(0), files: { a: '1' } }],
      ...facts,
    });
    await addBranch(repository, 'topic');
    const token = registry.mint({
      kind: 'fine-grained',
      login: 'mona',
      owner: 'acme',
      host: facts.host ?? 'github.com',
      permissions: { pull_requests: 'write' },
      expiresInDays: 9,
      ...as,
    });
    const credential = this.credential(token);
    const wanted: NewPullRequest = {
      repository: name,
      headOwner: 'acme',
      branch: 'topic',
      base: 'main',
      title: 'More of it',
      body: 'Because.',
      draft: true,
    };
    let from = 0;
    const mine = () =>
      this.sandbox.log.slice(from).filter(({ tokenId, method }) => tokenId === token.id && method !== 'GET');
    return {
      repository,
      token,
      credential,
      wanted,
      create: (change = {}) => createDraftPullRequest(this.api, credential, { ...wanted, ...change }),
      pulls: () => registry.pulls(repository.id),
      writes: () =>
        mine().map(({ method, path }) => `${method} ${path.replace(/^.*?\/repos\/[^/]+\/[^/]+/, '')}`),
      forget: () => {
        from = this.sandbox.log.length;
      },
    };
  }

  async close(): Promise<void> {
    await this.#stage.close();
    await this.sandbox.close();
  }
}

/** A branch one commit ahead of `main`. */
export function addBranch(repository: Repository, branch: string, from = 'main'): Promise<void> {
  const commit = { branch, from, message: `On ${branch}`, date: new Date(1000), files: { [branch]: '2' } };
  return writeCommits(repository.gitDir, [commit]);
}
