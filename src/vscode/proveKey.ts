import * as vscode from 'vscode';
import { type KeyToProve, proveApp } from '../apps/keys/proveApp.ts';
import type { AppAnswer } from '../github/appAnswer.ts';
import type { Services } from './services.ts';

/** Asks GitHub once, in the name of the App, whose key this is. Throws `Failure` when that cannot be shown. */
export function proveKey(services: Services, key: KeyToProve): Promise<AppAnswer> {
  const { api, clock, appKeys, secrets } = services;
  const ports = { api, clock, sign: appKeys.sign, learn: secrets.learn.bind(secrets) };
  return services.work.run(vscode.l10n.t('Asking {0} about the App', key.host), (signal) =>
    proveApp(ports, key, signal),
  );
}
