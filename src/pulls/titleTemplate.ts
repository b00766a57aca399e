/** What a title can be made of. */
export interface TitleParts {
  readonly branch: string;
  /** The title as it would be without a template. */
  readonly subject: string;
}

type Placeholder = 'branch' | 'subject' | 'ticket' | 'type';

const readers: Readonly<Record<Placeholder, (parts: TitleParts) => string>> = Object.freeze({
  branch: ({ branch }) => branch,
  subject: ({ subject }) => subject,
  ticket: ({ branch }) => ticketIn(branch),
  type: ({ branch }) => typeIn(branch),
});

/** The placeholders a template may hold, for the sentence that names them. */
export const titlePlaceholders: readonly string[] = Object.freeze(
  Object.keys(readers).map((name) => `{${name}}`),
);

/** Placeholders of a template that mean nothing, as written; each once. */
export function unknownPlaceholders(template: string): readonly string[] {
  const written = template.match(/\{[^{}]*\}/g) ?? [];
  return [...new Set(written)].filter((one) => !titlePlaceholders.includes(one));
}

/**
 * A title by the person's template. A placeholder without a value goes with the brackets, the colon or the dash that
 * stand only for it: `[{ticket}] {subject}` of a branch without a ticket is the subject. Never empty: a template that
 * comes to nothing is the subject.
 */
export function expandTitle(template: string, parts: TitleParts): string {
  const filled = template.replace(
    /([([]?)\{(branch|subject|ticket|type)\}([)\]]?)((?:\s*[:–-])?)/g,
    (_whole, before: string, name: Placeholder, after: string, mark: string) => {
      const value = readers[name](parts);
      return value === '' ? '' : `${before}${value}${after}${mark}`;
    },
  );
  const title = filled.replace(/\s+/g, ' ').trim();
  return title === '' ? parts.subject : title;
}

/** `fix/ABC-12-login` is about ABC-12, `fix/123-login` about #123; empty when the name tells of none. */
export function ticketIn(branch: string): string {
  const named = /(?:^|[/_-])([A-Za-z][A-Za-z0-9]{1,9}-[0-9]{1,7})(?![A-Za-z0-9])/.exec(branch)?.[1];
  if (named !== undefined) return named.toUpperCase();
  const number = /(?:^|\/)#?([0-9]{1,7})(?=[-_/]|$)/.exec(branch)?.[1];
  return number === undefined ? '' : `#${number}`;
}

/** The kinds of change of Conventional Commits, by the usual first folder of a branch. */
const types: Readonly<Record<string, string>> = Object.freeze({
  feature: 'feat',
  feat: 'feat',
  fix: 'fix',
  bugfix: 'fix',
  hotfix: 'fix',
  chore: 'chore',
  docs: 'docs',
  refactor: 'refactor',
  test: 'test',
  ci: 'ci',
  build: 'build',
  perf: 'perf',
});

function typeIn(branch: string): string {
  const folder = /^([a-z]+)\//i.exec(branch)?.[1]?.toLowerCase() ?? '';
  return Object.hasOwn(types, folder) ? (types[folder] ?? '') : '';
}
