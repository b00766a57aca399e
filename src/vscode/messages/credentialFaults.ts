import * as vscode from 'vscode';
import type { CredentialFault } from '../../guardrails/credentialFault.ts';
import { shown } from './shown.ts';
import { kindWord } from './words.ts';

/** What of the token that would be used is against a rule of the repository. */
export function credentialText(entryName: string, fault: CredentialFault): string {
  const { t } = vscode.l10n;
  const name = shown(entryName);
  switch (fault.kind) {
    case 'kind':
      return t('{0} is of a kind that this repository does not allow: {1}', name, kindWord(fault.token));
    case 'lifetime':
      return t('{0} lives {1} days, and this repository allows {2}', name, fault.days, fault.most);
    case 'noExpiry':
      return t('{0} never expires, and this repository allows {1} days', name, fault.most);
    case 'expiryUnknown':
      return t('It is not known when {0} expires, and this repository allows {1} days', name, fault.most);
    case 'age':
      return t('{0} is {1} days old, and this repository allows {2}', name, fault.days, fault.most);
    case 'neverGrant':
      return t('{0} may do what this repository never allows: {1}', name, list(fault.held));
    case 'surplus':
      return t('{0} may do more than its job needs: {1}', name, list(fault.held));
    case 'purposeUnknown':
      return t('It is not known what {0} is for, and this repository asks for it', name);
    case 'ownerUnknown':
      return t('It is not known whom {0} acts for, and this repository asks for it', name);
    case 'severalOwners':
      return t('{0} serves several owners, and this repository allows one: {1}', name, list(fault.owners));
  }
}

/** The one next step. */
export function nextOfCredential({ kind, ...fault }: CredentialFault): string {
  const { t } = vscode.l10n;
  switch (kind) {
    case 'kind':
      return t('Use another token: {0}.', 'allowed' in fault ? fault.allowed.map(kindWord).join(', ') : '');
    case 'lifetime':
    case 'noExpiry':
      return t('Rotate it to one that expires sooner.');
    case 'expiryUnknown':
      return t('Check the token: one request asks GitHub.');
    case 'age':
      return t('Rotate it.');
    case 'neverGrant':
    case 'surplus':
      return t('Rotate it to one without that.');
    case 'purposeUnknown':
    case 'ownerUnknown':
      return t('Rotate it, and say what it is for and whom it acts for.');
    case 'severalOwners':
      return t('Use one token for each owner.');
  }
}

const mostNamed = 5;

function list(names: readonly string[]): string {
  const more = names.length - mostNamed;
  const named = names.slice(0, mostNamed).map(shown).join(', ');
  return more > 0 ? vscode.l10n.t('{0} and {1} more', named, more) : named;
}
