import type { PushEnd } from '../../push/explainPush.ts';
import type { HookEnd } from '../../push/judgeHook.ts';
import type { ReadyPush } from '../../push/planPush.ts';
import type {
  KnownAnswer,
  OfferReader,
  PushOptions,
  PushRunner,
  RemoteRef,
  RepositoryReader,
} from '../../push/pushBranch.ts';
import type { PushOffers } from '../../push/pushChoices.ts';
import type { PushTarget } from '../../push/pushTarget.ts';
import type { Outgoing, RepositoryFacts } from '../../push/repositoryFacts.ts';
import type { CancelSignal } from '../../shared/cancelSignal.ts';
import type { Secret } from '../../shared/secret.ts';
import { recordPush } from './afterPush.ts';
import { askKnown } from './askKnown.ts';
import type { IsolatedContext } from './isolatedGit.ts';
import { isolatedPush, isolatedRemoteRef } from './isolatedPush.ts';
import { type HookContext, runPrePushHook } from './prePush.ts';
import { readOffers } from './readOffers.ts';
import { readOutgoing } from './readOutgoing.ts';
import { readRepository } from './readRepository.ts';
import { type LfsContext, uploadLfs } from './uploadLfs.ts';

export type GitPushContext = IsolatedContext & HookContext & LfsContext;

/** The ports of a push, with real git. */
export class GitPush implements RepositoryReader, OfferReader, PushRunner {
  readonly #context: GitPushContext;

  constructor(context: GitPushContext) {
    this.#context = context;
  }

  read(folder: string, signal?: CancelSignal): Promise<RepositoryFacts> {
    return readRepository(this.#context, folder, signal);
  }

  outgoing(facts: RepositoryFacts, target: PushTarget, signal?: CancelSignal): Promise<Outgoing> {
    return readOutgoing(this.#context, facts, target, signal);
  }

  offers(push: ReadyPush, signal?: CancelSignal): Promise<PushOffers> {
    return readOffers(this.#context, push, signal);
  }

  remoteRef(push: ReadyPush, secret: Secret, signal?: CancelSignal): Promise<RemoteRef> {
    return isolatedRemoteRef(this.#context, push, secret, signal);
  }

  hook(push: ReadyPush, remoteSha: string | undefined, signal?: CancelSignal): Promise<HookEnd> {
    return runPrePushHook(this.#context, push, remoteSha, signal);
  }

  askKnown(push: ReadyPush, secret: Secret, signal?: CancelSignal): Promise<KnownAnswer> {
    return askKnown(this.#context, push, secret, signal);
  }

  push(push: ReadyPush, secret: Secret, options: PushOptions): Promise<PushEnd> {
    return isolatedPush(this.#context, push, secret, options);
  }

  uploadLfs(push: ReadyPush, secret: Secret, options: PushOptions): Promise<void> {
    return uploadLfs(this.#context, push, secret, options);
  }

  record(push: ReadyPush): Promise<boolean> {
    return recordPush(this.#context, push);
  }
}
