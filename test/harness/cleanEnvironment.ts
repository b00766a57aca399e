/**
 * What a test host may inherit. An allow-list: a developer's own proxy, certificate store, git settings or
 * GH_TOKEN in the environment must neither decide a test nor come near one.
 */
const inherited = [
  'PATH',
  'PATHEXT',
  'LANG',
  'LC_ALL',
  'LC_CTYPE',
  'TZ',
  'TMPDIR',
  'TEMP',
  'TMP',
  'DISPLAY',
  'XAUTHORITY',
  'WAYLAND_DISPLAY',
  'XDG_RUNTIME_DIR',
  'SYSTEMROOT',
  'SYSTEMDRIVE',
  'WINDIR',
  'COMSPEC',
  'PROGRAMFILES',
  'PROGRAMFILES(X86)',
  'PROGRAMDATA',
  'NUMBER_OF_PROCESSORS',
] as const;

/** The environment for a test host: the allowed part of ours, then what the caller sets. */
export function cleanEnvironment(
  own: Readonly<Record<string, string>> = {},
  from: NodeJS.ProcessEnv = process.env,
): Record<string, string> {
  const allowed = new Set<string>(inherited);
  const kept = Object.entries(from).filter(
    (entry): entry is [string, string] => entry[1] !== undefined && allowed.has(entry[0].toUpperCase()),
  );
  return { ...Object.fromEntries(kept), ...own };
}
