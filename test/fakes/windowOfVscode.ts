import { registerHooks } from 'node:module';

/** What was shown, in order, and the labels of the buttons beside it. */
export interface Shown {
  readonly kind: 'info' | 'warning' | 'error' | 'modal' | 'pick' | 'input';
  readonly text: string;
  readonly buttons: readonly string[];
}

export const shown: Shown[] = [];
/** What the person does next: the label of a button or line, or the text for an input. Nothing left: closes it. */
export const answers: string[] = [];
export const opened: string[] = [];
export const clipboardText: string[] = [];
/** Ids of the extensions that are installed. */
export const installed = new Set<string>();

/** From here on, a module that imports `vscode` gets this one, until what is answered is called. */
export function standInForVscode(): () => void {
  const url = import.meta.url;
  const hooks = registerHooks({
    resolve: (name, context, next) =>
      name === 'vscode' ? { url, format: 'module-typescript', shortCircuit: true } : next(name, context),
  });
  return () => hooks.deregister();
}

const ask = (kind: Shown['kind'], text: string, buttons: readonly string[]): string | undefined => {
  shown.push({ kind, text, buttons });
  return buttons.includes(answers[0] ?? '') ? answers.shift() : undefined;
};

const message =
  (kind: Shown['kind']) =>
  async (text: string, ...rest: readonly (string | { readonly modal?: boolean })[]) => {
    const isModal = rest.some((one) => typeof one === 'object' && one.modal);
    const labels = rest.filter((one) => typeof one === 'string');
    return ask(isModal ? 'modal' : kind, text, labels);
  };

/** A quick pick or an input box: takes the next answer as soon as it is shown. */
function box(kind: 'pick' | 'input') {
  const on: Record<string, (() => void) | undefined> = {};
  const made = {
    title: '',
    value: '',
    items: [] as readonly { readonly label: string }[],
    selectedItems: [] as readonly { readonly label: string }[],
    onDidAccept: (act: () => void) => Object.assign(on, { accept: act }),
    onDidHide: (act: () => void) => Object.assign(on, { hide: act }),
    onDidTriggerButton: () => undefined,
    onDidChangeValue: () => undefined,
    dispose: () => undefined,
    hide: () => on.hide?.(),
    show: () => {
      const given = answers.shift();
      shown.push({ kind, text: made.title, buttons: made.items.map(({ label }) => label) });
      if (given === undefined) return on.hide?.();
      made.value = given;
      made.selectedItems = made.items.filter(({ label }) => label.includes(given)).slice(0, 1);
      on.accept?.();
    },
  };
  return made;
}

export const window = {
  showInformationMessage: message('info'),
  showWarningMessage: message('warning'),
  showErrorMessage: message('error'),
  createQuickPick: () => box('pick'),
  createInputBox: () => box('input'),
};

export const l10n = {
  t: (text: string, ...values: readonly unknown[]) =>
    text.replace(/\{(\d)\}/g, (_all, at: string) => String(values[Number(at)])),
};

export const Uri = {
  parse: (text: string) => ({ toString: () => text }),
  from: ({ scheme, authority, path, query }: Record<string, string>) => ({
    toString: () => `${scheme}://${authority}${path}?${query}`,
  }),
};

export const env = {
  uriScheme: 'vscode',
  openExternal: async (uri: object) => opened.push(String(uri)) > 0,
  clipboard: { writeText: async (text: string) => void clipboardText.push(text) },
};

export const extensions = { getExtension: (id: string) => (installed.has(id) ? {} : undefined) };
export const commands = { executeCommand: async () => undefined };
export const QuickPickItemKind = { Separator: -1, Default: 0 };
export const InputBoxValidationSeverity = { Warning: 2, Error: 3 };
