/** Nobody judged these: the network, the disk or the server broke. Everything else is a refusal. */
export const brokenKinds: readonly string[] = Object.freeze([
  'connectionLost',
  'offline',
  'proxyRefused',
  'serverError',
  'tempFolderUnusable',
  'timeout',
  'tlsUntrusted',
  'tooLarge',
  'notJson',
  'unexpectedShape',
  'unknown',
]);
