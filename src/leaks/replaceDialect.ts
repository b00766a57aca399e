/** A way of writing that has an environment reference of its own. `other` has none that is known. */
export type Dialect =
  | 'dotenv'
  | 'shell'
  | 'workflow'
  | 'yaml'
  | 'npmrc'
  | 'editorJson'
  | 'devContainer'
  | 'json'
  | 'script'
  | 'markupScript'
  | 'python'
  | 'pythonCell'
  | 'other';

/** As VS Code has it. */
export interface TextFile {
  readonly languageId: string;
  /** Of its URI. */
  readonly path: string;
  readonly cell: boolean;
}

const byLanguage: Readonly<Record<string, Dialect>> = Object.freeze({
  dotenv: 'dotenv',
  shellscript: 'shell',
  yaml: 'yaml',
  dockercompose: 'yaml',
  'github-actions-workflow': 'workflow',
  json: 'json',
  jsonc: 'json',
  // JSX is read in plain JavaScript files too.
  javascript: 'markupScript',
  javascriptreact: 'markupScript',
  typescriptreact: 'markupScript',
  typescript: 'script',
  python: 'python',
});

/** First match. Names come before the language, which is what the person's extensions make of it. */
const byPath: readonly (readonly [RegExp, Dialect])[] = Object.freeze([
  [/(?:^|\/)\.env(?:\.[^/]*)?$|\.env$/i, 'dotenv'],
  [/(?:^|\/)\.npmrc$/, 'npmrc'],
  // VS Code calls these shell scripts too, and they expand otherwise.
  [/(?:^|[/.])(?:fish|t?csh|t?cshrc|ps1|psm1|bat|cmd)$/i, 'other'],
  [/(?:^|\/)\.(?:envrc|bashrc|zshrc|profile|bash_profile|zprofile|zshenv)$|\.(?:sh|bash|zsh|ksh)$/, 'shell'],
  [/(?:^|\/)\.github\/workflows\/[^/]+\.ya?ml$/i, 'workflow'],
  [/\.ya?ml$/i, 'yaml'],
  [/(?:^|\/)\.?devcontainer\.json$/, 'devContainer'],
  [
    /(?:^|\/)\.vscode\/[^/]+\.json$|\/User\/(?:[^/]+\/)*(?:settings|tasks|mcp)\.json$|(?:^|\/)mcp\.json$/,
    'editorJson',
  ],
  [/\.code-workspace$/, 'editorJson'],
  [/\.jsonc?$/i, 'json'],
  [/\.[cm]?ts$/, 'script'],
  [/\.(?:[cm]?js|[jt]sx)$/, 'markupScript'],
  [/\.pyw?$/, 'python'],
]);

export function dialectOf({ languageId, path, cell }: TextFile): Dialect {
  if (cell) return languageId === 'python' ? 'pythonCell' : (byLanguage[languageId] ?? 'other');
  return byPath.find(([pattern]) => pattern.test(path))?.[1] ?? byLanguage[languageId] ?? 'other';
}
