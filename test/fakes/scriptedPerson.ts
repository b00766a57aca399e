import * as vscode from 'vscode';

/** One thing that was shown to the person, in the order it came. */
export interface Asked {
  readonly kind: 'pick' | 'input' | 'modal' | 'message';
  readonly text: string;
  /** What can be chosen: lines of a list, buttons. */
  readonly choices: readonly string[];
  /** Of a list: each line as a whole. */
  readonly lines?: readonly string[];
}

/** What the person does with it: the label of a line or button, the text they type, or undefined to leave. */
export type Answer = (asked: Asked) => string | undefined;

type Show = (
  text: string,
  ...rest: readonly (string | vscode.MessageOptions)[]
) => Thenable<string | undefined>;

/**
 * A person in front of the window while `work` runs, also for the extension that is installed in it: VS Code hands all
 * code of one extension the same interface. Gives everything they were shown.
 */
export async function withPerson(
  answer: Answer,
  work: () => PromiseLike<unknown>,
): Promise<readonly Asked[]> {
  const shown: Asked[] = [];
  const ask = (asked: Asked): string | undefined => {
    shown.push(asked);
    return answer(asked);
  };
  const window = vscode.window as unknown as Record<string, unknown>;
  const message: Show = async (text, ...rest) => {
    const [options] = rest.filter((one) => typeof one === 'object');
    const choices = rest.filter((one) => typeof one === 'string');
    return ask({
      kind: options?.modal ? 'modal' : 'message',
      text: [text, options?.detail].filter((one) => one !== undefined).join('\n'),
      choices,
    });
  };
  const ours: Record<string, unknown> = {
    createQuickPick: () => pickBox(ask),
    createInputBox: () => inputBox(ask),
    showQuickPick: async () => undefined,
    // A dialog for a file is left: nobody would ever close the real one.
    showSaveDialog: async () => undefined,
    showOpenDialog: async () => undefined,
    showInformationMessage: message,
    showWarningMessage: message,
    showErrorMessage: message,
  };
  const theirs = Object.keys(ours).map((name) => [name, window[name]] as const);
  Object.assign(window, ours);
  try {
    await work();
  } finally {
    for (const [name, original] of theirs) window[name] = original;
  }
  return shown;
}

/** What the boxes of `vscode/prompts.ts` use of a VS Code box: they end with `hide`, which tells that they are gone. */
function box(show: (self: Box) => void): Box {
  const accepts: (() => void)[] = [];
  const hides: (() => void)[] = [];
  const nothing = () => ({ dispose: () => undefined });
  const self: Box = {
    title: '',
    placeholder: '',
    prompt: '',
    value: '',
    items: [],
    selectedItems: [],
    activeItems: [],
    busy: false,
    onDidAccept: (act) => accepts.push(act),
    onDidHide: (act) => hides.push(act),
    onDidTriggerButton: nothing,
    onDidTriggerItemButton: nothing,
    onDidChangeValue: nothing,
    accept: () => {
      for (const act of accepts) act();
    },
    hide: () => {
      for (const act of hides.splice(0)) act();
    },
    dispose: () => undefined,
    // A person reads a list once nothing more is announced.
    show: () => setImmediate(() => settle()),
  };
  const settle = (): unknown => (self.busy ? setTimeout(settle, 5) : show(self));
  return self;
}

interface Box {
  title: string;
  placeholder: string;
  prompt: string;
  value: string;
  items: readonly vscode.QuickPickItem[];
  selectedItems: readonly vscode.QuickPickItem[];
  activeItems: readonly vscode.QuickPickItem[];
  busy: boolean;
  readonly onDidAccept: (act: () => void) => void;
  readonly onDidHide: (act: () => void) => void;
  readonly onDidTriggerButton: unknown;
  readonly onDidTriggerItemButton: unknown;
  readonly onDidChangeValue: unknown;
  readonly accept: () => void;
  readonly hide: () => void;
  readonly dispose: () => void;
  readonly show: () => void;
}

function pickBox(ask: (asked: Asked) => string | undefined): Box {
  return box((self) => {
    const choices = self.items
      .filter(({ kind }) => kind !== vscode.QuickPickItemKind.Separator)
      .map(({ label }) => label);
    const lines = self.items.map(({ label, description = '', detail = '' }) =>
      [label, description, detail].join(' | '),
    );
    const wanted = ask({ kind: 'pick', text: `${self.title}: ${self.placeholder}`, choices, lines });
    const item = self.items.find(({ label }) => label === wanted);
    if (item === undefined) return self.hide();
    self.selectedItems = [item];
    self.accept();
  });
}

function inputBox(ask: (asked: Asked) => string | undefined): Box {
  return box((self) => {
    const typed = ask({ kind: 'input', text: `${self.title}: ${self.prompt}`, choices: [] });
    if (typed === undefined) return self.hide();
    self.value = typed;
    self.accept();
    // Refused: a person would type something else, this one leaves.
    self.hide();
  });
}
