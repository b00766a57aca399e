/** Every id the manifest knows, once. `test/contract/manifest.test.ts` compares this table with package.json. */
export const commandIds = [
  'tokenWarden.addToken',
  'tokenWarden.listTokens',
  'tokenWarden.renameToken',
  'tokenWarden.copyToken',
  'tokenWarden.forgetToken',
  'tokenWarden.useAnotherHere',
  'tokenWarden.checkToken',
  'tokenWarden.acceptFinding',
  'tokenWarden.pushBranch',
  'tokenWarden.pushWithOptions',
  'tokenWarden.createDraftPullRequest',
  'tokenWarden.rotateToken',
  'tokenWarden.showMenu',
  'tokenWarden.showLog',
] as const;

export type CommandId = (typeof commandIds)[number];

/** Settings with the type `package.json` gives them. All are application-scoped. */
export interface Settings {
  readonly 'tokenWarden.hosts': readonly string[];
  readonly 'tokenWarden.gitPath': string;
  readonly 'tokenWarden.notifications': boolean;
  readonly 'tokenWarden.statusBar': boolean;
}

export const statusItemId = 'status';
