import * as vscode from 'vscode';
import type { Breadth } from '../../tokens/breadth.ts';
import type { LifeLeft } from '../../tokens/lifeLeft.ts';
import type { StatusModel } from '../../tokens/statusModel.ts';

type Shown = Extract<StatusModel, { readonly kind: 'shown' }>;

/** The status bar's text: `$(key) 9d · narrow`. No `Intl` here, this runs during start-up. */
export function statusText(model: Shown): string {
  if (model.life === undefined || model.breadth === undefined) return `$(${model.icon})`;
  return `$(${model.icon}) ${lifeShort(model.life)} · ${breadthWord(model.breadth)}`;
}

/** The same in words, for a screen reader; colour is never the only carrier. */
export function statusLabel(model: Shown): string {
  const { t } = vscode.l10n;
  const parts: string[] = [];
  if (model.name === undefined || model.life === undefined || model.breadth === undefined) {
    parts.push(t('Token Warden: no token is chosen for this repository'));
  } else {
    parts.push(t('GitHub token {0}: {1}, {2}', model.name, lifeLong(model.life), breadthLong(model.breadth)));
  }
  if (model.colour === 'error') parts.push(t('needs action now'));
  else if (model.colour === 'warning') parts.push(t('has a warning'));
  if (model.othersColoured === 1) parts.push(t('one other token needs attention'));
  if (model.othersColoured > 1) parts.push(t('{0} other tokens need attention', model.othersColoured));
  return parts.join('; ');
}

function lifeShort(life: LifeLeft): string {
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
      return t('expires in {0} minutes', life.minutes);
    case 'expired':
      return t('expired');
    case 'dead':
      return t('not accepted by GitHub any more');
    case 'never':
      return t('never expires');
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

function breadthLong(breadth: Breadth): string {
  const { t } = vscode.l10n;
  const words = {
    narrow: t('as narrow as its job'),
    broad: t('broader than its job'),
    unknown: t('its permissions are unknown'),
  };
  return words[breadth.kind];
}
