import * as vscode from 'vscode';
import { drawnLine } from '../../shared/text.ts';
import type { Observation } from '../../tokens/entry.ts';
import type { EntryNode, FindingNode, PlaceNode, StoreTrouble, TreeNode } from '../../tree/treeNode.ts';
import { dateAndDistance } from './dates.ts';
import { explainFinding } from './findings.ts';
import { actorText, ago, recordSentence } from './journal.ts';
import { breadthLong, breadthWord, lifeLong, lifeShort } from './status.ts';
import { evidenceWord, kindWord } from './words.ts';

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
  const accessible = [label, ...(spoken ?? [description])].filter(Boolean).join(', ');
  return {
    label: drawnLine(label, longestLine),
    description: drawnLine(description, longestLine),
    accessible: drawnLine(accessible, 2 * longestLine),
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
      return entryWords(node);
    case 'finding':
      return findingWords(node, now);
    case 'group':
      return {
        label: node.of === 'places' ? t('Where it is used') : t('What was done with it'),
        description: '',
      };
    case 'place':
      return { label: node.repository, description: seenWords(node) };
    case 'record':
      return {
        label: recordSentence(node.record),
        description: `${ago(node.record.time, now)} · ${actorText(node.record)}`,
      };
    case 'allRecords':
      return node.count === 0
        ? { label: t('Nothing is recorded here yet'), description: '' }
        : { label: t('Show all'), description: t('{0} in all', node.count) };
    case 'previous':
      return {
        label: t('The token before this one is still kept'),
        description: t('replaced {0}', dateAndDistance(node.replacedAt, now)),
      };
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

function entryWords({ entry, life, breadth, usedHere, findings }: EntryNode): Words {
  const { t } = vscode.l10n;
  const open = findings.filter((finding) => finding.acceptedUntil === undefined).length;
  const counted = open === 0 ? '' : open === 1 ? t('one finding') : t('{0} findings', open);
  const here = usedHere ? t('used here') : '';
  return {
    label: entry.name,
    description: [lifeShort(life), breadthWord(breadth), here].filter(Boolean).join(' · '),
    spoken: [lifeLong(life), breadthLong(breadth), here, counted],
  };
}

function findingWords({ entry, finding, accepted }: FindingNode, now: number): Words {
  const { t } = vscode.l10n;
  const { title, why, next } = explainFinding(finding, entry, now);
  if (finding.acceptedUntil !== undefined) {
    const until = dateAndDistance(finding.acceptedUntil, now);
    const description = accepted
      ? t('accepted until {0}: {1}', until, accepted.reason)
      : t('accepted until {0}', until);
    return { label: title, description };
  }
  const severity = { error: t('error'), warning: t('warning'), info: t('information') }[finding.severity];
  const step = next === '' ? '' : t('next: {0}', next);
  return { label: title, description: step, spoken: [severity, why, step] };
}

function seenWords({ seen }: PlaceNode): string {
  const { t } = vscode.l10n;
  if (seen.length === 0) return t('confirmed, not used yet');
  const words: Readonly<Record<Observation['operation'], string>> = {
    read: t('read'),
    push: t('push'),
    'open-draft-pr': t('draft pull request'),
  };
  return seen.map(({ operation, evidence }) => `${words[operation]}: ${evidenceWord(evidence)}`).join(' · ');
}

/** What the number on the view's icon counts. */
export function badgeWords(count: number): string {
  const { t } = vscode.l10n;
  return count === 1
    ? t('One finding about your tokens waits for an answer')
    : t('{0} findings about your tokens wait for an answer', count);
}
