import * as vscode from 'vscode';
import type { Breadth } from '../../tokens/breadth.ts';
import type { LifeLeft } from '../../tokens/lifeLeft.ts';
import type { StatusModel } from '../../tokens/statusModel.ts';

type Visible = Exclude<StatusModel, { readonly kind: 'hidden' }>;

/** The status bar's text: `$(key) 9d · narrow`. No `Intl` here, this runs during start-up. */
export function statusText(model: Visible): string {
  if (model.kind === 'lost') {
    const { t } = vscode.l10n;
    return `$(warning) ${model.lost > 0 ? t('token lost') : t('token unreadable')}`;
  }
  if (model.life === undefined || model.breadth === undefined) return `$(${model.icon})`;
  return `$(${model.icon}) ${lifeShort(model.life)} · ${breadthWord(model.breadth)}`;
}

/** The same in words, for a screen reader; colour is never the only carrier. */
export function statusLabel(model: Visible): string {
  const { t } = vscode.l10n;
  const parts: string[] = [];
  if (model.kind === 'lost') {
    parts.push(t('Token Warden: no token can be used'), ...goneWords(model.lost));
    if (model.unreadable > 0) parts.push(t('stored data cannot be read'));
    return parts.join('; ');
  }
  if (model.name === undefined || model.life === undefined || model.breadth === undefined) {
    parts.push(t('Token Warden: no token is chosen for this repository'));
  } else {
    parts.push(t('GitHub token {0}: {1}, {2}', model.name, lifeLong(model.life), breadthLong(model.breadth)));
  }
  if (model.colour === 'error') parts.push(t('needs action now'));
  else if (model.colour === 'warning') parts.push(t('has a warning'));
  if (model.othersColoured === 1) parts.push(t('one other token needs attention'));
  if (model.othersColoured > 1) parts.push(t('{0} other tokens need attention', model.othersColoured));
  return [...parts, ...goneWords(model.lost)].join('; ');
}

/** Lost is never the same as signed out, so it is said wherever tokens are counted (F02). */
function goneWords(lost: number): readonly string[] {
  const { t } = vscode.l10n;
  if (lost === 0) return [];
  return [
    lost === 1
      ? t('the secret of one token is gone from the store')
      : t('the secrets of {0} tokens are gone from the store', lost),
  ];
}

/** `9d`: as short as the status bar has room for. */
export function lifeShort(life: LifeLeft): string {
  const { t } = vscode.l10n;
  switch (life.kind) {
    case 'days':
      return t({ message: '{0}d', args: [life.days], comment: 'days, as short as possible' });
    case 'hours':
      return t({ message: '{0}h', args: [life.hours], comment: 'hours, as short as possible' });
    case 'minutes':
      return t({ message: '{0}m', args: [life.minutes], comment: 'minutes, as short as possible' });
    case 'expired':
      return t('expired');
    case 'dead':
      return t('dead');
    case 'never':
      return t('no expiry');
    case 'renews':
      return t('renews');
    case 'notReported':
      return t('expiry not reported');
    case 'notSeen':
      return t('not checked');
  }
}

/** How long a token still lives, as part of a sentence. */
export function lifeLong(life: LifeLeft): string {
  const { t } = vscode.l10n;
  switch (life.kind) {
    case 'days':
      return life.days === 1 ? t('expires in one day') : t('expires in {0} days', life.days);
    case 'hours':
      return life.hours === 1 ? t('expires in one hour') : t('expires in {0} hours', life.hours);
    case 'minutes':
      return life.minutes === 1 ? t('expires in one minute') : t('expires in {0} minutes', life.minutes);
    case 'expired':
      return t('expired');
    case 'dead':
      return t('not accepted by GitHub any more');
    case 'never':
      return t('never expires');
    case 'renews':
      return t('renews itself');
    case 'notReported':
      return t('expiry not reported');
    case 'notSeen':
      return t('not checked yet');
  }
}

export function breadthWord(breadth: Breadth): string {
  const { t } = vscode.l10n;
  const words = { narrow: t('narrow'), broad: t('broad'), unknown: t('unknown') };
  return words[breadth.kind];
}

/** How broad a token is, as part of a sentence. */
export function breadthLong(breadth: Breadth): string {
  const { t } = vscode.l10n;
  const words = {
    narrow: t('as narrow as its job'),
    broad: t('broader than its job'),
    unknown: t('its permissions are unknown'),
  };
  return words[breadth.kind];
}
