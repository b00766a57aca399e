import type { Permissions } from '../shared/permissions.ts';
import type { Entry, PurposeId } from '../tokens/entry.ts';

/** What a job needs, in both vocabularies. */
export interface Purpose {
  /** The smallest set that does the job; undefined where the person said only that it is more than the presets. */
  readonly permissions: Permissions | undefined;
  /** Read levels that are harmless beside the job and are not called surplus. */
  readonly alsoFine: Permissions;
  /** The classic scopes that would do it. For public repositories `public_repo`, which `repo` includes, is enough. */
  readonly scopes: readonly string[];
}

/**
 * Reading issues, statuses and workflow runs is advised next to pushing by common guides (S3-16) and needed to see
 * how a pushed branch fared (S3-20), so a token that has it is not told off.
 */
const reading: Permissions = Object.freeze({ actions: 'read', issues: 'read', statuses: 'read' });

/**
 * The presets a person chooses from when a token is added. Source: facts/operation-minimums.json (`push`,
 * `push-touching-workflows`, `open-draft-pr`, `clone-private`, `extension-default-token`), and for the bots and for
 * pushing workflow files, where the documents name exact sets, behaviours.md S2-15 to S2-17 and S3-14 to S3-18. Labels,
 * reviewers and comments need nothing beyond `pull_requests: write`.
 */
export const purposes: Readonly<Record<PurposeId, Purpose>> = Object.freeze({
  'push-and-draft': purpose({ contents: 'write', metadata: 'read', pull_requests: 'write' }, reading, [
    'repo',
  ]),
  'push-with-workflows': purpose(
    {
      contents: 'write',
      issues: 'read',
      metadata: 'read',
      pull_requests: 'write',
      workflows: 'write',
    },
    reading,
    ['repo', 'workflow'],
  ),
  // Pushing went by the person's own git or SSH: the least of all.
  'draft-only': purpose({ metadata: 'read', pull_requests: 'write' }, { ...reading, contents: 'read' }, [
    'repo',
  ]),
  'read-only': purpose({ contents: 'read', metadata: 'read' }, { ...reading, pull_requests: 'read' }, [
    'repo',
  ]),
  'triage-bot': purpose({ issues: 'write', metadata: 'read', pull_requests: 'write' }, reading, ['repo']),
  'release-notes': purpose({ contents: 'read', metadata: 'read', pull_requests: 'read' }, reading, ['repo']),
  'release-notes-with-discussions': purpose(
    { contents: 'read', discussions: 'write', metadata: 'read', pull_requests: 'read' },
    reading,
    ['repo'],
  ),
  'tagging-bot': purpose({ contents: 'write', metadata: 'read' }, reading, ['repo']),
  broader: purpose(undefined, reading, ['repo']),
});

/**
 * Jobs of a program that goes on by itself. With a person's token they end when the person leaves, changes roles or
 * loses a second factor (S2-04); a short script of one's own is none of these (S2-41).
 */
export const botPurposes: readonly PurposeId[] = Object.freeze([
  'triage-bot',
  'release-notes',
  'release-notes-with-discussions',
  'tagging-bot',
]);

/** What an entry is measured against when the person skipped the question: pushing and opening draft pull requests. */
export const defaultPurpose: PurposeId = 'push-and-draft';

export function purposeOf(entry: Pick<Entry, 'purpose'>): Purpose {
  return purposes[entry.purpose ?? defaultPurpose];
}

function purpose(
  permissions: Permissions | undefined,
  alsoFine: Permissions,
  scopes: readonly string[],
): Purpose {
  return Object.freeze({
    permissions: permissions && Object.freeze(permissions),
    alsoFine: Object.freeze(alsoFine),
    scopes: Object.freeze(scopes),
  });
}
