import * as vscode from 'vscode';
import type { RepositoryAddress } from '../../push/remoteAddress.ts';
import { Failure } from '../../shared/failure.ts';
import type { BrokerProblem } from '../../sources/broker/problems.ts';
import type { Broker } from '../../sources/broker/readBroker.ts';
import { readBrokerSecret, readSecretText } from '../../vault/brokerSecret.ts';
import { brokerChoice } from '../brokerSetting.ts';
import { secretFaultText } from '../messages/broker.ts';
import { inform } from '../notify.ts';
import { askHidden, type Choice, pick } from '../prompts.ts';
import type { Services } from '../services.ts';

type Act = 'give' | 'try' | 'remove';

/**
 * Keeps the secret that lets the person in at the broker of their setting, for the origin that is shown. Nothing is sent
 * until an action needs a token, or the person tries it.
 */
export async function setUpBroker(services: Services): Promise<void> {
  const { t } = vscode.l10n;
  const choice = brokerChoice();
  if (choice.kind !== 'broker') {
    const why = choice.kind === 'none' ? ({ fault: 'missing', text: '' } as const) : choice;
    throw new Failure<BrokerProblem>({ kind: 'brokerSetting', fault: why.fault, text: why.text });
  }
  const { broker } = choice;
  const { store, secrets } = services;
  const [kept, address] = await Promise.all([
    readBrokerSecret(store, (secret) => secrets.learn(secret)),
    addressFor(services, broker),
  ]);
  const give = {
    label: `$(key) ${kept === undefined ? t('Give the Secret…') : t('Give Another Secret…')}`,
    detail: t('Kept in VS Code’s secret storage, and sent to {0} only.', broker.origin),
    value: 'give',
  } as const;
  const trying = address && {
    label: `$(play) ${t('Try It Now')}`,
    detail: t('Asks for a token that can read {0}.', slugOf(address)),
    value: 'try' as const,
  };
  const remove = kept && {
    label: `$(trash) ${t('Remove the Secret')}`,
    detail: t('Given for {0}. At the broker it goes on working.', kept.origin),
    value: 'remove' as const,
  };
  const choices: readonly Choice<Act>[] = [give, trying, remove].filter((one) => one !== undefined);
  const act = await pick<Act>({
    title: t('Set Up Token Broker'),
    placeholder: t('The token broker of your setting is {0}.', broker.origin),
    choices,
  });
  if (act === 'give') await giveSecret(services, broker, address);
  if (act === 'try' && address) await tryNow(services, broker, address);
  if (act === 'remove') {
    await services.vault.keepBrokerSecret(undefined);
    await inform(t('The secret is no longer kept here.'));
  }
}

async function giveSecret(
  services: Services,
  broker: Broker,
  address: RepositoryAddress | undefined,
): Promise<void> {
  const { t } = vscode.l10n;
  const given = await askHidden({
    title: t('Set Up Token Broker'),
    prompt: t('The secret for {0}. It is sent to this address only.', broker.origin),
    placeholder: broker.kind === 'http' ? t('Bearer token') : t('Vault token'),
    read: readSecretText,
    refuse: (read) => (read.kind === 'refused' ? secretFaultText(read.fault) : undefined),
  });
  if (given?.kind !== 'secret') return;
  const { secret } = given;
  await services.vault.keepBrokerSecret({ origin: broker.origin, secret });
  const now = t('Try It Now');
  const text = t('Kept for {0}. It is used when an action needs a token from there.', broker.origin);
  const answer = await inform(text, ...(address === undefined ? [] : [now]));
  if (answer === now && address) await tryNow(services, broker, address);
}

/** Asks for the least there is, shows that it came, and ends it. */
async function tryNow(services: Services, broker: Broker, address: RepositoryAddress): Promise<void> {
  const { t } = vscode.l10n;
  const { host, owner, repo } = address;
  const { credentials, work } = services;
  const came = await work.run(t('Asking {0} for a token', broker.name), async (signal) => {
    const { entries } = await credentials.offers({ host, owner, repo, job: 'fetch' }, signal, ['broker']);
    const [entry] = entries;
    if (entry === undefined) return false;
    await credentials.secretOf(entry, 'fetch', signal);
    await credentials.over(entry);
    return true;
  });
  if (!came) return;
  await inform(
    t(
      '{0} handed out a token for {1}. It passed every check and was not used.',
      broker.name,
      slugOf(address),
    ),
  );
}

/** The repository at hand, if it is at the GitHub of the broker. */
async function addressFor({ state }: Services, { host }: Broker): Promise<RepositoryAddress | undefined> {
  const address = (await state.refresh()).place?.address;
  return address?.host.name === host.name ? address : undefined;
}

function slugOf({ owner, repo }: RepositoryAddress): string {
  return `${owner}/${repo}`;
}
