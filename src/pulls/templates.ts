/**
 * The folders of a repository where GitHub looks for a pull request template, in the order in which one is taken
 * here; `''` is the root. Source: github/docs "Creating a pull request template for your repository" (the folders;
 * the order among them is not documented, `.github` first is the usual one).
 */
export const templateFolders: readonly string[] = Object.freeze(['.github', '', 'docs']);

/** The most characters read of a template; GitHub's own limit for a body. */
export const longestBody = 65_536;

/**
 * The template among the files of one folder (names only). Case does not matter and the extension is `.md`, `.txt`
 * or none. A `PULL_REQUEST_TEMPLATE` folder with several is left alone, as GitHub does unless one is asked for.
 */
export function chooseTemplate(names: readonly string[]): string | undefined {
  const found = names.filter((name) => /^pull_request_template(?:\.md|\.txt)?$/i.test(name));
  const rank = (name: string) => ['.md', '.txt'].indexOf(/\.[a-z]+$/.exec(name.toLowerCase())?.[0] ?? '');
  const order = (name: string) => (rank(name) < 0 ? 2 : rank(name));
  return found.sort((a, b) => order(a) - order(b) || (a < b ? -1 : 1))[0];
}
