import type { LfsProblem } from './lfs/problems.ts';

/** Why a remote's text is not an address a token may be pushed to. Nothing of the text travels, it may hold a secret. */
export type RemoteRefusal =
  | { readonly kind: 'empty' }
  | { readonly kind: 'tooLong' }
  /** A control character, white space, a byte above 0x7e, `\`, `%`, `?` or `#`: readers of URLs disagree about it. */
  | { readonly kind: 'unsafeCharacter' }
  | { readonly kind: 'scheme'; readonly scheme: string }
  /** `ext::`, or `remote.<name>.vcs`: a program would be run instead of a transport. */
  | { readonly kind: 'remoteHelper' }
  | { readonly kind: 'localPath' }
  /** A user name or password stands in the URL. */
  | { readonly kind: 'userInfo' }
  | { readonly kind: 'port' }
  | { readonly kind: 'malformedHost' }
  | { readonly kind: 'unknownHost'; readonly host: string }
  /** The path is not exactly `owner/repository`. */
  | { readonly kind: 'path' };

/** What is wrong with git itself. */
export type GitProblem =
  | { readonly kind: 'noGit' }
  | { readonly kind: 'gitTooOld'; readonly version: string; readonly minimum: string };

/** Why the repository at hand cannot be pushed with a token. */
export type RepositoryProblem =
  | { readonly kind: 'notARepository' }
  | { readonly kind: 'bareRepository' }
  /** git's own `safe.directory` refusal, passed on and never bypassed. */
  | { readonly kind: 'dubiousOwnership' }
  | { readonly kind: 'repositoryUnreadable' }
  | { readonly kind: 'detachedHead' }
  | { readonly kind: 'unbornBranch'; readonly branch: string }
  | { readonly kind: 'branchNameUnsafe'; readonly branch: string }
  | { readonly kind: 'noRemote' }
  | { readonly kind: 'remoteUnknown'; readonly remote: string }
  | { readonly kind: 'remoteWithoutUrl'; readonly remote: string }
  | { readonly kind: 'remoteRefused'; readonly remote: string; readonly refusal: RemoteRefusal }
  /** What is fetched from one host would be pushed to another. */
  | { readonly kind: 'pushUrlElsewhere'; readonly remote: string }
  | { readonly kind: 'severalUrls'; readonly remote: string }
  | { readonly kind: 'partialClone' }
  /** The throw-away repository could not be made: the disk is full, or the temporary folder is gone. */
  | { readonly kind: 'tempFolderUnusable' }
  | { readonly kind: 'nothingToPush'; readonly branch: string };

/** What the person's own `pre-push` hook did. */
export type HookProblem =
  | { readonly kind: 'hookRefused'; readonly exitCode: number }
  | { readonly kind: 'hookTimeout'; readonly seconds: number }
  | { readonly kind: 'hookNotRunnable' };

export type RuleId =
  | 'pull-request'
  | 'force-push'
  | 'protected-ref'
  | 'status-checks'
  | 'signatures'
  | 'linear-history'
  | 'other';

/** Who GitHub says may not touch workflow files: it decides which vocabulary the remedy speaks. */
export type WorkflowActor = 'personal-token' | 'oauth-app' | 'github-app';

/** What the server or the network answered to the push. Source: facts/error-catalogue.json. */
export type RefusedPush =
  | { readonly kind: 'nonFastForward' }
  /** GitHub's branch is no longer where the person was shown it to be, so it was not overwritten. */
  | { readonly kind: 'staleLease' }
  /** GitHub does not have the commits that were taken to be there; nothing was sent, and they were not judged. */
  | { readonly kind: 'knownNotThere' }
  /** GitHub has a tag of this name that points elsewhere. */
  | { readonly kind: 'tagExists'; readonly tag: string }
  /** The server cannot take several refs as one. */
  | { readonly kind: 'atomicUnsupported' }
  | { readonly kind: 'workflowScope'; readonly path: string; readonly actor: WorkflowActor }
  | { readonly kind: 'protectedBranch'; readonly ref: string }
  | { readonly kind: 'pushProtection'; readonly ref: string }
  | { readonly kind: 'repoRules'; readonly ref: string; readonly rules: readonly RuleId[] }
  | { readonly kind: 'largeFile' }
  /** GH007: the commits name an e-mail address that the account keeps private. */
  | { readonly kind: 'privateEmail' }
  /** GH008: GitHub lacks Git LFS files that the commits point to. */
  | { readonly kind: 'lfsObjectsMissing' }
  | { readonly kind: 'shallowRefused' }
  /** 2 GB for one push; or 413 from whatever stands in front of GitHub. */
  | { readonly kind: 'packTooLarge' }
  /** `a/b` cannot stand beside `a`. */
  | { readonly kind: 'refConflict' }
  /** Somebody else moves the branch at this moment. */
  | { readonly kind: 'refLocked' }
  | { readonly kind: 'refNameRefused' }
  | { readonly kind: 'remoteTimeout' }
  | { readonly kind: 'remoteFull' }
  | { readonly kind: 'diskFull' }
  | { readonly kind: 'objectsRefused' }
  | { readonly kind: 'unpackFailed' }
  | { readonly kind: 'accountSuspended' }
  | { readonly kind: 'appSuspended' }
  | { readonly kind: 'repositoryDisabled' }
  | { readonly kind: 'remoteRejected' }
  /** 401. GitHub says the same for expired, revoked and mistyped. Not tried again. */
  | { readonly kind: 'badCredentials' }
  | { readonly kind: 'writeNotGranted' }
  | { readonly kind: 'ssoRequired'; readonly organisation: string | undefined }
  /** The organisation's rule about kinds of token, or about how long one may live (`days`, when it said so). */
  | {
      readonly kind: 'tokenForbidden';
      readonly why: 'classic' | 'fine-grained' | 'lifetime' | 'oauth-app';
      readonly days: number | undefined;
    }
  | { readonly kind: 'ipAllowList' }
  | { readonly kind: 'repositoryNotFound' }
  | { readonly kind: 'repositoryArchived' }
  | { readonly kind: 'redirectRefused' }
  | { readonly kind: 'tlsUntrusted' }
  | { readonly kind: 'offline' }
  | { readonly kind: 'connectionLost' }
  | { readonly kind: 'proxyRefused'; readonly status: number | undefined }
  | { readonly kind: 'rateLimited' }
  | { readonly kind: 'serverError'; readonly status: number }
  | { readonly kind: 'forbidden' }
  | { readonly kind: 'timeout'; readonly seconds: number }
  | { readonly kind: 'cancelled' }
  | { readonly kind: 'unknown' };

export type PushProblem = GitProblem | RepositoryProblem | HookProblem | LfsProblem | RefusedPush;
