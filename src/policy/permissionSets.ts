import type { PermissionLevel, PermissionName, Permissions } from '../shared/permissions.ts';

/** A permission with its level as one word, e.g. `administration:write`: what `Finding.data.surplus` holds. */
export type PermissionId = string;

const rank: Readonly<Record<PermissionLevel, number>> = { read: 1, write: 2, admin: 3 };

/** Write implies read, admin implies write. Source: facts/fine-grained-permissions.json, `rules`. */
export function covers(have: PermissionLevel | undefined, need: PermissionLevel): boolean {
  return have !== undefined && rank[have] >= rank[need];
}

/** Reads own keys only: declared permissions come from a store, and `constructor` must not be found in them. */
export function levelIn(set: Permissions, name: PermissionName): PermissionLevel | undefined {
  return Object.hasOwn(set, name) ? set[name] : undefined;
}

/** What `given` holds beyond `allowed`, sorted by name. `metadata:read` never counts: GitHub adds it by itself. */
export function beyond(given: Permissions, allowed: Permissions): readonly PermissionId[] {
  return Object.entries(given)
    .filter(([name, level]) => !covers(levelIn(allowed, name), level))
    .filter(([name, level]) => !(name === 'metadata' && level === 'read'))
    .map(([name, level]) => `${name}:${level}`)
    .toSorted();
}

/** Whether `given` holds everything in `needed`. */
export function holdsAll(given: Permissions, needed: Permissions): boolean {
  return Object.entries(needed).every(
    ([name, level]) => (name === 'metadata' && level === 'read') || covers(levelIn(given, name), level),
  );
}

/** Whether `a` grants less than `b` and nothing that `b` does not. */
export function isStrictlyLess(a: Permissions, b: Permissions): boolean {
  return beyond(a, b).length === 0 && beyond(b, a).length > 0;
}
