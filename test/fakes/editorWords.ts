import { registerHooks } from 'node:module';

/**
 * VS Code's `l10n.t` and what else our words are made with, for tests outside of VS Code. As there, placeholders are
 * filled in one pass: a value that itself looks like a placeholder stays as it is.
 */
const source = `
export const l10n = {
  t: (text, ...values) =>
    text.replace(/\\{(\\d+)\\}/g, (whole, at) => (at in values ? String(values[at]) : whole)),
};
export const env = { language: 'en' };
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
`;

/** Lets modules that import `vscode` be loaded. Import them after this, with `import()`. */
export function giveEditorWords(): { readonly stop: () => void } {
  const hooks = registerHooks({
    resolve: (name, context, next) =>
      name === 'vscode'
        ? { url: `data:text/javascript,${encodeURIComponent(source)}`, shortCircuit: true }
        : next(name, context),
  });
  return { stop: () => hooks.deregister() };
}

/** What was shown and run by code that imported the stand-in. */
export interface Seen {
  readonly shown: {
    readonly kind: string;
    readonly text: string;
    readonly buttons: readonly string[];
  }[] & { answer?: ((buttons: readonly string[]) => string | undefined) | undefined };
  readonly ran: (readonly unknown[])[];
}
