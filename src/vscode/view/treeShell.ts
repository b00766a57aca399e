import * as vscode from 'vscode';
import { viewId } from '../../manifest.ts';

/** A line of the view. What it holds is known to the lazily loaded part, which makes it. */
export interface TreeLine {
  readonly parent: TreeLine | undefined;
  item(): vscode.TreeItem;
  /** What is only needed when a pointer rests on it. */
  tooltip(): vscode.MarkdownString;
}

/** What stands below a line, or at the top. Must not throw: VS Code would show that as it is. */
export type ChildrenOf = (line: TreeLine | undefined) => Promise<TreeLine[]>;

/** The view as activation registers it: without a provider VS Code would say that there is no data. */
export interface TreeShell {
  readonly view: vscode.TreeView<TreeLine>;
  /** Draws these lines again with all below them; `undefined` draws everything. */
  readonly changed: vscode.EventEmitter<TreeLine[] | undefined>;
}

/** Registers the view; its lines come with the lazily loaded part, once somebody opens it. */
export function treeShell(children: ChildrenOf): TreeShell {
  const changed = new vscode.EventEmitter<TreeLine[] | undefined>();
  const view = vscode.window.createTreeView<TreeLine>(viewId, {
    showCollapseAll: true,
    treeDataProvider: {
      onDidChangeTreeData: changed.event,
      getChildren: children,
      getTreeItem: (line) => line.item(),
      getParent: (line) => line.parent,
      resolveTreeItem: (item, line) => Object.assign(item, { tooltip: line.tooltip() }),
    },
  });
  return { view, changed };
}
