import * as vscode from 'vscode';
import { judgeRefusedHosts } from '../tokens/refusedHosts.ts';
import type { Clean } from './log.ts';
import { explainHost } from './messages/hosts.ts';
import { warnOfSetting } from './settingNotice.ts';
import { readHosts } from './settings.ts';

const longestHost = 100;

/** Tells what the setting of hosts names in vain, once: silence would look as if the host were known. */
export class HostsNotice {
  readonly #clean: Clean;
  #told: readonly string[] = [];

  constructor(clean: Clean) {
    this.#clean = clean;
  }

  async tell(): Promise<void> {
    const { t } = vscode.l10n;
    const { news, told } = judgeRefusedHosts(readHosts().refused, this.#told);
    this.#told = told;
    if (news.length === 0) return;
    const why = news.map((problem) => explainHost(problem, (text) => this.#clean(text, longestHost)));
    const text = t('The setting tokenWarden.hosts has lines that are not used. {0}', why.join(' '));
    await warnOfSetting('tokenWarden.hosts', text);
  }
}
