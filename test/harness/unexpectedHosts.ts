/**
 * Names that VS Code itself asks for on a machine without its marketplace. The proxy refuses them like every
 * name but GitHub's; seeing them is no fault of the extension.
 */
const ofVsCode = [
  'open-vsx.org',
  'marketplace.visualstudio.com',
  'vscode-cdn.net',
  'vscode-unpkg.net',
  'vscode-sync.trafficmanager.net',
  'update.code.visualstudio.com',
  'default.exp-tas.com',
  'vscode.dev',
  'exp-tas.com',
  'events.data.microsoft.com',
  'az764295.vo.msecnd.net',
] as const;

/** Refused names that VS Code has no business with: then it was the extension, and a test must fail. */
export function unexpectedHosts(refused: readonly string[]): readonly string[] {
  const known = (name: string) => ofVsCode.some((host) => name === host || name.endsWith(`.${host}`));
  return [...new Set(refused.map((name) => name.replace(/:\d+$/, '').toLowerCase()))].filter(
    (name) => !known(name),
  );
}
