import * as vscode from 'vscode';
import type { GhAlone } from '../../shadows/ghAlone.ts';
import type { ConfigPlace, GitAlone, GitWay, HelperName } from '../../shadows/gitAlone.ts';
import type { Held } from '../../shadows/held.ts';
import type { Shadow, ShadowCause } from '../../shadows/shadow.ts';
import { adviseProblem } from './adviseFailure.ts';
import type { UseLine } from './uses.ts';
import { kindWord } from './words.ts';

interface CauseWords {
  readonly label: string;
  /** What it means, and the one thing to do. */
  readonly detail: string;
}

/** What stands in the way: the cause, then the fix. */
export function shadowLine(shadow: Shadow): UseLine {
  const { label, detail } = causeWords(shadow.cause);
  return { icon: shadow.severity, label, detail, about: { kind: 'shadow', shadow } };
}

function causeWords(cause: ShadowCause): CauseWords {
  const { t } = vscode.l10n;
  switch (cause.kind) {
    case 'variableBeatsLogin':
      return variableWords(cause);
    case 'ghAnswersDead':
      return {
        label: t('gh answers with a dead token'),
        detail: t(
          'Run gh auth login. If you did, a wrapper or profile hands gh an old one: gh auth status names it.',
        ),
      };
    case 'helperFirst':
      return {
        label: t('git asks {0} first', wayWord(cause.first)),
        detail: t(
          'Only if that has nothing: {0}. The order is that of credential.helper.',
          cause.behind.map(wayWord).join(', '),
        ),
      };
    case 'ownHelper':
      return {
        label: t('This repository names a credential helper: {0}', helperWord(cause.helper)),
        detail: t(
          'Your own git runs it here and hands it what you sign in with. Remove it if it is not yours.',
        ),
      };
    case 'ownAskpass':
      return {
        label: t('This repository names the program that asks for passwords'),
        detail: t(
          'Your own git runs it here. Remove core.askPass from its configuration if it is not yours.',
        ),
      };
    case 'tokenInUrl':
      return {
        label: t('The address of {0} holds {1}', cause.remote, heldWord(cause.held)),
        detail: t(
          'git alone sends it, and it is readable in the file. Take it out; Push Branch refuses such an address.',
        ),
      };
    case 'userInUrl':
      return {
        label: t('The address of {0} names the account {1}', cause.remote, cause.user),
        detail: t('git looks for that account only. Take the name out; Push Branch refuses such an address.'),
      };
    case 'header':
      return {
        label: t('A header in git’s configuration holds {0}', heldWord(cause.held)),
        detail: t(
          'git sends it before any login ({0}). Remove http.extraHeader once what left it is over.',
          placeWord(cause.place),
        ),
      };
    case 'rewritten':
      return {
        label: t('{0} sends git to {1}', cause.variable, cause.to),
        detail: cause.elsewhere
          ? t(
              'That is another host than the remote names ({0}). Remove the rule if you do not want that.',
              placeWord(cause.place),
            )
          : t(
              'git alone uses that address ({0}). Push Branch does not follow the rule.',
              placeWord(cause.place),
            ),
      };
    case 'pushUrl':
      return {
        label: t('{0} is pushed to another address: {1}', cause.remote, cause.to),
        detail: cause.elsewhere
          ? t('It is on another host than what is fetched. Remove pushurl if you do not want that.')
          : t('pushurl says so. What is fetched comes from elsewhere on the same host.'),
      };
    case 'ssh':
      return {
        label: t('git alone uses your SSH keys here'),
        detail: t('Push Branch goes over HTTPS with the token. The remote stays as it is.'),
      };
    case 'askpass':
      return {
        label: t('{0} names a program that git asks', cause.variable),
        detail: t('It answers when no helper does. Unset it if a login seems to be ignored.'),
      };
    case 'refused':
      return {
        label: t('Push Branch does not go to this remote'),
        detail: adviseProblem(cause.problem, 'push').text,
      };
    case 'alias':
      return {
        label: t('Nobody said yet which GitHub the SSH name {0} is', cause.alias),
        detail: t('Say it, and what would be used is shown.'),
      };
  }
}

function variableWords({
  name,
  held,
  behind,
  alsoGit,
  dead,
}: Extract<ShadowCause, { readonly kind: 'variableBeatsLogin' }>): CauseWords {
  const { t } = vscode.l10n;
  const what = held === undefined ? name : `${name} (${heldWord(held)})`;
  const after = [...behind, t('gh’s login')].join(', ');
  const who = alsoGit ? t('gh uses it, and so does git, which asks gh.') : t('gh uses it.');
  return {
    label: dead
      ? t('{0} is dead, and comes before {1}', what, after)
      : t('{0} comes before {1}', what, after),
    detail: `${who} ${t('Unset it where it is set (a profile, a wrapper), then restart VS Code.')}`,
  };
}

/** Where git would go, then what it would try, in order. */
export function wayLines({ address, transport, user, ways }: GitAlone): readonly UseLine[] {
  const { t } = vscode.l10n;
  const line = (icon: string, label: string, description?: string): UseLine => ({
    icon,
    label,
    about: { kind: 'nothing' },
    ...(description ? { description } : {}),
  });
  return [
    line(
      'link',
      address,
      user === undefined ? transportWord(transport) : t('{0}, as {1}', transportWord(transport), user),
    ),
    ...ways.map((way, index) => line('chevron-right', `${index + 1}. ${wayWord(way)}`, placeOf(way))),
  ];
}

function placeOf(way: GitWay): string | undefined {
  return 'place' in way && way.place !== undefined ? placeWord(way.place) : undefined;
}

function transportWord(transport: GitAlone['transport']): string {
  const { t } = vscode.l10n;
  const words: Readonly<Record<GitAlone['transport'], string>> = {
    https: t('over HTTPS'),
    http: t('over HTTP, not encrypted'),
    ssh: t('over SSH'),
    other: t('no GitHub over the network'),
  };
  return words[transport];
}

function wayWord(way: GitWay): string {
  const { t } = vscode.l10n;
  switch (way.kind) {
    case 'header':
      return t('a header with {0}', heldWord(way.held));
    case 'url':
      return t('{0} in the address', heldWord(way.held));
    case 'helper':
      return helperWord(way.helper);
    case 'askpass':
      return t('the program of {0}', way.variable);
    case 'editor':
      return t('VS Code’s GitHub session, in VS Code and its terminals');
    case 'ssh':
      return t('your SSH keys');
    case 'prompt':
      return t('a question in the terminal');
  }
}

function helperWord(helper: HelperName): string {
  const { t } = vscode.l10n;
  switch (helper.kind) {
    case 'gh':
      return t('gh, as git’s helper');
    case 'named':
      return t('the helper {0}', helper.name);
    case 'program':
      return t('a helper program');
    case 'shell':
      return t('a shell command as helper');
  }
}

function placeWord({ scope, own }: ConfigPlace): string {
  const { t } = vscode.l10n;
  if (own) return t('in this repository’s configuration');
  return scope === 'system' ? t('in the system’s configuration') : t('in your own configuration');
}

/** Never more of a token than its mask. */
function heldWord(held: Held): string {
  const { t } = vscode.l10n;
  return held.kind === 'token' ? t('a {0} {1}', kindWord(held.token), held.masked) : t('a password');
}

export function ghLine(gh: GhAlone): UseLine {
  const { t } = vscode.l10n;
  const line = (label: string, description?: string): UseLine => ({
    icon: 'terminal',
    label,
    about: { kind: 'nothing' },
    ...(description ? { description } : {}),
  });
  switch (gh.kind) {
    case 'variable':
      return line(gh.name, gh.held && heldWord(gh.held));
    case 'login':
      return line(t('its own login'), gh.entry.login);
    case 'notAsked':
      return line(t('not asked'), t('your setting tokenWarden.sources leaves it out'));
    case 'nothing':
      return line(t('nothing that is known here'));
  }
}
