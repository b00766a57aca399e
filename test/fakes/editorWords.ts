import { registerHooks } from 'node:module';

/**
 * VS Code's `l10n.t` and what else our words are made with, for tests outside of VS Code. As there, placeholders are
 * filled in one pass: a value that itself looks like a placeholder stays as it is.
 */
const source = `
export const l10n = {
  t: (given, ...more) => {
    const [text, values] = typeof given === 'string' ? [given, more] : [given.message, given.args];
    return text.replace(/\\{(\\d+)\\}/g, (whole, at) => (at in values ? String(values[at]) : whole));
  },
};
export const env = { language: 'en', uiKind: 1 };
export const UIKind = { Desktop: 1, Web: 2 };
export const shown = [];
const show = (kind) => async (text, ...buttons) => {
  shown.push({ kind, text, buttons });
  return shown.answer?.(buttons);
};
export const window = {
  showErrorMessage: show('error'),
  showWarningMessage: show('warning'),
  showInformationMessage: show('info'),
};
export const ran = [];
export const commands = { executeCommand: async (...given) => void ran.push(given) };
export const documents = [];
export const Uri = { from: ({ scheme, path }) => scheme + ':' + path, parse: (text) => text };
export const workspace = {
  registerTextDocumentContentProvider: (_scheme, provider) => {
    workspace.provider = provider;
    return { dispose: () => undefined };
  },
  openTextDocument: async (uri) => ({ uri, text: workspace.provider.provideTextDocumentContent(uri) }),
};
window.showTextDocument = async (document) => void documents.push(document);
env.openExternal = async (uri) => void ran.push(['open', uri]);
export const QuickPickItemKind = { Separator: -1 };
export const InputBoxValidationSeverity = { Warning: 2, Error: 3 };
export class ThemeIcon {}
const nothing = () => ({ dispose: () => undefined });
window.createQuickPick = () => {
  const box = { items: [], onDidTriggerButton: nothing, onDidChangeValue: nothing, onDidAccept: nothing, onDidHide: nothing };
  return Object.assign(box, { show: () => shown.push({ kind: 'pick', items: box.items }) });
};
window.showQuickPick = async (items) => void shown.push({ kind: 'pick', items });
`;

const standIn = `data:text/javascript,${encodeURIComponent(source)}`;

/**
 * Lets modules that import `vscode` be loaded, by `import()` after this. They are copies of their own, so that another
 * stand-in for the editor in the same process keeps its own too.
 */
export function giveEditorWords(): { readonly stop: () => void } {
  const hooks = registerHooks({
    resolve: (name, context, next) => {
      if (name === 'vscode') return { url: standIn, shortCircuit: true };
      const found = next(name, context);
      return found.url.includes('/src/vscode/') ? { ...found, url: `${found.url}?words` } : found;
    },
  });
  return { stop: () => hooks.deregister() };
}

interface Shown {
  readonly kind: string;
  readonly text: string;
  readonly buttons: readonly string[];
  readonly items: readonly {
    readonly label: string;
    readonly description?: string;
    readonly detail?: string;
  }[];
}

/** What was shown and run by code that imported the stand-in; `answer` presses one of the buttons. */
export interface Seen {
  readonly shown: Shown[] & { answer?: ((buttons: readonly string[]) => string | undefined) | undefined };
  readonly ran: (readonly unknown[])[];
  readonly documents: { readonly uri: string; readonly text: string }[];
}

export async function whatWasSeen(): Promise<Seen> {
  return (await import('vscode')) as unknown as Seen;
}
