import * as vscode from 'vscode';
import type { AppId } from '../../apps/keys/judgeAppId.ts';
import type { DeletedKeyFile, ReadKeyFile } from '../../apps/keys/keyFile.ts';
import type { AppAnswer } from '../../github/appAnswer.ts';
import { keyAgeDays, provenMints } from '../../policy/judgeAppKey.ts';
import type { FindingData } from '../../shared/finding.ts';
import type { Entry, KeyRecord } from '../../tokens/entry.ts';
import { dateAndDistance, distance } from './dates.ts';

/** What was typed as the id of an App, and what would be right. */
export function appIdFault(why: Extract<AppId, { readonly kind: 'refused' }>['why']): string {
  const { t } = vscode.l10n;
  const words: Readonly<Record<typeof why, string>> = {
    empty: t('Type the client id or the app id. Both stand on the page of the App.'),
    key: t(
      'This is a key or another long text. The key is asked for next; type the client id or the app id.',
    ),
    oauthApp: t('This is the client id of an OAuth App, which has no keys. Use that of a GitHub App.'),
    secret: t(
      'This is a secret or a token, and nothing is signed with it. Type the client id or the app id.',
    ),
    other: t('A client id begins with Iv, an app id is a number. Both stand on the page of the App.'),
  };
  return words[why];
}

export function fileFault(why: Extract<ReadKeyFile, { readonly kind: 'notRead' }>['why']): string {
  const { t } = vscode.l10n;
  const words: Readonly<Record<typeof why, string>> = {
    gone: t('The file is not there any more. Choose where it is now.'),
    notAFile: t('This is no plain file. Choose the .pem file that GitHub made.'),
    tooBig: t('The file is larger than any private key. Choose the .pem file that GitHub made.'),
    unreadable: t('The file cannot be read. Check its permissions, or choose another.'),
  };
  return words[why];
}

/** What became of the file that the key was read from. */
export function deletedSentence(what: DeletedKeyFile): string {
  const { t } = vscode.l10n;
  const words: Readonly<Record<DeletedKeyFile, string>> = {
    deleted: t('The file of the key is deleted.'),
    gone: t('The file of the key was not there any more.'),
    changed: t('The file is not the one that was read any more. It was left as it is. Look at it yourself.'),
    link: t('The file has another name or is a link, so the key is elsewhere too. Delete it there yourself.'),
    refused: t('The file could not be deleted. Delete it yourself: whoever reads it can act as the App.'),
  };
  return words[what];
}

/** What is said after an App was stored; `surplus` as in `FindingData.surplus`. */
export function appStoredText(entry: Entry, app: AppAnswer, surplus: readonly string[]): string {
  const { t } = vscode.l10n;
  const said = [
    t('Stored as {0}, after its key signed for the App {1} of {2}.', entry.name, app.slug, app.owner),
  ];
  if (app.installations === 0) said.push(t('It is installed nowhere yet.'));
  if (app.ownerKind === 'organisation') {
    said.push(
      t(
        'It belongs to an organization: whoever has this key can mint tokens for every installation of the App.',
      ),
    );
  }
  if (surplus.length > 0) {
    said.push(t('It may do more than push and open drafts: {0}.', surplus.slice(0, 8).join(', ')));
  }
  return said.join(' ');
}

export function keyAddedText(entry: Entry): string {
  return vscode.l10n.t(
    'The new key of {0} is in use, after it signed. The old one is kept until the new one has minted {1} times. Do not delete it at GitHub before.',
    entry.name,
    provenMints,
  );
}

/** How an App is doing, as short as a line of a list has room for. */
export function keyShort({ app }: Entry, now: number): string {
  const { t } = vscode.l10n;
  const key = app?.current;
  if (key === undefined) return '';
  const failed = key.failed === 0 ? '' : ` · ${t('{0} failed', key.failed)}`;
  return `${t('key stored {0}', distance(key.since, now))} · ${t('{0} minted', key.minted)}${failed}`;
}

/** One key by its fingerprint, which is how GitHub's page tells keys apart, and how it fared. */
export function keyLine(key: KeyRecord, now: number): string {
  const { t } = vscode.l10n;
  return [
    t('stored {0}', dateAndDistance(key.since, now)),
    t('{0} minted', key.minted),
    ...(key.failed === 0 ? [] : [failedWords(key, now)]),
    fingerprintWord(key),
  ].join(' · ');
}

export function fingerprintWord({ fingerprint }: Pick<KeyRecord, 'fingerprint'>): string {
  return `SHA256:${fingerprint}`;
}

/** A failed mint is a figure of its own (S2-52): how many, the last one's cause, and when. */
function failedWords({ failed, lastFailure = '', lastFailedAt = 0 }: KeyRecord, now: number): string {
  return vscode.l10n.t('{0} failed, last {1} ({2})', failed, distance(lastFailedAt, now), lastFailure);
}

type KeyFinding = 'app-key-refused' | 'app-key-old' | 'old-key-kept';

/** `when`: the finding's date as a person reads it. */
export function keyFindingWords(
  id: KeyFinding,
  { old, limit = keyAgeDays, minted = provenMints }: FindingData,
  when: string,
): { readonly title: string; readonly why: string } {
  const { t } = vscode.l10n;
  switch (id) {
    case 'app-key-refused':
      return {
        title: t('GitHub refused its key {0}', when),
        why: old
          ? t('The old key, which is still kept, is tried then: the new one may have been deleted.')
          : t('It may have been deleted on the page of the App, and no token can be minted with it.'),
      };
    case 'app-key-old':
      return {
        title: t('Key stored {0}', when),
        why: t(
          'A private key never expires, and after {0} days it has had time to be copied elsewhere.',
          limit,
        ),
      };
    case 'old-key-kept':
      return {
        title: t('The old key is not needed any more'),
        why: t('The new one has minted {0} times: delete the old one at GitHub, then drop it here.', minted),
      };
  }
}
