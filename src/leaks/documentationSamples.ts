import { sha256Hex } from './sha256.ts';

/**
 * Values printed in documentation and in other programs' tests, which anyone may copy into a repository: the start of
 * the SHA-256 of each, so that this file cannot be mistaken for what it lists (I14). Sources: github/docs (examples of
 * the OAuth and user-token pages), @octokit/openapi 23.0.2 (POST /credentials/revoke, tokens of before 2021 in
 * /authorizations and /applications, the key of /app-manifests), facts/token-prefixes.json (`checksum_algorithm.vectors`).
 */
const samples: ReadonlySet<string> = new Set([
  '3543c50b0cb9cea8e55eb1f529b79f04',
  'bc3ae723f57c6b9e3fd80b699fcc420f',
  '82e74299544e00738f9c0acb69b1eb34',
  '797c0ce414586cc8eb6929afe947c720',
  '6d7fa4e64d4b1f3ea31962e258b684de',
  'bf0316155996e95e18790be9064962d8',
  '97c16409e23e42bc3701329b0e68d456',
  'a7bc1cd9e096b298c96501b8d2ce1321',
  '3ab2d1f69375eb9573b95d1744ba5856',
  'c7ad99a1ba7ef9a9eb954d3b93e3dea3',
  '976b57ee8acdfcf45f76bcc5e329a236',
  'd5d642cf13f0cb5ba6a49d133a7d5804',
  '05cbc5a8c44903700e0056fdc3afaef5',
  'cba950eff81a16fab09002e0cf66a97a',
  '08fed5083fd1c724cb21d5d940e0b737',
  '05f4c003d9302aa742b19c6a222d743a',
  '86007eb367696d3202a93e1ef98e8e9e',
  'a3b5b967e1ad01696baea88c89228fb8',
  '23b5c04d92d38cc9308f6110bb53b9b5',
  'ec6edcdcf15213178c6ac3fa3b0fd758',
]);

/** Whether a token is one of those that everybody may read anyway. */
export function isDocumentationSample(token: string): boolean {
  if (seen.has(token)) return true;
  const sample = samples.has(sha256Hex(token).slice(0, 32));
  if (sample) seen.add(token);
  return sample;
}

/** Those that have come by: a text made of them must not cost a hash for each. */
const seen = new Set<string>();
