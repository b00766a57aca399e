import type { PermissionRow } from '../permissions/permissionTable.ts';
import { isAcceptable } from '../policy/policyFinding.ts';
import type { GroupNode, LeakPlaceNode, TreeNode, Urgency } from './treeNode.ts';

/** How a line is drawn and what may be done with it, as data: names of VS Code's icons and colours, none of our own. */
export interface TreeLook {
  readonly icon: string;
  /** A colour of the theme, so that every theme, high contrast too, has its own. Never the only carrier: words say it as well. */
  readonly colour: string | undefined;
  /** What the menus of package.json ask for. */
  readonly context: string;
  readonly opens: 'not' | 'closed' | 'open';
}

const colours: Readonly<Record<Urgency, string | undefined>> = Object.freeze({
  error: 'problemsErrorIcon.foreground',
  warning: 'problemsWarningIcon.foreground',
  info: 'problemsInfoIcon.foreground',
  none: undefined,
});

const groups: Readonly<Record<GroupNode['of'], string>> = Object.freeze({
  permissions: 'shield',
  places: 'repo',
  journal: 'history',
});

const placeIcons: Readonly<Record<LeakPlaceNode['place']['kind'], string>> = Object.freeze({
  file: 'file',
  staged: 'diff-added',
  commit: 'git-commit',
});

export function lookOf(node: TreeNode): TreeLook {
  const leaf = (icon: string, context: string, urgency: Urgency = 'none'): TreeLook => ({
    icon,
    colour: colours[urgency],
    context,
    opens: 'not',
  });
  switch (node.kind) {
    case 'store':
      return leaf('warning', `store.${node.trouble}`, 'warning');
    case 'host':
      return { ...leaf('github', 'host'), opens: 'open' };
    case 'owner':
      return { ...leaf('organization', 'owner'), opens: 'open' };
    case 'entry': {
      const loud = node.urgency === 'error' || node.urgency === 'warning';
      const isApp = node.entry.kind === 'app-key';
      const context = isApp ? 'app' : node.couldServe ? 'entry.couldServe' : 'entry';
      const look = loud ? leaf(node.urgency, context, node.urgency) : leaf(isApp ? 'robot' : 'key', context);
      return { ...look, opens: 'closed' };
    }
    case 'finding': {
      const { finding } = node;
      if (finding.acceptedUntil !== undefined)
        return { ...leaf('check', 'finding.accepted'), colour: 'disabledForeground' };
      return leaf(finding.severity, `finding.${isAcceptable(finding) ? 'open' : 'final'}`, finding.severity);
    }
    case 'group':
      return { ...leaf(groups[node.of], `group.${node.of}`), opens: 'closed' };
    case 'place':
      return { ...leaf('repo', 'place'), opens: 'closed' };
    case 'permission':
      return permissionLook(node.row);
    case 'record':
      return leaf(node.record.result === 'done' ? 'circle-small-filled' : 'circle-slash', 'record');
    case 'allRecords':
      return leaf('list-unordered', 'allRecords');
    case 'begun':
      return leaf('sync', 'begun');
    case 'key':
      return leaf(node.old ? 'archive' : 'key', 'appKey');
    case 'installations':
      return leaf('link-external', 'installations');
    case 'previous':
      return leaf('archive', 'previous');
    case 'elsewhere':
      return { ...leaf('eye', 'elsewhere'), opens: 'open' };
    case 'watched': {
      const loud = node.urgency === 'error' || node.urgency === 'warning';
      return leaf(loud ? node.urgency : 'eye', 'watched', loud ? node.urgency : 'none');
    }
    case 'leaks':
      return { ...leaf('search', 'leaks'), opens: 'closed' };
    case 'leakPlace':
      return { ...leaf(placeIcons[node.place.kind], 'leakPlace'), opens: 'open' };
    case 'leak': {
      const { weight } = node.judged;
      if (weight === 'quiet') return { ...leaf('beaker', 'leak'), colour: 'disabledForeground' };
      return weight === 'warning' ? leaf('warning', 'leak', 'warning') : leaf('question', 'leak');
    }
    case 'gone':
      return { ...leaf('question', 'gone', 'warning'), opens: 'open' };
    case 'lost':
      return leaf('question', 'lost');
    case 'failed':
      return leaf('error', 'failed', 'error');
    case 'unreadable':
      return leaf('warning', 'unreadable', 'warning');
  }
}

/** Had and needed is a tick; had and not needed is to be looked at; the words say which. */
function permissionLook({ verdict, need }: PermissionRow): TreeLook {
  const look = { context: 'permission', opens: 'not', colour: undefined } as const;
  if (verdict === 'unknown') return { ...look, icon: 'question' };
  if (verdict === 'no') return { ...look, icon: 'circle-slash' };
  const beyond = need === 'never' || need === 'surplus';
  return beyond
    ? { ...look, icon: 'warning', colour: need === 'never' ? colours.warning : undefined }
    : { ...look, icon: 'check' };
}
