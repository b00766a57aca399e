import { createHash } from 'node:crypto';
import { kinds, type TokenKind } from '../../../src/tokens/kind.ts';
import type { ScanFinding } from './scanFinding.ts';

/** What each kind is called in the rules of a report. */
const names: Readonly<Record<TokenKind, string>> = Object.freeze({
  'classic-pat': 'Classic personal access token',
  'fine-grained-pat': 'Fine-grained personal access token',
  'oauth-token': 'OAuth token',
  'app-user-token': 'GitHub App user token',
  'installation-token': 'GitHub App installation token',
  'refresh-token': 'GitHub App refresh token',
  'app-key': 'Private key of a GitHub App',
  'legacy-hex': 'GitHub token of the form before 2021',
  unknown: 'GitHub token of an unknown form',
});

const ruleIds = Object.keys(kinds) as readonly TokenKind[];

/**
 * A log of SARIF 2.1.0, for GitHub code scanning and every other reader. No absolute path of the machine, and no print
 * of a token: whoever reads it learns what the other formats show. Source: OASIS SARIF 2.1.0, sections 3.27 to 3.30.
 */
export function sarifReport(findings: readonly ScanFinding[]): object {
  const count = new Map<string, number>();
  return {
    $schema: 'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: { driver: { name: 'Token Warden', rules: ruleIds.map(ruleOf) } },
        columnKind: 'utf16CodeUnits',
        results: findings.map((finding) => resultOf(finding, count)),
      },
    ],
  };
}

function ruleOf(id: TokenKind): object {
  return {
    id,
    name: `GitHub/${id}`,
    shortDescription: { text: names[id] },
    fullDescription: { text: `${names[id]} in a text. Whoever can read the text can use it.` },
    help: {
      text: 'Revoke it at GitHub first: what was written once stays in history and backups. Then remove it.',
    },
    defaultConfiguration: { level: 'error' },
    properties: { tags: ['security'], 'security-severity': '9.0' },
  };
}

function resultOf(finding: ScanFinding, count: Map<string, number>): object {
  const { kind, confidence, masked, commit } = finding;
  const doubt = confidence === 'confirmed' ? '' : ' (possible)';
  return {
    ruleId: kind,
    ruleIndex: ruleIds.indexOf(kind),
    level: confidence === 'confirmed' ? 'error' : 'note',
    message: { text: `${names[kind]}${doubt}: ${masked}` },
    locations: [locationOf(finding)],
    partialFingerprints: { 'tokenWarden/v1': fingerprint(finding, count) },
    ...(commit === undefined ? {} : { properties: { commit: commit.sha } }),
  };
}

function locationOf({ file, line, column, endLine, endColumn, commit }: ScanFinding): object {
  if (commit?.message === true)
    return { logicalLocations: [{ fullyQualifiedName: commit.sha, kind: 'commit message' }] };
  return {
    physicalLocation: {
      artifactLocation: { uri: uriOf(file), uriBaseId: '%SRCROOT%' },
      region: { startLine: line, startColumn: column, endLine, endColumn },
    },
  };
}

/** Each part by itself, so that slashes stay; half a surrogate pair, which no URI can hold, is replaced. */
function uriOf(file: string): string {
  return file
    .toWellFormed()
    .split('/')
    .map((part) => encodeURIComponent(part))
    .join('/');
}

/**
 * The same for the same finding in the next run, also when lines were added above it. Made from what the report shows
 * anyway, so it proves nothing about the token.
 */
function fingerprint({ file, kind, masked, commit }: ScanFinding, count: Map<string, number>): string {
  const same = JSON.stringify([file, kind, masked, commit?.message === true]);
  const time = count.get(same) ?? 0;
  count.set(same, time + 1);
  return createHash('sha256').update(`${same}#${time}`).digest('hex').slice(0, 32);
}
