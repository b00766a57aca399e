import assert from 'node:assert/strict';
import { explainPush, type PushEnd } from '../../../src/push/explainPush.ts';
import { judgeHook } from '../../../src/push/judgeHook.ts';
import type { RefusedPush } from '../../../src/push/problems.ts';
import { readProgress } from '../../../src/push/pushProgress.ts';

const ref = 'refs/heads/b';
const url = 'https://github.com/o/r.git';
const ended = (stderr: string, summary?: string): PushEnd => ({
  end: 'exited',
  exitCode: summary === undefined ? 128 : 1,
  stdout: summary === undefined ? '' : `To ${url}\n!\tabc:${ref}\t${summary}\nDone\n`,
  stderr,
  timeoutSeconds: 60,
});
const unable = (text: string) => `fatal: unable to access '${url}/': ${text}`;
const http = (status: number) => unable(`The requested URL returned error: ${status}`);

/** Texts of GitHub, git and curl as people met them. Source: facts/error-catalogue.json and git 2.39. */
const rows: readonly (readonly [PushEnd, RefusedPush])[] = [
  [ended('', '[rejected] (fetch first)'), { kind: 'nonFastForward' }],
  [ended('', '[rejected] (non-fast-forward)'), { kind: 'nonFastForward' }],
  [
    ended(
      '',
      '[remote rejected] (refusing to allow a Personal Access Token to create or update workflow `.github/workflows/ci.yml` without `workflow` scope)',
    ),
    { kind: 'workflowScope', path: '.github/workflows/ci.yml', actor: 'personal-token' },
  ],
  [
    ended(
      '',
      '[remote rejected] (refusing to allow an OAuth App to create or update workflow `.github/workflows/ci.yml` without `workflow` scope)',
    ),
    { kind: 'workflowScope', path: '.github/workflows/ci.yml', actor: 'oauth-app' },
  ],
  [
    ended(
      '',
      '[remote rejected] (refusing to allow a GitHub App to create or update workflow `.github/workflows/ci.yml` without `workflows` permission)',
    ),
    { kind: 'workflowScope', path: '.github/workflows/ci.yml', actor: 'github-app' },
  ],
  [
    ended(
      'remote: error: GH006: Protected branch update failed for refs/heads/b.\nremote: error: Required status check "ci" is expected.',
      '[remote rejected] (protected branch hook declined)',
    ),
    { kind: 'protectedBranch', ref },
  ],
  [
    ended(
      'remote: error: GH013: Repository rule violations found for refs/heads/b.\nremote: \nremote: - GITHUB PUSH PROTECTION\nremote:     - Push cannot contain secrets',
      '[remote rejected] (push declined due to repository rule violations)',
    ),
    { kind: 'pushProtection', ref },
  ],
  [
    ended(
      'remote: error: GH013: Repository rule violations found for refs/heads/b.\nremote: - Changes must be made through a pull request.\nremote: - 2 of 3 required status checks are expected.',
      '[remote rejected] (push declined due to repository rule violations)',
    ),
    { kind: 'repoRules', ref, rules: ['pull-request', 'status-checks'] },
  ],
  [
    ended(
      'remote: error: GH013: Repository rule violations found for refs/heads/b.\nremote: - Something new.',
      '[remote rejected] (push declined due to repository rule violations)',
    ),
    { kind: 'repoRules', ref, rules: ['other'] },
  ],
  [
    ended('remote: error: GH001: Large files detected.', '[remote rejected] (pre-receive hook declined)'),
    { kind: 'largeFile' },
  ],
  [ended('remote: no', '[remote rejected] (pre-receive hook declined)'), { kind: 'remoteRejected' }],
  [
    ended(
      `remote: Invalid username or token. Password authentication is not supported for Git operations.\nfatal: Authentication failed for '${url}/'`,
    ),
    { kind: 'badCredentials' },
  ],
  [
    ended("fatal: could not read Username for 'https://github.com': terminal prompts disabled"),
    { kind: 'badCredentials' },
  ],
  [ended(`remote: Write access to repository not granted.\n${http(403)}`), { kind: 'writeNotGranted' }],
  [ended(`remote: Permission to o/r.git denied to mona.\n${http(403)}`), { kind: 'writeNotGranted' }],
  [
    ended(
      `remote: The 'acme-corp' organization has enabled or enforced SAML SSO.\nremote: To access this repository, visit …\n${http(403)}`,
    ),
    { kind: 'ssoRequired', organisation: 'acme-corp' },
  ],
  [
    ended(`remote: The '](command:x)' organization has enabled or enforced SAML SSO.\n${http(403)}`),
    { kind: 'ssoRequired', organisation: undefined },
  ],
  [
    ended(
      `remote: The repository owner has an IP allow list enabled, and 192.0.2.1 is not permitted to access this repository.\n${http(403)}`,
    ),
    { kind: 'ipAllowList' },
  ],
  [
    ended(
      `remote: \`acme\` forbids access via a personal access token (classic). Please use …\n${http(403)}`,
    ),
    { kind: 'tokenForbidden', why: 'classic', days: undefined },
  ],
  [
    ended(
      `remote: \`acme\` forbids access via a personal access token with fine-grained permissions.\n${http(403)}`,
    ),
    { kind: 'tokenForbidden', why: 'fine-grained', days: undefined },
  ],
  [
    ended(
      `remote: The 'acme' organization forbids access via a fine-grained personal access tokens if the token's lifetime is greater than 30 days.\n${http(403)}`,
    ),
    { kind: 'tokenForbidden', why: 'lifetime', days: 30 },
  ],
  [
    ended(`remote: This repository was archived so it is read-only.\n${http(403)}`),
    { kind: 'repositoryArchived' },
  ],
  [
    ended(`remote: Repository not found.\nfatal: repository '${url}/' not found`),
    { kind: 'repositoryNotFound' },
  ],
  [ended(http(302)), { kind: 'redirectRefused' }],
  [
    ended('error: RPC failed; HTTP 308 curl 22 The requested URL returned error: 308'),
    { kind: 'redirectRefused' },
  ],
  [ended(http(403)), { kind: 'forbidden' }],
  [ended(http(429)), { kind: 'rateLimited' }],
  [ended(http(503)), { kind: 'serverError', status: 503 }],
  [ended(unable('Received HTTP code 407 from proxy after CONNECT')), { kind: 'proxyRefused', status: 407 }],
  [ended(unable('CONNECT tunnel failed, response 403')), { kind: 'proxyRefused', status: 403 }],
  [ended(unable('Could not resolve proxy: proxy.corp')), { kind: 'proxyRefused', status: undefined }],
  [
    ended(unable('SSL certificate problem: self-signed certificate in certificate chain')),
    { kind: 'tlsUntrusted' },
  ],
  [
    ended(unable('server certificate verification failed. CAfile: none CRLfile: none')),
    { kind: 'tlsUntrusted' },
  ],
  [ended(unable('schannel: SEC_E_UNTRUSTED_ROOT (0x80090325)')), { kind: 'tlsUntrusted' }],
  [ended(unable('Could not resolve host: github.com')), { kind: 'offline' }],
  [
    ended(unable("Failed to connect to github.com port 443 after 0 ms: Couldn't connect to server")),
    { kind: 'offline' },
  ],
  [
    ended(
      'send-pack: unexpected disconnect while reading sideband packet\nfatal: the remote end hung up unexpectedly',
    ),
    { kind: 'connectionLost' },
  ],
  [ended('fatal: something nobody knows'), { kind: 'unknown' }],
];

describe('what git printed, explained', () => {
  it('names one cause for each text', () => {
    assert.deepEqual(
      rows.map(([end]) => explainPush(end, ref)),
      rows.map(([, problem]) => ({ kind: 'refused', problem })),
    );
  });

  it('success is a status line for the very ref, not an exit code', () => {
    const done = (flag: string, to: string, exitCode = 0): PushEnd => ({
      ...ended(''),
      exitCode,
      stdout: `To ${url}\n${flag}\tabc:${to}\t[new branch]\nDone\n`,
    });
    const kinds = [
      done('*', ref),
      done(' ', ref),
      done('=', ref),
      done('*', `${ref}2`),
      done('*', ref, 1),
      { ...ended(''), exitCode: 0 },
    ].map((end) => explainPush(end, ref).kind);
    assert.deepEqual(kinds, ['pushed', 'pushed', 'upToDate', 'refused', 'refused', 'refused']);
  });

  it("a push that was ended is never reported as the server's doing", () => {
    const text = ended('remote: Repository not found.');
    assert.deepEqual(
      [explainPush({ ...text, end: 'cancelled' }, ref), explainPush({ ...text, end: 'timeout' }, ref)],
      [
        { kind: 'refused', problem: { kind: 'cancelled' } },
        { kind: 'refused', problem: { kind: 'timeout', seconds: 60 } },
      ],
    );
  });

  it('progress is a phase and a number', () => {
    const lines = [
      'Enumerating objects: 5, done.',
      'Counting objects: 100% (5/5), done.',
      'Compressing objects:  50% (1/2)',
      'Writing objects:   7% (1/14)',
      'remote: Resolving deltas:   0% (0/1)',
      'remote: hello 12% (',
      'Total 3',
    ];
    assert.deepEqual(lines.map(readProgress), [
      { phase: 'counting', percent: undefined },
      { phase: 'counting', percent: 100 },
      { phase: 'compressing', percent: 50 },
      { phase: 'writing', percent: 7 },
      { phase: 'resolving', percent: 0 },
      undefined,
      undefined,
    ]);
  });

  it('H03 only a hook that ran and answered zero agrees', () => {
    const hook = { output: '', timeoutSeconds: 5 };
    assert.deepEqual(
      [
        judgeHook({ ...hook, end: 'exited', exitCode: 0 }),
        judgeHook({ ...hook, end: 'exited', exitCode: 1 }),
        judgeHook({ ...hook, end: 'exited', exitCode: undefined }),
        judgeHook({ ...hook, end: 'timeout', exitCode: undefined }),
        judgeHook({ ...hook, end: 'cancelled', exitCode: undefined }),
        judgeHook({ ...hook, end: 'notRunnable', exitCode: undefined }),
      ],
      [
        undefined,
        { kind: 'hookRefused', exitCode: 1 },
        { kind: 'hookRefused', exitCode: -1 },
        { kind: 'hookTimeout', seconds: 5 },
        { kind: 'cancelled' },
        { kind: 'hookNotRunnable' },
      ],
    );
  });
});
