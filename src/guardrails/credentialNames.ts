/** How the names of variables end that hold a credential: `GITHUB_TOKEN`, `GH_PAT`, `NPM_AUTH_TOKEN`, `AWS_SECRET`. */
const ending =
  /(?:^|_)(?:TOKEN|PAT|SECRET|PASSWORD|PASSWD|CREDENTIALS?|API_?KEY|ACCESS_?KEY|PRIVATE_?KEY|SECRET_?KEY)$/i;

/** Whether a variable of this name is one that holds a credential. */
export function isCredentialName(name: string): boolean {
  return name.length <= 100 && ending.test(name);
}

/**
 * The ways in which sh (`$X`, `${X…}`), VS Code (`${env:X}`), PowerShell (`$env:X`) and cmd (`%X%`, `!X!`) name a
 * variable's value.
 */
const reference =
  /\$\{?(?:env:)?([A-Za-z_][A-Za-z0-9_]{0,100})(?![A-Za-z0-9_])|%([A-Za-z_][A-Za-z0-9_]{0,100})%|!([A-Za-z_][A-Za-z0-9_]{0,100})!/gi;

/** The first credential whose value would stand in the text; its name. */
export function credentialIn(text: string): string | undefined {
  for (const [, shell, cmd, delayed] of text.matchAll(reference)) {
    const name = shell ?? cmd ?? delayed ?? '';
    if (isCredentialName(name)) return name;
  }
  return undefined;
}

/** Files that are made of credentials. */
const files =
  /(?:^|[/\\~])(?:\.git-credentials|\.netrc|_netrc|environ|\.npmrc|hosts\.ya?ml|credentials|config\.json)$/i;
const folders = /(?:^|[/\\])(?:gh|\.docker|\.aws|git|self|[0-9]+)[/\\][^/\\]+$/i;
const always = /(?:^|[/\\])(?:\.git-credentials|\.netrc|_netrc)$/i;

/** Whether a path is one where a tool keeps its credentials. */
export function isCredentialFile(path: string): boolean {
  return always.test(path) || (files.test(path) && folders.test(path));
}
