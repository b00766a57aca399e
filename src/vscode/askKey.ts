import * as vscode from 'vscode';
import type { KeyFile } from '../apps/keys/keyFile.ts';
import type { ReadKey } from '../apps/keys/ports.ts';
import { Secret } from '../shared/secret.ts';
import { fileFault } from './messages/appKeys.ts';
import { keyFaultText } from './messages/apps.ts';
import { fail } from './notify.ts';
import { askHidden, pick } from './prompts.ts';
import type { Services } from './services.ts';

type Key = Extract<ReadKey, { readonly kind: 'key' }>;

export interface GivenKey {
  readonly pem: Key['pem'];
  readonly fingerprint: string;
  /** The file it was read from; absent for one that was pasted. */
  readonly file?: KeyFile;
}

/** Asks for the private key of an App: the file that GitHub made, or its text. What it is not is named, and nothing kept. */
export async function askKey(services: Services, title: string): Promise<GivenKey | undefined> {
  const { t } = vscode.l10n;
  const way = await pick<'file' | 'paste'>({
    title,
    placeholder: t('The private key of the App. It is sent nowhere: it only signs.'),
    choices: [
      { label: `$(file) ${t('Choose a File')}`, description: '.pem', value: 'file' },
      { label: `$(clippy) ${t('Paste It')}`, value: 'paste' },
    ],
  });
  if (way === undefined) return undefined;
  return way === 'file' ? fromFile(services, title) : fromPaste(services, title);
}

async function fromFile(services: Services, title: string): Promise<GivenKey | undefined> {
  const { t } = vscode.l10n;
  for (;;) {
    const [uri] =
      (await vscode.window.showOpenDialog({
        title,
        openLabel: t('Use This Key'),
        filters: { [t('Private key')]: ['pem'], [t('All files')]: ['*'] },
      })) ?? [];
    if (uri === undefined) return undefined;
    // A file of another kind of file system has a path too, and on this disk that is another file.
    const isHere = uri.scheme === 'file';
    const read = isHere
      ? await services.appKeys.files.read(uri.fsPath)
      : ({ kind: 'notRead', why: 'notAFile' } as const);
    const key = read.kind === 'read' ? learned(services, read.file.text) : undefined;
    if (read.kind === 'read' && key?.kind === 'key') return { ...key, file: read.file };
    const fault =
      read.kind === 'notRead' ? fileFault(read.why) : key?.kind === 'refused' ? keyFaultText(key.why) : '';
    const another = t('Choose Another');
    if ((await fail(fault, another)) !== another) return undefined;
  }
}

/** The box has one line: VS Code takes the line ends out of what is pasted, and the key is read without them. */
async function fromPaste(services: Services, title: string): Promise<GivenKey | undefined> {
  const { t } = vscode.l10n;
  const key = await askHidden<ReadKey>({
    title,
    prompt: t('Paste the private key, with its BEGIN and END lines. It is kept in VS Code’s secret storage.'),
    placeholder: '-----BEGIN RSA PRIVATE KEY-----',
    read: (text) => learned(services, new Secret(text)),
    refuse: (read) => (read.kind === 'refused' ? keyFaultText(read.why) : undefined),
  });
  return key?.kind === 'key' ? key : undefined;
}

/** Before anything else is done with it, nothing that leaves the process can show it: as it came, and as it is kept. */
function learned(services: Services, text: Secret): ReadKey {
  const key = services.appKeys.readKey(text);
  if (key.kind === 'key') {
    services.secrets.learn(text);
    services.secrets.learn(key.pem);
  }
  return key;
}
