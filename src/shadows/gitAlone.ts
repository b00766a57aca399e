import { type Held, heldIn, shownText } from './held.ts';
import { credentialLines, httpLines, readWebUrl, type WebUrl } from './matchUrl.ts';
import { askpassVariables, type ConfigLine, type GivenVariable } from './surroundings.ts';

/** Where a line of git's configuration stands. */
export interface ConfigPlace {
  readonly scope: string;
  readonly file: string | undefined;
  /** The repository's own file: anyone who can write to it decides. */
  readonly own: boolean;
}

export type HelperName =
  | { readonly kind: 'gh' }
  /** `store`, `manager`, `osxkeychain`: a program of git's or beside it. */
  | { readonly kind: 'named'; readonly name: string }
  | { readonly kind: 'program' }
  | { readonly kind: 'shell' };

/** One way in which git would get a credential, in the order in which it tries them. */
export type GitWay =
  | { readonly kind: 'header'; readonly held: Held; readonly place: ConfigPlace }
  | { readonly kind: 'url'; readonly held: Held }
  | { readonly kind: 'helper'; readonly helper: HelperName; readonly place: ConfigPlace }
  | { readonly kind: 'askpass'; readonly variable: string; readonly place: ConfigPlace | undefined }
  /** VS Code answers for the git it starts itself, and in its terminals, from its own session. */
  | { readonly kind: 'editor' }
  | { readonly kind: 'ssh' }
  | { readonly kind: 'prompt' };

/** What VS Code does for git, by its own settings. */
export interface EditorGit {
  /** It answers when git asks, with a dialog at least. */
  readonly answers: boolean;
  /** With its GitHub session, where the host is GitHub's. */
  readonly session: boolean;
}

export interface GitAlone {
  /** Without user info and tokens. */
  readonly address: string;
  readonly transport: 'https' | 'http' | 'ssh' | 'other';
  /** The account that the address or the configuration names. */
  readonly user: string | undefined;
  readonly ways: readonly GitWay[];
}

/** How the person's own git would get in at an address. It runs nothing: what a helper would answer is not known. */
export function explainGitAlone(
  url: string,
  config: readonly ConfigLine[],
  variables: readonly GivenVariable[],
  editor: EditorGit,
): GitAlone {
  const web = readWebUrl(url);
  const address = shownText(url);
  if (web === undefined) {
    const ssh = /^(?:ssh|git\+ssh|ssh\+git):\/\//i.test(url) || /^[^/\\]+:(?!\/\/)/.test(url);
    return {
      address,
      transport: ssh ? 'ssh' : 'other',
      user: undefined,
      ways: ssh ? [{ kind: 'ssh' }] : [],
    };
  }
  const user = userOf(web, config);
  return {
    address,
    transport: web.scheme === 'https' ? 'https' : 'http',
    user,
    ways: [
      ...headers(web, config),
      ...inUrl(web),
      ...helpers(web, config),
      ...asking(config, variables, editor),
    ],
  };
}

export function placeOfLine({ scope, file }: ConfigLine): ConfigPlace {
  return { scope, file, own: scope === 'local' || scope === 'worktree' };
}

function headers(web: WebUrl, config: readonly ConfigLine[]): readonly GitWay[] {
  return httpLines(config, web, 'extraheader')
    .filter(({ value }) => /^\s*(?:proxy-)?authorization\s*:/i.test(value))
    .map((line) => ({ kind: 'header', held: heldIn(line.value), place: placeOfLine(line) }));
}

/** A user name alone is no credential, unless it is a token: so it is written in many places. */
function inUrl({ userInfo }: WebUrl): readonly GitWay[] {
  if (userInfo === undefined) return [];
  const held = heldIn(decoded(userInfo));
  return held.kind === 'token' || /:./.test(userInfo) ? [{ kind: 'url', held }] : [];
}

function userOf(web: WebUrl, config: readonly ConfigLine[]): string | undefined {
  if (inUrl(web).length > 0) return undefined;
  const named = web.userInfo?.split(':')[0] || credentialLines(config, web, 'username').at(-1)?.value;
  return named === undefined ? undefined : shownText(decoded(named), 60);
}

function helpers(web: WebUrl, config: readonly ConfigLine[]): readonly GitWay[] {
  return credentialLines(config, web, 'helper').map((line) => ({
    kind: 'helper',
    helper: helperName(line.value),
    place: placeOfLine(line),
  }));
}

/** The command itself is not shown: it may hold a credential, and a repository can write it. */
function helperName(value: string): HelperName {
  if (/^!\s*(?:"?[^"|;&]*[/\\])?gh(?:\.exe)?"?\s+auth\s+git-credential\s*$/.test(value))
    return { kind: 'gh' };
  if (value.startsWith('!')) return { kind: 'shell' };
  const [first = ''] = value.split(' ');
  const name = /^[a-z][a-z0-9-]{0,39}$/i.test(first) ? first : undefined;
  return name === undefined ? { kind: 'program' } : { kind: 'named', name };
}

/** Asked when no helper answers. VS Code puts its own program before the others, for what it starts. */
function asking(
  config: readonly ConfigLine[],
  variables: readonly GivenVariable[],
  { answers, session }: EditorGit,
): readonly GitWay[] {
  const [git, ssh] = askpassVariables.map((name) => variables.find((given) => given.name === name));
  const line = config.findLast((one) => one.section === 'core' && one.variable === 'askpass');
  const programs: readonly (GitWay | undefined)[] = [
    answers && session ? { kind: 'editor' } : undefined,
    git && { kind: 'askpass', variable: git.name, place: undefined },
    line === undefined || line.value === ''
      ? undefined
      : { kind: 'askpass', variable: 'core.askPass', place: placeOfLine(line) },
    ssh && { kind: 'askpass', variable: ssh.name, place: undefined },
  ];
  return [...programs.filter((way) => way !== undefined), { kind: 'prompt' }];
}

function decoded(text: string): string {
  return text.replace(/%([0-7][0-9a-f])/gi, (_all, code: string) =>
    String.fromCharCode(Number.parseInt(code, 16)),
  );
}
