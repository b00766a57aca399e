import { tmpdir } from 'node:os';
import * as vscode from 'vscode';
import { findGit } from './node/git/findGit.ts';
import type { GitContext } from './node/git/gitContext.ts';
import { GitFetch } from './node/git/gitFetch.ts';
import { GitPush, type GitPushContext } from './node/git/gitPush.ts';
import { inspectorOf } from './node/git/inspectOutgoing.ts';
import { probePush } from './node/git/probePush.ts';
import { probeReceive } from './node/git/probeReceive.ts';
import { readCommitFacts } from './node/git/readCommitFacts.ts';
import { readDrift } from './node/git/readDrift.ts';
import { readIdentity } from './node/git/readIdentity.ts';
import { readLfsNeed } from './node/git/readLfsNeed.ts';
import { readCommits } from './node/git/readOutgoing.ts';
import { readOutgoingChanges } from './node/git/readOutgoingChanges.ts';
import { readPlaceBytes } from './node/git/readPlaceBytes.ts';
import { readRemoteBranches } from './node/git/readRemoteBranches.ts';
import { readSurroundings } from './node/git/readSurroundings.ts';
import { planStripping, stripAddresses } from './node/leaks/stripAddresses.ts';
import type { PreflightReader } from './preflight/preflightReader.ts';
import { explainReceive } from './push/explainReceive.ts';
import type { PushTarget } from './push/pushTarget.ts';
import type { RepositoryAddress } from './push/remoteAddress.ts';
import type { RepositoryFacts } from './push/repositoryFacts.ts';
import type { CancelSignal } from './shared/cancelSignal.ts';
import { minuteMs } from './shared/clock.ts';
import type { Redactor } from './shared/redactor.ts';
import type { Secret } from './shared/secret.ts';
import type { GitShell, OpenGit } from './vscode/gitShell.ts';
import { readSetting } from './vscode/settings.ts';

/** Long enough for a large push over a slow line; a push that hangs is stopped. */
const pushTimeoutMs = 10 * minuteMs;
const hookTimeoutMs = 10 * minuteMs;

/** The git to run, found anew: settings and folders may be others by now. */
export async function gitContext(suggested: string | undefined): Promise<GitContext> {
  const place = { env: process.env, workspaceFolders: workspaceFolders() };
  const configured = readSetting('tokenWarden.gitPath');
  return { ...place, git: await findGit({ ...place, configured, suggested }) };
}

/** Paths of the open folders. */
export function workspaceFolders(): readonly string[] {
  return (vscode.workspace.workspaceFolders ?? []).map(({ uri }) => uri.fsPath);
}

/** Everything that runs git, wired by hand: what each command may ask of it is in `vscode/gitShell.ts`. */
export function gitShell(redactor: Redactor): GitShell {
  return {
    async open(suggested): Promise<OpenGit> {
      const found = await gitContext(suggested);
      const context = { ...found, redactor, tempFolder: tmpdir(), pushTimeoutMs, hookTimeoutMs };
      const push = new GitPush(context);
      // Onto the pusher itself: a copy of it would be without the methods of its class.
      return Object.assign(push, {
        fetcher: new GitFetch(context),
        commits: (folder: string, base: string, head: string, signal?: CancelSignal) =>
          readCommits(context, folder, base, head, signal),
        ...preflightReader(context),
        inspector: inspectorOf(context),
        identity: (folder: string) => readIdentity(context, folder),
        surroundings: (folder: string, signal?: CancelSignal) => readSurroundings(context, folder, signal),
        bytesAt: (place: Parameters<OpenGit['bytesAt']>[0], signal?: CancelSignal) =>
          readPlaceBytes(context, place, signal),
        version: found.git.version,
        planStripping: (...given: Parameters<OpenGit['planStripping']>) => planStripping(context, ...given),
        stripAddresses: (...given: Parameters<OpenGit['stripAddresses']>) =>
          stripAddresses(context, ...given),
        changes: (facts: RepositoryFacts, target: PushTarget, signal?: CancelSignal) =>
          readOutgoingChanges(context, facts, target, signal),
        lfsNeed: (facts: RepositoryFacts, target: PushTarget, signal?: CancelSignal) =>
          readLfsNeed(context, facts, target, signal),
        askReceive: async (address: RepositoryAddress, secret: Secret, signal?: CancelSignal) =>
          explainReceive(await probeReceive(context, address, secret, signal)),
        remoteBranches: (folder: string, remote: string) => readRemoteBranches(context, folder, remote),
      });
    },
  };
}

function preflightReader(context: GitPushContext): PreflightReader {
  return {
    commitFacts: (push, signal) => readCommitFacts(context, push, signal),
    probe: (push, secret, signal) => probePush(context, push, secret, signal),
    drift: (folder, sha, other, signal) => readDrift(context, folder, sha, other, signal),
  };
}
