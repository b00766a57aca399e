import * as vscode from 'vscode';

export interface ShownPick {
  readonly title: string | undefined;
  readonly placeholder: string | undefined;
  readonly items: readonly vscode.QuickPickItem[];
}

/**
 * Answers every quick pick while `work` runs: `choose` names the label of the item to take, undefined leaves the pick.
 * Gives what was shown. Nobody sits at the keyboard of a test.
 */
export async function answerPicks(
  choose: (shown: ShownPick) => string | undefined,
  work: () => Promise<unknown>,
): Promise<readonly ShownPick[]> {
  const shown: ShownPick[] = [];
  const original = vscode.window.createQuickPick;
  const { window } = vscode as { window: { createQuickPick: unknown } };
  window.createQuickPick = () => {
    let accept = () => {};
    let hide = () => {};
    const box = {
      title: undefined as string | undefined,
      placeholder: undefined as string | undefined,
      items: [] as readonly vscode.QuickPickItem[],
      selectedItems: [] as readonly vscode.QuickPickItem[],
      onDidTriggerButton: () => undefined,
      onDidChangeValue: () => undefined,
      onDidAccept: (listener: () => void) => {
        accept = listener;
      },
      onDidHide: (listener: () => void) => {
        hide = listener;
      },
      hide: () => hide(),
      dispose: () => undefined,
      show: () => {
        shown.push({ title: box.title, placeholder: box.placeholder, items: box.items });
        const label = choose({ title: box.title, placeholder: box.placeholder, items: box.items });
        const item = box.items.find((one) => one.label === label);
        if (item === undefined) return box.hide();
        box.selectedItems = [item];
        accept();
      },
    };
    return box;
  };
  try {
    await work();
  } finally {
    window.createQuickPick = original;
  }
  return shown;
}
