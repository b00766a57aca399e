import * as vscode from 'vscode';
import type { SyntaxFault, TeamFileProblem, Wanted } from '../../guardrails/teamFileProblem.ts';
import { teamKeys } from '../../teamPolicy/teamRules.ts';
import { shown } from './shown.ts';

/** What is wrong in a repository's own rules, and what would be right: one text for the editor's list of problems. */
export function teamDiagnosticText(problem: TeamFileProblem): string {
  return `${teamProblemText(problem)} ${teamProblemNext(problem)}`;
}

/** What is wrong. */
export function teamProblemText(problem: TeamFileProblem): string {
  const { t } = vscode.l10n;
  switch (problem.kind) {
    case 'unreadable':
      return t('The rules of this repository could not be read.');
    case 'link':
      return t('The rules of this repository are a link out of it, which is not followed.');
    case 'tooLarge':
      return t('The rules of this repository are larger than {0} kilobytes.', problem.maxBytes / 1024);
    case 'tooDeep':
      return t('This is nested deeper than any rule.');
    case 'tooMany':
      return t('This file has more parts than rules need.');
    case 'reference':
      return t('In YAML {0} and {1} begin a reference, and none is read.', '*', '&');
    case 'tag':
      return t('In YAML an exclamation mark begins a tag, and none is read.');
    case 'directive':
      return t('Lines that begin with {0} are not read.', '%');
    case 'severalDocuments':
      return t('A second document begins here, and only one is read.');
    case 'syntax':
      return syntaxText(problem.what);
    case 'notAMap':
      return t('These are no rules.');
    case 'keyNotText':
      return t('The name of a rule is missing here.');
    case 'versionMissing':
      return t('The version of these rules is missing.');
    case 'duplicateKey':
      return t('{0} stands here a second time.', problem.key);
    case 'unknownKey':
      return t('There is no rule {0}.', shown(problem.key));
    case 'wrongValue':
      return t('This is no value for {0}.', problem.key);
    case 'unknownName':
      return t('GitHub documents no permission or scope {0}.', shown(problem.name));
    default:
      return ignoredText(problem);
  }
}

type Ignored = Extract<
  TeamFileProblem,
  { readonly kind: 'namesHost' | 'runs' | 'ownRepository' | 'personal' | 'loosens' | 'asksNothing' }
>;

/** What is understood, and why nothing comes of it. */
function ignoredText({ kind, key: given }: Ignored): string {
  const { t } = vscode.l10n;
  const key = shown(given);
  switch (kind) {
    case 'namesHost':
      return t('{0} is ignored: a file of a repository never says where a token goes.', key);
    case 'runs':
      return t('{0} is ignored: a file of a repository never runs anything.', key);
    case 'ownRepository':
      return t('{0} is ignored: these rules are for this repository only.', key);
    case 'personal':
      return t('{0} is ignored: each person chooses when to be warned.', key);
    case 'loosens':
      return t('{0} loosens nothing: the stricter rule stays.', key);
    case 'asksNothing':
      return t('{0} asks for nothing as it stands.', key);
  }
}

/** What would be right. */
function teamProblemNext(problem: TeamFileProblem): string {
  const { t } = vscode.l10n;
  switch (problem.kind) {
    case 'unreadable':
    case 'link':
      return t('Put a plain text file there.');
    case 'tooLarge':
    case 'tooMany':
      return t('Leave only rules in it.');
    case 'tooDeep':
      return t('Write a rule, and below it a list.');
    case 'reference':
      return t('Put a pattern in quotes, such as {0}, or write the value out.', '"*.pem"');
    case 'tag':
      return t('Put a pattern in quotes.');
    case 'directive':
      return t('Leave it out.');
    case 'severalDocuments':
      return t('Write everything into the first.');
    case 'syntax':
      return syntaxNext(problem.what);
    case 'notAMap':
    case 'versionMissing':
      return t('Begin with {0}.', 'version: 1');
    case 'keyNotText':
      return t('Write a name, a colon and a value.');
    case 'duplicateKey':
      return t('Keep one of them.');
    case 'unknownKey':
      return problem.meant === undefined
        ? t('Choose one of {0}.', teamKeys.join(', '))
        : t('Did you mean {0}?', problem.meant);
    case 'wrongValue':
      return wantedText(problem.wanted);
    case 'unknownName':
      return t('It counts as written.');
    case 'ownRepository':
      return t('Put a file into each of them.');
    case 'loosens':
    case 'asksNothing':
      return t('A team can only ask for more.');
    default:
      return t('Take it out.');
  }
}

function wantedText(wanted: Wanted): string {
  const { t } = vscode.l10n;
  switch (wanted.kind) {
    case 'version':
      return t('Write {0}.', 'version: 1');
    case 'days':
      return t('Write a whole number of days from {0} to {1}.', wanted.from, wanted.to);
    case 'oneOf':
      return t('Write a list of one or more of {0}.', wanted.values.join(', '));
    case 'grants':
      return t('Write a list of permissions or scopes, such as {0} or {1}.', 'actions:write', 'admin:org');
    case 'patterns':
      return t('Write a list of patterns of at most 300 characters, such as {0}.', '"*.pem"');
    case 'on':
      return t('Write {0}.', 'true');
  }
}

function syntaxText(what: SyntaxFault): string {
  const { t } = vscode.l10n;
  switch (what) {
    case 'tab':
      return t('A tab stands here where YAML takes spaces only.');
    case 'indent':
      return t('This line begins further left or right than YAML allows here, or a bracket above is open.');
    case 'unclosed':
      return t('A quote or bracket is not closed here, or a comma is missing.');
    case 'colon':
      return t('YAML expects one name, a colon and one value here.');
    case 'escape':
      return t('YAML knows no such escape.');
    case 'other':
      return t('YAML cannot be read from here on.');
  }
}

function syntaxNext(what: SyntaxFault): string {
  const { t } = vscode.l10n;
  switch (what) {
    case 'tab':
      return t('Use spaces.');
    case 'indent':
      return t('Line it up with its neighbours.');
    case 'unclosed':
      return t('Close it, or write the comma.');
    case 'colon':
      return t('Write one per line, and put text with a colon in quotes.');
    case 'escape':
      return t('Use single quotes, or double the backslash.');
    case 'other':
      return t('Put text that begins with a sign in quotes, and line up the names.');
  }
}
