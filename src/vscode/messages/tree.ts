import * as vscode from 'vscode';
import { drawnLine } from '../../shared/text.ts';
import type { PreviousToken } from '../../tokens/entry.ts';
import { lifeLeft } from '../../tokens/lifeLeft.ts';
import type {
  EntryNode,
  FindingNode,
  GroupNode,
  PermissionNode,
  PlaceNode,
  StoreTrouble,
  TreeNode,
  WatchedNode,
} from '../../tree/treeNode.ts';
import { permissionWord } from '../askPurpose.ts';
import { keyLine, keyShort } from './appKeys.ts';
import { dateAndDistance } from './dates.ts';
import { acceptedWords, explainFinding } from './findings.ts';
import { actorText, ago, recordSentence } from './journal.ts';
import { leakPlaceWords, leaksWords, leakWords } from './leaks.ts';
import { needWord, verdictWord } from './permissions.ts';
import { breadthLong, breadthWord, lifeLong, lifeShort } from './status.ts';
import { placeLine, watchedLife } from './watched.ts';
import { evidenceWord, kindWord, operationWord } from './words.ts';

/** What is read of a line: by eye, and by a screen reader. */
export interface TreeWords {
  readonly label: string;
  readonly description: string;
  /** Everything that icon and colour say as well. */
  readonly accessible: string;
}

const longestLine = 250;

/** The words of a line. Names of people, repositories and servers are in them: each text is one short plain line. */
export function treeWords(node: TreeNode, now: number): TreeWords {
  const { label, description, spoken } = wordsOf(node, now);
  const parts = [label, ...(spoken ?? [description])].map((part) => drawnLine(part, longestLine));
  return {
    label: drawnLine(label, longestLine),
    description: drawnLine(description, longestLine),
    accessible: parts.filter((part) => part !== '').join(', '),
  };
}

interface Words {
  readonly label: string;
  readonly description: string;
  /** Instead of the description, where that is too short to be heard. */
  readonly spoken?: readonly string[];
}

function wordsOf(node: TreeNode, now: number): Words {
  const { t } = vscode.l10n;
  switch (node.kind) {
    case 'store':
      return storeWords(node.trouble);
    case 'host':
      return { label: node.host, description: '' };
    case 'owner': {
      const { length } = node.children;
      const label = node.owner ?? t('Owner not known');
      return { label, description: length === 1 ? t('one token') : t('{0} tokens', length) };
    }
    case 'entry':
      return entryWords(node, now);
    case 'finding':
      return findingWords(node, now);
    case 'group':
      return { label: groupWords(node), description: '' };
    case 'place':
      return { label: node.repository, description: seenWords(node) };
    case 'permission':
      return permissionWords(node);
    case 'record':
      return {
        label: recordSentence(node.record),
        description: `${ago(node.record.time, now)} · ${actorText(node.record)}`,
      };
    case 'allRecords':
      return node.count === 0
        ? { label: t('Nothing is recorded here yet'), description: '' }
        : { label: t('Show all'), description: t('{0} in all', node.count) };
    case 'begun':
      return {
        label: t('A rotation was begun'),
        description: t('{0}; choose it to go on', dateAndDistance(node.begun.at, now)),
      };
    case 'key':
      return {
        label: node.old ? t('Old key') : t('Key in use'),
        description: keyLine(node.key, now),
      };
    case 'installations':
      return { label: t('Where it is installed'), description: t('opens GitHub; it is uninstalled there') };
    case 'previous':
      return {
        label: t('The old token is still kept'),
        description: keptWords(node.previous, now),
      };
    case 'elsewhere':
      return { label: t('Live elsewhere'), description: unreadableFiles(node.unreadable) };
    case 'watched':
      return watchedWords(node, now);
    case 'leaks':
      return leaksWords(node);
    case 'leakPlace':
      return leakPlaceWords(node);
    case 'leak':
      return leakWords(node);
    case 'gone':
      return { label: t('Gone from the store'), description: t('nothing happened to them at GitHub') };
    case 'lost':
      return { label: kindWord(node.lost.kind), description: node.lost.host ?? t('host not known') };
    case 'unreadable':
      return {
        label:
          node.count === 1
            ? t('One stored value cannot be read')
            : t('{0} stored values cannot be read', node.count),
        description: t('left as it is'),
      };
    case 'failed':
      return { label: t('The tokens cannot be read now'), description: t('show why') };
  }
}

function unreadableFiles(count: number): string {
  const { t } = vscode.l10n;
  if (count === 0) return '';
  return count === 1 ? t('one file cannot be read') : t('{0} files cannot be read', count);
}

/** A colour is said in words by the date: "expired" and "in 2 days". */
function watchedWords({ token }: WatchedNode, now: number): Words {
  const { expiry } = token;
  const life = watchedLife(expiry, now);
  const place = placeLine(token.place);
  // As short as a token of our own has it: a date with its distance leaves no room for the place.
  const short =
    expiry.kind === 'at' ? lifeShort(lifeLeft({ expiry, health: { kind: 'unchecked' } }, now)) : life;
  return {
    label: token.name,
    description: `${short} · ${place}`,
    spoken: [life, place, token.owner ?? '', token.note ?? ''],
  };
}

function storeWords(trouble: StoreTrouble): Words {
  const { t } = vscode.l10n;
  switch (trouble) {
    case 'readOnly':
      return {
        label: t('This window has an old copy of the tokens'),
        description: t('reload it to change any'),
      };
    case 'storeEmpty':
      return {
        label: t('The secret storage is empty'),
        description: t('nothing is stored until you decide'),
      };
    case 'memoryOnly':
      return {
        label: t('This VS Code does not keep secrets'),
        description: t('tokens are gone after a restart'),
      };
  }
}

function entryWords({ entry, life, breadth, usedHere, findings }: EntryNode, now: number): Words {
  const { t } = vscode.l10n;
  const open = findings.filter((finding) => finding.acceptedUntil === undefined).length;
  const counted = open === 0 ? '' : open === 1 ? t('one finding') : t('{0} findings', open);
  const here = usedHere ? t('used here') : '';
  if (entry.kind === 'app-key') {
    const line = keyShort(entry, now);
    return { label: entry.name, description: line, spoken: [kindWord(entry.kind), line, counted] };
  }
  return {
    label: entry.name,
    description: [lifeShort(life), breadthWord(breadth), here].filter(Boolean).join(' · '),
    spoken: [lifeLong(life), breadthLong(breadth), here, counted],
  };
}

function findingWords({ entry, finding }: FindingNode, now: number): Words {
  const { t } = vscode.l10n;
  const { title, why, next } = explainFinding(finding, entry, now);
  if (finding.acceptedUntil !== undefined) {
    return { label: title, description: acceptedWords(finding, entry, now) };
  }
  const severity = { error: t('error'), warning: t('warning'), info: t('information') }[finding.severity];
  const step = next === '' ? '' : t('next: {0}', next);
  return { label: title, description: step, spoken: [severity, why, step] };
}

function keptWords({ replacedAt, keepUntil, revocation }: PreviousToken, now: number): string {
  const { t } = vscode.l10n;
  if (revocation !== undefined) return t('to be revoked, not yet seen dead');
  return keepUntil === undefined
    ? t('replaced {0}', dateAndDistance(replacedAt, now))
    : t('on purpose until {0}', dateAndDistance(keepUntil, now));
}

function groupWords({ of }: GroupNode): string {
  const { t } = vscode.l10n;
  const words: Readonly<Record<GroupNode['of'], string>> = {
    permissions: t('What it may do'),
    places: t('Where it is used'),
    journal: t('What was done with it'),
  };
  return words[of];
}

function permissionWords({ row }: PermissionNode): Words {
  const [first] = row.evidence;
  const known = first === undefined || row.verdict === 'unknown' ? '' : evidenceWord(first.evidence);
  const parts = [verdictWord(row), needWord(row.need), known];
  return {
    label: permissionWord(row.permission, row.level),
    description: parts.filter(Boolean).join(' · '),
    spoken: parts,
  };
}

function seenWords({ seen, sight }: PlaceNode): string {
  const { t } = vscode.l10n;
  if (sight.kind === 'notVisible') return t('not visible to it');
  if (seen.length === 0) return t('nothing was done there yet');
  return seen
    .map(({ operation, evidence }) => `${operationWord(operation)}: ${evidenceWord(evidence)}`)
    .join(' · ');
}

/** What the number on the view's icon counts. */
export function badgeWords(findings: number, leaks: number): string {
  const { t } = vscode.l10n;
  const parts: string[] = [];
  if (findings === 1) parts.push(t('One finding about your tokens waits for an answer'));
  if (findings > 1) parts.push(t('{0} findings about your tokens wait for an answer', findings));
  if (leaks === 1) parts.push(t('one leaked token was found'));
  if (leaks > 1) parts.push(t('{0} leaked tokens were found', leaks));
  return parts.join('; ');
}
