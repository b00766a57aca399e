import { type BrokerChoice, readBroker } from '../sources/broker/readBroker.ts';
import { readSources } from '../sources/readSources.ts';
import { readHosts, readSetting } from './settings.ts';

/** The token broker as the person's own setting has it now; a workspace has no say. */
export function brokerChoice(): BrokerChoice {
  return readBroker(readSources(readSetting('tokenWarden.sources')).broker, readHosts().hosts);
}
