import { isAbsolute } from 'node:path';
import { isInside } from './insideFolders.ts';

export type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Everything a git of ours may know of the person's environment. An allow-list, because the list of variables that
 * make git or its libraries run programs, write traces or trust less grows with each release. Compared in upper case.
 */
const kept: ReadonlySet<string> = new Set([
  'SYSTEMROOT',
  'WINDIR',
  'COMSPEC',
  'SYSTEMDRIVE',
  'TMPDIR',
  'TMP',
  'TEMP',
  'USER',
  'LOGNAME',
  'USERNAME',
]);

/** Where the person's own configuration lives: for the reading commands only. The isolated push has a home of its own. */
const homes: ReadonlySet<string> = new Set([
  'HOME',
  'USERPROFILE',
  'HOMEDRIVE',
  'HOMEPATH',
  'XDG_CONFIG_HOME',
  'PROGRAMDATA',
]);

/** How the network is reached. They come from the extension host's own environment, never from the workspace. */
const transport: ReadonlySet<string> = new Set([
  'HTTP_PROXY',
  'HTTPS_PROXY',
  'ALL_PROXY',
  'NO_PROXY',
  'GIT_SSL_CAINFO',
  'GIT_SSL_CAPATH',
  'SSL_CERT_FILE',
  'SSL_CERT_DIR',
  'NIX_SSL_CERT_FILE',
  'KRB5_CONFIG',
  'KRB5CCNAME',
]);

/** Where the logins of a machine are kept: its keyring is reached through the session, and Windows has folders of its own. */
const logins: ReadonlySet<string> = new Set([
  'GH_CONFIG_DIR',
  'APPDATA',
  'LOCALAPPDATA',
  'XDG_CACHE_HOME',
  'XDG_DATA_HOME',
  'XDG_STATE_HOME',
  'XDG_RUNTIME_DIR',
  'DBUS_SESSION_BUS_ADDRESS',
  'GNOME_KEYRING_CONTROL',
]);

/** Where a program's settings lie: they name helpers that it runs and sockets that it sends tokens to. */
const settings: ReadonlySet<string> = new Set([
  'GH_CONFIG_DIR',
  'XDG_CONFIG_HOME',
  'XDG_CACHE_HOME',
  'XDG_DATA_HOME',
  'XDG_STATE_HOME',
]);

function pick(base: Environment, ...lists: readonly ReadonlySet<string>[]): Record<string, string> {
  const picked: Record<string, string> = {};
  for (const [name, value] of Object.entries(base)) {
    if (value !== undefined && lists.some((list) => list.has(name.toUpperCase()))) picked[name] = value;
  }
  return picked;
}

/** PATH without relative, empty and workspace folders: git may look there for its own helpers. */
function safePath(base: Environment, workspaceFolders: readonly string[]): string {
  return pathEntries(base)
    .filter((entry) => isAbsolute(entry) && !isInside(entry, workspaceFolders))
    .join(process.platform === 'win32' ? ';' : ':');
}

export function pathEntries(base: Environment): readonly string[] {
  const name = Object.keys(base).find((each) => each.toUpperCase() === 'PATH') ?? 'PATH';
  return (base[name] ?? '').split(process.platform === 'win32' ? ';' : ':');
}

const always: Readonly<Record<string, string>> = Object.freeze({
  LC_ALL: 'C',
  GIT_TERMINAL_PROMPT: '0',
  GIT_OPTIONAL_LOCKS: '0',
  GIT_NO_LAZY_FETCH: '1',
});

/** For reading the person's repository and configuration: their home, no network, no prompt, nothing executable. */
export function readingEnvironment(
  base: Environment,
  workspaceFolders: readonly string[],
): Record<string, string> {
  return {
    ...pick(base, kept, homes),
    ...always,
    PATH: safePath(base, workspaceFolders),
    GIT_ALLOW_PROTOCOL: 'none',
    // A push sends the objects themselves. What a repository puts in their place (refs/replace, info/grafts) would be
    // read, judged and shown instead of them.
    GIT_NO_REPLACE_OBJECTS: '1',
    GIT_GRAFT_FILE: '/dev/null',
  };
}

/**
 * For the isolated repository: no configuration but ours, and a home of its own, because libcurl would read a
 * `.netrc` from the person's.
 */
export function isolatedEnvironment(
  base: Environment,
  workspaceFolders: readonly string[],
  home: string,
): Record<string, string> {
  return {
    ...pick(base, kept, transport),
    ...always,
    PATH: safePath(base, workspaceFolders),
    HOME: home,
    XDG_CONFIG_HOME: home,
    GIT_CONFIG_GLOBAL: '/dev/null',
    GIT_CONFIG_NOSYSTEM: '1',
    GIT_ATTR_NOSYSTEM: '1',
    GIT_ALLOW_PROTOCOL: 'https',
  };
}

/**
 * For asking another program of the person's about its login: gh, and git's credential helpers. Their own settings, their
 * keyring and their way out, and no token: a program that finds one in a variable answers with it instead of with its
 * login. Nothing of VS Code's own askpass either (E06), and nobody is asked for anything: `GIT_ASKPASS` is there and
 * names no program. Settings that lie in a workspace, or wherever the program happens to run, are a stranger's.
 */
export function loginEnvironment(
  base: Environment,
  workspaceFolders: readonly string[],
): Record<string, string> {
  const picked = Object.entries(pick(base, kept, homes, transport, logins)).filter(
    ([name, value]) =>
      !settings.has(name.toUpperCase()) || personsFolder(value, workspaceFolders) !== undefined,
  );
  return {
    ...Object.fromEntries(picked),
    ...always,
    PATH: safePath(base, workspaceFolders),
    GH_PROMPT_DISABLED: '1',
    GH_NO_UPDATE_NOTIFIER: '1',
    NO_COLOR: '1',
    GIT_ASKPASS: '',
    SSH_ASKPASS: '',
    GCM_INTERACTIVE: 'never',
  };
}

/** A folder of settings that a variable names, unless a workspace chose it or it depends on where a program runs. */
export function personsFolder(
  value: string | undefined,
  workspaceFolders: readonly string[],
): string | undefined {
  return value !== undefined && isAbsolute(value) && !isInside(value, workspaceFolders) ? value : undefined;
}
