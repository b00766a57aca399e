/** Fine-grained vocabulary: a permission name as GitHub's form and API spell it, e.g. `pull_requests`. */
export type PermissionName = string;
export type PermissionLevel = 'read' | 'write' | 'admin';

/** Permissions with their level; a name that is absent is not granted. */
export type Permissions = Readonly<Record<PermissionName, PermissionLevel>>;

/** How we know a thing about a token. Shown wherever the thing is shown. */
export type Evidence = 'declared' | 'listed' | 'worked' | 'refused' | 'probed';
