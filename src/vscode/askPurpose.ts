import * as vscode from 'vscode';
import { botPurposes, purposes } from '../policy/purposes.ts';
import type { PermissionLevel, Permissions } from '../shared/permissions.ts';
import type { PurposeId } from '../tokens/entry.ts';
import { surplusReason } from './messages/surplus.ts';
import { ownerFault } from './messages/vault.ts';
import { purposeWord } from './messages/words.ts';
import { askText, type Choice, pick, pickMany, separator } from './prompts.ts';

export type PurposeAnswer =
  | { readonly kind: 'left' }
  | { readonly kind: 'skipped' }
  | { readonly kind: 'answered'; readonly purpose: PurposeId; readonly declared: Permissions | undefined }
  /** More than the presets: which permissions, is the next question. */
  | { readonly kind: 'more' }
  | { readonly kind: 'rename' }
  | { readonly kind: 'owner'; readonly ask: (present: string | undefined) => Promise<string | undefined> };

const ownWork: readonly PurposeId[] = ['push-and-draft', 'push-with-workflows', 'draft-only', 'read-only'];

/**
 * The one question after a paste: what the token was made for. GitHub lists no permissions of a fine-grained token, so
 * the answer is what we measure it by, and it is shown as "declared by you".
 */
export async function askPurpose(name: string, owner: string | undefined): Promise<PurposeAnswer> {
  const { t } = vscode.l10n;
  const answered = (purpose: PurposeId): PurposeAnswer => ({
    kind: 'answered',
    purpose,
    declared: purposes[purpose].permissions,
  });
  const line = (purpose: PurposeId): Choice<PurposeAnswer> => ({
    label: purposeWord(purpose),
    description: byLevel(purposes[purpose].permissions ?? {}),
    value: answered(purpose),
  });
  const answer = await pick<PurposeAnswer>({
    title: owner === undefined ? name : t('{0}, acting for {1}', name, owner),
    placeholder: t('What did you make it for? GitHub does not list what a fine-grained token may do.'),
    choices: [
      separator(t('My own work')),
      ...ownWork.map(line),
      separator(t('A program that goes on by itself')),
      ...botPurposes.map(line),
      separator(t('Anything else')),
      {
        label: purposeWord('broader'),
        description: t('administration, secrets, organization settings and the like'),
        value: { kind: 'more' },
      },
      {
        label: t('Skip'),
        description: t('its permissions are shown as unknown'),
        value: { kind: 'skipped' },
      },
    ],
    buttons: [
      { icon: 'edit', tooltip: t('Change the name'), act: () => {}, closes: { kind: 'rename' } },
      {
        icon: 'organization',
        tooltip: t('Change the account or organization it acts for'),
        act: () => {},
        closes: { kind: 'owner', ask: askOwner },
      },
    ],
  });
  return answer ?? { kind: 'left' };
}

/** Permissions in one short line, what writes first: `Contents, Pull requests: write · Issues: read`. */
function byLevel(permissions: Permissions): string {
  const levels: readonly PermissionLevel[] = ['admin', 'write', 'read'];
  return levels
    .flatMap((level) => {
      const names = Object.keys(permissions).filter((name) => permissions[name] === level);
      const shown = names.filter((name) => name !== 'metadata').map((name) => permissionWord(name));
      return shown.length === 0 ? [] : [`${shown.join(', ')}: ${level}`];
    })
    .join(' · ');
}

/** What people grant beyond pushing and pull requests, the dangerous ones first. Names as on GitHub's form. */
const beyond: readonly (readonly [string, PermissionLevel])[] = [
  ['administration', 'write'],
  ['organization_administration', 'write'],
  ['members', 'write'],
  ['secrets', 'write'],
  ['workflows', 'write'],
  ['actions', 'write'],
  ['environments', 'write'],
  ['repository_hooks', 'write'],
  ['organization_secrets', 'write'],
  ['organization_self_hosted_runners', 'write'],
  ['issues', 'write'],
  ['deployments', 'write'],
  ['packages', 'write'],
  ['pages', 'write'],
];

/**
 * Asks what else the token was given; undefined when the person leaves. The answer stands beside pushing and draft
 * pull requests, so that everything more than those shows as surplus.
 */
export async function askMorePermissions(name: string): Promise<Permissions | undefined> {
  const { t } = vscode.l10n;
  const chosen = await pickMany({
    title: name,
    placeholder: t('What was it given besides Contents and Pull requests?'),
    choices: beyond.map(([permission, level]) => ({
      label: permissionWord(permission, level),
      detail: surplusReason(permission),
      value: [permission, level] as const,
    })),
  });
  return chosen && { ...purposes['push-and-draft'].permissions, ...Object.fromEntries(chosen) };
}

/** An account or organization name, or an empty text for none; undefined when the person leaves. */
export function askOwner(present: string | undefined): Promise<string | undefined> {
  const { t } = vscode.l10n;
  return askText({
    title: t('Acts For'),
    prompt: t('The account or organization chosen as resource owner on GitHub’s page. Empty: not known.'),
    value: present ?? '',
    refuse: (value) => (value === '' ? undefined : ownerFault(value)),
  });
}

/** `Contents: write, Pull requests: write`, in the words of GitHub's form. */
export function permissionWords(permissions: Permissions): string {
  return Object.entries(permissions)
    .filter(([name]) => name !== 'metadata')
    .map(([name, level]) => permissionWord(name, level))
    .join(', ');
}

/** `Pull requests: write`; without a level the name alone. */
export function permissionWord(name: string, level?: PermissionLevel): string {
  const words = name.replaceAll('_', ' ');
  const shown = `${words.charAt(0).toUpperCase()}${words.slice(1)}`;
  return level === undefined ? shown : `${shown}: ${level}`;
}
