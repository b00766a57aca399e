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
 * `push-touching-workflows`, `open-draft-pr`, `clone-private`, `extension-default-token`). Labels, reviewers and
 * comments need nothing beyond `pull_requests: write`.
 */
export const purposes: Readonly<Record<PurposeId, Purpose>> = Object.freeze({
  'push-and-draft': purpose({ contents: 'write', metadata: 'read', pull_requests: 'write' }, reading, [
    'repo',
  ]),
  'push-with-workflows': purpose(
    { contents: 'write', metadata: 'read', pull_requests: 'write', workflows: 'write' },
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
  broader: purpose(undefined, reading, ['repo']),
});

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
