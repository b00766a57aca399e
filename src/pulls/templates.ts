/**
 * The folders of a repository where GitHub looks for pull request templates, in the order in which one is taken here;
 * `''` is the root. Source: github/docs "Creating a pull request template for your repository" (the folders; the order
 * among them is not documented, `.github` first is the usual one).
 */
export const templateFolders: readonly string[] = Object.freeze(['.github', '', 'docs']);

/** The most characters read of a template; GitHub's own limit for a body. */
export const longestBody = 65_536;

/** More are never offered: a list longer than this is not read by anyone. */
export const mostTemplates = 20;

/** The names in one folder, and those in its `PULL_REQUEST_TEMPLATE` folder when there is one. */
export interface TemplateListing {
  readonly folder: string;
  readonly files: readonly string[];
  /** As the repository spells it. */
  readonly several?: { readonly name: string; readonly files: readonly string[] };
}

/** Where templates lie. */
export interface TemplatePaths {
  /** The one GitHub fills in by itself, relative to the top folder with `/`; undefined when there is none. */
  readonly usual: string | undefined;
  /** The others that a person can choose, in order of their paths. */
  readonly others: readonly string[];
}

/** Whether a folder holds several templates to choose from. GitHub spells it in capitals; case does not matter to it. */
export function isTemplateFolder(name: string): boolean {
  return /^pull_request_template$/i.test(name);
}

/** The templates of a repository. Several in a folder are never taken by themselves, as on GitHub, unless it is one. */
export function findTemplates(listings: readonly TemplateListing[]): TemplatePaths {
  const plain = listings.flatMap(({ folder, files }) => {
    const file = chooseTemplate(files);
    return file === undefined ? [] : [joined(folder, file)];
  });
  const several = listings
    .flatMap(({ folder, several }) =>
      (several?.files ?? [])
        .filter((name) => /\.(?:md|txt)$/i.test(name))
        .map((name) => joined(folder, several?.name ?? '', name)),
    )
    .sort();
  const usual = plain[0] ?? (several.length === 1 ? several[0] : undefined);
  const others = [...plain, ...several].filter((path) => path !== usual);
  return { usual, others: others.slice(0, mostTemplates) };
}

/**
 * The template among the files of one folder (names only). Case does not matter and the extension is `.md`, `.txt`
 * or none.
 */
function chooseTemplate(names: readonly string[]): string | undefined {
  const found = names.filter((name) => /^pull_request_template(?:\.md|\.txt)?$/i.test(name));
  const rank = (name: string) => ['.md', '.txt'].indexOf(/\.[a-z]+$/.exec(name.toLowerCase())?.[0] ?? '');
  const order = (name: string) => (rank(name) < 0 ? 2 : rank(name));
  return found.sort((a, b) => order(a) - order(b) || (a < b ? -1 : 1))[0];
}

function joined(...parts: readonly string[]): string {
  return parts.filter((part) => part !== '').join('/');
}
