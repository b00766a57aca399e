import type { Source } from './sources/source.ts';

/** Where tokens come from besides the vault, wired by hand. Each is asked only when the person starts an action. */
export function wireSources(): readonly Source[] {
  return [];
}
