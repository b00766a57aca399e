import * as vscode from 'vscode';
import type { ViewCommandId } from '../../manifest.ts';
import { lookOf, type TreeLook } from '../../tree/lookOf.ts';
import type { TreeNode } from '../../tree/treeNode.ts';
import { treeWords } from '../messages/tree.ts';
import { tooltipOf } from './tooltip.ts';
import type { TreeLine } from './treeShell.ts';

const open: ViewCommandId = 'tokenWarden.view.open';

/** What does something when it is chosen; the others only open and close. */
const acting: readonly TreeNode['kind'][] = [
  'entry',
  'finding',
  'record',
  'allRecords',
  'begun',
  'previous',
  'key',
  'installations',
  'watched',
  'leak',
  'lost',
  'store',
  'unreadable',
  'failed',
];

/**
 * A line of the view as VS Code holds it: one object for as long as the line stands, whatever it shows meanwhile. Being
 * that object is what makes a call one by a person: nobody else has it.
 */
export class Line implements TreeLine {
  node: TreeNode;
  parent: Line | undefined;
  /** ms since the epoch, of the picture the node is from. */
  now: number;
  /** Undefined until it was opened. */
  below: readonly Line[] | undefined;

  constructor(node: TreeNode, parent: Line | undefined, now: number) {
    this.node = node;
    this.parent = parent;
    this.now = now;
  }

  item(): vscode.TreeItem {
    const { label, description, accessible } = treeWords(this.node, this.now);
    const look = lookOf(this.node);
    const item = new vscode.TreeItem(label, stateOf(look));
    const colour = look.colour === undefined ? undefined : new vscode.ThemeColor(look.colour);
    item.id = this.node.id;
    item.description = description;
    item.iconPath = new vscode.ThemeIcon(look.icon, colour);
    item.contextValue = look.context;
    item.accessibilityInformation = { label: accessible, role: 'treeitem' };
    if (acting.includes(this.node.kind)) item.command = { command: open, title: '', arguments: [this] };
    return item;
  }

  tooltip(): vscode.MarkdownString {
    return tooltipOf(this.node, this.now);
  }

  /** Everything that is seen of it without a pointer, as one text. */
  look(): string {
    return JSON.stringify([treeWords(this.node, this.now), lookOf(this.node)]);
  }
}

function stateOf({ opens }: TreeLook): vscode.TreeItemCollapsibleState {
  const { None, Collapsed, Expanded } = vscode.TreeItemCollapsibleState;
  return { not: None, closed: Collapsed, open: Expanded }[opens];
}
