/** Problems of a push that only the token, its owner's rules or the repository can be the cause of; never the network. */
export const aboutAccess: ReadonlySet<string> = new Set([
  'accountSuspended',
  'appSuspended',
  'badCredentials',
  'writeNotGranted',
  'ssoRequired',
  'tokenForbidden',
  'ipAllowList',
  'repositoryNotFound',
  'repositoryArchived',
  'repositoryDisabled',
  'forbidden',
]);
