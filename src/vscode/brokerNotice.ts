import { brokerChoice } from './brokerSetting.ts';
import type { Clean } from './log.ts';
import { explainBrokerSetting } from './messages/broker.ts';
import { warnOfSetting } from './settingNotice.ts';

const longestText = 60;

/** Tells why the token broker of the setting is not asked, once: silence would look as if it were. */
export class BrokerNotice {
  readonly #clean: Clean;
  #told = '';

  constructor(clean: Clean) {
    this.#clean = clean;
  }

  async tell(): Promise<void> {
    const choice = brokerChoice();
    const found = choice.kind === 'refused' ? JSON.stringify(choice) : '';
    const isNews = found !== this.#told;
    this.#told = found;
    if (choice.kind !== 'refused' || !isNews) return;
    const text = this.#clean(choice.text, longestText);
    await warnOfSetting('tokenWarden.sources', explainBrokerSetting({ fault: choice.fault, text }));
  }
}
