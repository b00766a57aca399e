/**
 * Files that exist to hold settings and credentials of one person, and that are ignored by git for that very reason: they
 * are read although an ignore list or `files.exclude` leaves them out (I12). Globs on the last parts of a path, letters
 * large or small; `*` is any run of characters but `/`.
 */
export const alwaysRead: readonly string[] = Object.freeze([
  '.env',
  '.env.*',
  '*.env',
  '.envrc',
  '.envrc.*',
  '.npmrc',
  '.yarnrc',
  '.yarnrc.yml',
  '.netrc',
  '_netrc',
  '.git-credentials',
  '.gitconfig',
  '.pypirc',
  // What `act` and others read secrets of workflows from.
  '.secrets',
  '.vars',
  // As GitHub names the file when it hands out the key of an App.
  '*.private-key.pem',
  // Settings of editors that start programs with tokens in their environment.
  '.vscode/*.json',
  '*.code-workspace',
  '.mcp.json',
  'mcp.json',
  '.cursor/mcp.json',
  '.claude/settings.local.json',
  // Package managers that read from GitHub's registries.
  'nuget.config',
  'auth.json',
  'gradle.properties',
  'local.properties',
  '.docker/config.json',
  '.bundle/config',
]);

const whole = new RegExp(`(?:^|/)(?:${alwaysRead.map(toExpression).join('|')})$`, 'i');

/** `path` with forward slashes, from anywhere. */
export function isAlwaysRead(path: string): boolean {
  return whole.test(path);
}

function toExpression(glob: string): string {
  return glob.replace(/[.+]/g, '\\$&').replace(/\*/g, '[^/]*');
}
