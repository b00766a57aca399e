import type { BrokerAnswer } from '../../../../src/sources/broker/askBroker.ts';
import { type Broker, readBroker } from '../../../../src/sources/broker/readBroker.ts';
import type { Asked } from '../../../../src/sources/source.ts';
import { githubCom } from '../../../../src/tokens/host.ts';
import { makeToken } from '../../../fixtures/tokens.ts';

export const now = Date.UTC(2026, 10, 20, 12);
export const asked: Asked = { host: githubCom, owner: 'acme', repo: 'app', job: 'push' };

export function aBroker(kind: Broker['kind'] = 'http', given: object = {}): Broker {
  const choice = readBroker({ url: 'https://broker.acme.example/token', kind, ...given }, [githubCom]);
  if (choice.kind !== 'broker') throw new Error(`no broker: ${JSON.stringify(choice)}`);
  return choice.broker;
}

/** What a broker answers that does everything right. */
export const goodData = Object.freeze({
  token: makeToken('installation-token', 'broker'),
  expires_at: new Date(now + 60 * 60_000).toISOString(),
  permissions: { contents: 'write', metadata: 'read' },
  repositories: ['acme/app'],
});

export function answerOf(data: unknown, status = 200, date?: number): BrokerAnswer {
  return { status, data, date };
}
