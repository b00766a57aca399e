/** Every id the manifest knows, once. `test/contract/manifest.test.ts` compares this table with package.json. */
export const commandIds = [
  'tokenWarden.getStarted',
  'tokenWarden.chooseWayIn',
  'tokenWarden.addToken',
  'tokenWarden.addApp',
  'tokenWarden.signInWithCode',
  'tokenWarden.openDashboard',
  'tokenWarden.listTokens',
  'tokenWarden.renameToken',
  'tokenWarden.copyToken',
  'tokenWarden.forgetToken',
  'tokenWarden.forgetEverything',
  'tokenWarden.useAnotherHere',
  'tokenWarden.checkToken',
  'tokenWarden.acceptFinding',
  'tokenWarden.pushBranch',
  'tokenWarden.fetchWithToken',
  'tokenWarden.pushWithOptions',
  'tokenWarden.createDraftPullRequest',
  'tokenWarden.previewPush',
  'tokenWarden.whichCredential',
  'tokenWarden.checkReadiness',
  'tokenWarden.rotateToken',
  'tokenWarden.revokeToken',
  'tokenWarden.showMenu',
  'tokenWarden.showJournal',
  'tokenWarden.exportJournal',
  'tokenWarden.clearJournal',
  'tokenWarden.showTokenHistory',
  'tokenWarden.showPermissions',
  'tokenWarden.probePermissions',
  'tokenWarden.exportDiagnostics',
  'tokenWarden.watchToken',
  'tokenWarden.setUpBroker',
  'tokenWarden.findLeaks',
  'tokenWarden.findTokens',
  'tokenWarden.showLog',
] as const;

export type CommandId = (typeof commandIds)[number];

/**
 * What the lines of the Tokens view do. VS Code hands them the line itself, so they are commands of their own, which no
 * palette shows: those above never see an argument.
 */
export const viewCommandIds = [
  'tokenWarden.view.open',
  'tokenWarden.view.act',
  'tokenWarden.view.rotate',
  'tokenWarden.view.check',
  'tokenWarden.view.forget',
  'tokenWarden.view.rename',
  'tokenWarden.view.copy',
  'tokenWarden.view.changePurpose',
  'tokenWarden.view.openPage',
  'tokenWarden.view.revoke',
  'tokenWarden.view.showHistory',
  'tokenWarden.view.showPermissions',
  'tokenWarden.view.probe',
  'tokenWarden.view.useHere',
  'tokenWarden.view.answer',
  'tokenWarden.view.accept',
  'tokenWarden.view.withdraw',
  'tokenWarden.view.markReplaced',
  'tokenWarden.view.watch',
  'tokenWarden.view.leak',
  'tokenWarden.view.refresh',
] as const;

export type ViewCommandId = (typeof viewCommandIds)[number];

/** Settings with the type `package.json` gives them. All are application-scoped. */
export interface Settings {
  readonly 'tokenWarden.hosts': readonly string[];
  readonly 'tokenWarden.gitPath': string;
  readonly 'tokenWarden.notifications': boolean;
  readonly 'tokenWarden.statusBar': boolean;
  /** Anything a person may have written: `policy/readPolicyRules` makes rules of it. */
  readonly 'tokenWarden.policy': unknown;
  /** Anything a person may have written: `sources/readSources` makes choices of it. */
  readonly 'tokenWarden.sources': unknown;
  readonly 'tokenWarden.allowedRepositories': readonly string[];
  readonly 'tokenWarden.branchPattern': string;
  readonly 'tokenWarden.protectedBranches': readonly string[];
  readonly 'tokenWarden.forbiddenFiles': readonly string[];
  readonly 'tokenWarden.requiredTasks': readonly string[];
  readonly 'tokenWarden.requireCleanTree': boolean;
  readonly 'tokenWarden.pullRequestTitle': string;
  readonly 'tokenWarden.pullRequestLabels': readonly string[];
  readonly 'tokenWarden.pullRequestReviewers': readonly string[];
}

export const statusItemId = 'status';
export const viewId = 'tokenWarden.tokens';
