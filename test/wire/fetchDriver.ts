import { GitFetch } from '../../src/node/git/gitFetch.ts';
import { readRepository } from '../../src/node/git/readRepository.ts';
import { fetchBranch, prepareFetch } from '../../src/push/fetchBranch.ts';
import { Redactor } from '../../src/shared/redactor.ts';
import { Secret } from '../../src/shared/secret.ts';
import { githubCom } from '../../src/tokens/host.ts';

/** A process that fetches, so that a test can kill it in the middle. What it needs comes by stdin, as one JSON line. */
interface Order {
  readonly git: { readonly path: string; readonly version: string };
  readonly env: Readonly<Record<string, string>>;
  readonly tempFolder: string;
  readonly folder: string;
  readonly token: string;
}

let text = '';
for await (const chunk of process.stdin) text += String(chunk);
const order = JSON.parse(text) as Order;
const context = {
  git: order.git,
  env: order.env,
  workspaceFolders: [],
  tempFolder: order.tempFolder,
  redactor: new Redactor(),
  pushTimeoutMs: 60_000,
};
const known = { hosts: [githubCom], aliases: {} };
const reader = { read: (folder: string) => readRepository(context, folder) };
const plan = await prepareFetch(order.folder, { known }, reader);
if (plan.kind === 'fetch') await fetchBranch(plan, new Secret(order.token), new GitFetch(context));
