import * as vscode from 'vscode';

/** What a quick pick showed. */
export interface ShownPick {
  readonly placeholder: string;
  readonly rows: readonly { readonly label: string; readonly description: string; readonly detail: string }[];
}

/**
 * Runs something that asks by quick picks, answering each with the row of the next label in turn; with none left the
 * pick is left, as with Escape. Gives what was shown, and what came of it.
 */
export async function answering<T>(
  labels: readonly string[],
  ask: () => Promise<T>,
): Promise<{ readonly shown: readonly ShownPick[]; readonly result: T }> {
  const shown: ShownPick[] = [];
  const left = [...labels];
  const window = vscode.window as { createQuickPick: typeof vscode.window.createQuickPick };
  const create = window.createQuickPick;
  window.createQuickPick = <Item extends vscode.QuickPickItem>() => {
    const accepts: (() => void)[] = [];
    const hides: (() => void)[] = [];
    const box = {
      items: [] as readonly Item[],
      selectedItems: [] as readonly Item[],
      placeholder: '',
      onDidAccept: (act: () => void) => accepts.push(act),
      onDidHide: (act: () => void) => hides.push(act),
      onDidTriggerButton: () => undefined,
      onDidChangeValue: () => undefined,
      hide: () => undefined,
      dispose: () => undefined,
      show() {
        shown.push({
          placeholder: box.placeholder,
          rows: box.items.map(({ label, description = '', detail = '' }) => ({ label, description, detail })),
        });
        const wanted = left.shift();
        box.selectedItems = box.items.filter(({ label }) => label === wanted);
        const acts = box.selectedItems.length > 0 ? accepts : hides;
        setImmediate(() => {
          for (const act of acts) act();
        });
      },
    };
    return box as unknown as vscode.QuickPick<Item>;
  };
  try {
    return { result: await ask(), shown };
  } finally {
    window.createQuickPick = create;
  }
}
