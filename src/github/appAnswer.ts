import { looseObject, nullish, number, optional, pipe, regex, safeParse, string } from 'valibot';
import type { Permissions } from '../shared/permissions.ts';
import { ownerNamePattern } from '../tokens/ownerName.ts';
import { readPermissions } from './readPermissions.ts';

/** What GitHub says of an App to whoever signs with one of its keys. */
export interface AppAnswer {
  /** Its name in addresses. */
  readonly slug: string;
  readonly owner: string;
  readonly ownerKind: 'user' | 'organisation';
  /** What its installations are asked to grant. */
  readonly permissions: Permissions;
  /** How many there are; undefined where the server does not say. */
  readonly installations: number | undefined;
}

/** An App of an enterprise has an owner without a login; its slug stands in for it. */
const schema = looseObject({
  slug: pipe(string(), regex(/^[a-z0-9][a-z0-9_-]{0,99}$/i)),
  owner: nullish(
    looseObject({
      login: optional(pipe(string(), regex(ownerNamePattern))),
      slug: optional(pipe(string(), regex(ownerNamePattern))),
      type: optional(string()),
    }),
  ),
  installations_count: optional(number()),
});

/** Undefined where the answer is not that of a GitHub: a portal that answers 200 with its own JSON proves nothing. */
export function readApp(data: unknown): AppAnswer | undefined {
  const parsed = safeParse(schema, data);
  if (!parsed.success) return undefined;
  const { slug, owner, installations_count: installations } = parsed.output;
  const { permissions } = parsed.output as { readonly permissions?: unknown };
  return {
    slug,
    owner: owner?.login ?? owner?.slug ?? slug,
    ownerKind: owner?.type === 'User' ? 'user' : 'organisation',
    permissions: readPermissions(permissions),
    installations,
  };
}
