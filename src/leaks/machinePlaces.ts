import type { MachineFile } from './ports.ts';

/** Folders of a person. `config` is `~/.config` or what XDG names instead, `user` the editor's own folder `User`. */
export type MachineFolder = 'home' | 'config' | 'gh' | 'appData' | 'user';

export interface MachinePlace {
  readonly what: MachineFile['what'];
  readonly folder: MachineFolder;
  /** Below the folder, with forward slashes. */
  readonly path: string;
}

const places = (
  what: MachineFile['what'],
  folder: MachineFolder,
  ...paths: readonly string[]
): readonly MachinePlace[] => paths.map((path) => ({ what, folder, path }));

/**
 * Files outside of any workspace that programs keep GitHub tokens in, or that people write one into. Sources:
 * git-credential-store(1) and git-config(1), FILES; curl's `--netrc`; npm's configuration page; cli/cli
 * `pkg/config`; the settings and MCP pages of VS Code; the installation guides of github/github-mcp-server; "Working with
 * a GitHub Packages registry" on docs.github.com; Composer's page on `auth.json`; bash(1), zsh(1), fish(1), and
 * about_Profiles and about_PSReadLine of PowerShell.
 */
export const machinePlaces: readonly MachinePlace[] = Object.freeze([
  ...places('gitCredentials', 'home', '.git-credentials'),
  ...places('gitCredentials', 'config', 'git/credentials'),
  ...places('gitConfig', 'home', '.gitconfig'),
  ...places('gitConfig', 'config', 'git/config'),
  ...places('netrc', 'home', '.netrc', '_netrc'),
  ...places('npmrc', 'home', '.npmrc'),
  ...places('ghHosts', 'gh', 'hosts.yml'),
  ...places('editorSettings', 'user', 'settings.json'),
  ...places('mcp', 'user', 'mcp.json'),
  ...places('mcp', 'home', '.cursor/mcp.json', '.claude.json', '.copilot/mcp-config.json'),
  ...places(
    'mcp',
    'home',
    '.codeium/windsurf/mcp_config.json',
    '.gemini/settings.json',
    '.codex/config.toml',
  ),
  ...places('mcp', 'home', 'Library/Application Support/Claude/claude_desktop_config.json'),
  ...places('mcp', 'config', 'Claude/claude_desktop_config.json', 'zed/settings.json'),
  ...places('mcp', 'appData', 'Claude/claude_desktop_config.json'),
  ...places('packageLogin', 'home', '.docker/config.json', '.m2/settings.xml', '.gradle/gradle.properties'),
  ...places('packageLogin', 'home', '.nuget/NuGet/NuGet.Config', '.gem/credentials', '.bundle/config'),
  ...places('packageLogin', 'home', '.yarnrc.yml', '.composer/auth.json'),
  ...places('packageLogin', 'config', 'composer/auth.json'),
  ...places('packageLogin', 'appData', 'NuGet/NuGet.Config', 'Composer/auth.json'),
  ...places('shellProfile', 'home', '.profile', '.bash_profile', '.bash_login', '.bashrc', '.bash_aliases'),
  ...places('shellProfile', 'home', '.zshenv', '.zprofile', '.zshrc', '.zlogin', '.kshrc', '.cshrc'),
  ...places('shellProfile', 'home', 'Documents/PowerShell/Microsoft.PowerShell_profile.ps1'),
  ...places('shellProfile', 'config', 'fish/config.fish', 'powershell/Microsoft.PowerShell_profile.ps1'),
  ...places('shellHistory', 'home', '.bash_history', '.zsh_history', '.local/share/fish/fish_history'),
  ...places('shellHistory', 'home', '.local/share/powershell/PSReadLine/ConsoleHost_history.txt'),
  ...places('shellHistory', 'appData', 'Microsoft/Windows/PowerShell/PSReadLine/ConsoleHost_history.txt'),
  ...places('envrc', 'home', '.envrc'),
]);

/** What each profile of the editor has of its own, below `profiles/<id>` of its folder. */
export const profileFiles: Readonly<Record<string, MachineFile['what']>> = Object.freeze({
  'settings.json': 'editorSettings',
  'mcp.json': 'mcp',
});
