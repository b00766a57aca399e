import * as vscode from 'vscode';
import { boundText, stripControl } from '../shared/text.ts';
import { withoutLinks } from './notify.ts';
import { noteTyping } from './typing.ts';

/** A button in a prompt's title bar: it acts, and the prompt stays open unless it `leaves`. */
export interface TitleButton {
  readonly icon: string;
  readonly tooltip: string;
  readonly act: () => void;
  readonly leaves?: boolean;
}

export interface TextPrompt {
  readonly title: string;
  readonly prompt: string;
  readonly placeholder?: string;
  readonly value?: string;
  readonly buttons?: readonly TitleButton[];
  /** A sentence keeps the box open; undefined accepts. Called on Enter. */
  readonly refuse?: (value: string) => string | Refusal | undefined;
}

/** `canGoOn` means that a second Enter on the same text accepts it. */
export interface Refusal {
  readonly text: string;
  readonly canGoOn: boolean;
}

export interface HiddenPrompt<T> extends Omit<TextPrompt, 'refuse' | 'value'> {
  /** Turns what was typed into what is used; the text itself goes no further than this. */
  readonly read: (text: string) => T;
  readonly refuse: (value: T) => string | Refusal | undefined;
}

/** Asks for a secret. The box never shows its input, and the text leaves here only as what `read` makes of it. */
export async function askHidden<T>({ read, refuse, ...options }: HiddenPrompt<T>): Promise<T | undefined> {
  const text = await openInputBox({ ...options, refuse: (value) => refuse(read(value)) }, true);
  return text === undefined ? undefined : read(text);
}

/** Asks for one line of plain text. */
export function askText(options: TextPrompt): Promise<string | undefined> {
  return openInputBox(options, false);
}

function openInputBox(options: TextPrompt, password: boolean): Promise<string | undefined> {
  const box = vscode.window.createInputBox();
  box.password = password;
  // A person leaves the window to copy a token from the browser: losing focus must not lose the prompt.
  box.ignoreFocusOut = true;
  box.title = options.title;
  // As in a message: VS Code makes a link of `[label](command:…)` here too, and runs the command (D01).
  box.prompt = withoutLinks(options.prompt);
  box.placeholder = options.placeholder ?? '';
  box.value = options.value ?? '';
  const buttons = (options.buttons ?? []).map((button) => ({
    iconPath: new vscode.ThemeIcon(button.icon),
    tooltip: button.tooltip,
    button,
  }));
  box.buttons = buttons;
  let warnedFor: string | undefined;
  return new Promise((resolve) => {
    box.onDidTriggerButton((pressed) => {
      const button = buttons.find((candidate) => candidate === pressed)?.button;
      button?.act();
      if (button?.leaves) box.hide();
    });
    box.onDidChangeValue(() => {
      noteTyping();
      box.validationMessage = undefined;
    });
    box.onDidAccept(() => {
      const value = box.value;
      const answer = options.refuse?.(value);
      const refusal = typeof answer === 'string' ? { text: answer, canGoOn: false } : answer;
      if (refusal !== undefined && !(refusal.canGoOn && warnedFor === value)) {
        warnedFor = value;
        box.validationMessage = {
          message: withoutLinks(refusal.text),
          severity: refusal.canGoOn
            ? vscode.InputBoxValidationSeverity.Warning
            : vscode.InputBoxValidationSeverity.Error,
        };
        return;
      }
      resolve(value);
      box.hide();
    });
    box.onDidHide(() => {
      resolve(undefined);
      box.value = '';
      box.dispose();
    });
    box.show();
  });
}

export interface Choice<T> extends vscode.QuickPickItem {
  readonly value: T;
}

/** A button at the end of a line: the list ends as if a line that means `closes` had been chosen. */
export interface LineButton<T> extends vscode.QuickInputButton {
  readonly closes: T;
}

export function lineButton<T>(icon: string, tooltip: string, closes: T): LineButton<T> {
  return { iconPath: new vscode.ThemeIcon(icon), tooltip, closes };
}

type Lines<T> = readonly (Choice<T> | vscode.QuickPickItem)[];

export interface PickPrompt<T> {
  readonly title: string;
  readonly placeholder: string;
  readonly choices: Lines<T>;
  readonly buttons?: readonly (TitleButton & { readonly closes?: T })[];
  readonly active?: T;
  /**
   * What is learned while the list is open: `draw` shows the lines anew, and `signal` is aborted when the list is left.
   * Lines may then have `LineButton`s. Must not throw.
   */
  readonly later?: (draw: (choices: Lines<T>) => void, signal: AbortSignal) => Promise<void>;
  /** Closes it when what it asks about is over. */
  readonly over?: Pick<AbortSignal, 'addEventListener'>;
}

/** Asks for one of several things; undefined when the person leaves. */
export function pick<T>(options: PickPrompt<T>): Promise<T | undefined> {
  const box = vscode.window.createQuickPick<Choice<T>>();
  box.title = options.title;
  box.placeholder = options.placeholder;
  box.ignoreFocusOut = true;
  box.matchOnDescription = true;
  box.matchOnDetail = true;
  box.items = options.choices.map(asShown) as readonly Choice<T>[];
  const leaving = new AbortController();
  const active = box.items.find((item) => item.value !== undefined && item.value === options.active);
  if (active) box.activeItems = [active];
  const buttons = (options.buttons ?? []).map((button) => ({
    iconPath: new vscode.ThemeIcon(button.icon),
    tooltip: button.tooltip,
    button,
  }));
  box.buttons = buttons;
  return new Promise((resolve) => {
    const finish = (value: T | undefined) => {
      resolve(value);
      box.hide();
    };
    box.onDidTriggerButton((pressed) => {
      const button = buttons.find((candidate) => candidate === pressed)?.button;
      button?.act();
      if (button?.closes !== undefined) finish(button.closes);
    });
    box.onDidChangeValue(noteTyping);
    options.over?.addEventListener('abort', () => box.hide(), { once: true });
    box.onDidAccept(() => finish(box.selectedItems[0]?.value));
    box.onDidHide(() => {
      leaving.abort();
      resolve(undefined);
      box.dispose();
    });
    box.show();
    if (options.later === undefined) return;
    box.onDidTriggerItemButton(({ button }) => finish((button as LineButton<T>).closes));
    learn(box, options.later, leaving.signal);
  });
}

/** The line the person is at stays theirs, whatever comes before it. */
function learn<T>(
  box: vscode.QuickPick<Choice<T>>,
  later: NonNullable<PickPrompt<T>['later']>,
  signal: AbortSignal,
): void {
  box.keepScrollPosition = true;
  box.busy = true;
  const draw = (choices: Lines<T>) => {
    if (signal.aborted) return;
    const at = box.activeItems.map(({ label }) => withoutIcon(label));
    box.items = choices.map(asShown) as readonly Choice<T>[];
    const same = box.items.filter(({ label }) => at.includes(withoutIcon(label)));
    if (same.length > 0) box.activeItems = same.slice(0, 1);
  };
  void later(draw, signal).finally(() => {
    if (!signal.aborted) box.busy = false;
  });
}

/** Asks for any number of things; undefined when the person leaves. */
export async function pickMany<T>(options: {
  readonly title: string;
  readonly placeholder: string;
  readonly choices: Lines<T>;
}): Promise<readonly T[] | undefined> {
  const chosen = await vscode.window.showQuickPick(options.choices.map(asShown) as Choice<T>[], {
    canPickMany: true,
    ignoreFocusOut: true,
    title: options.title,
    placeHolder: options.placeholder,
    matchOnDetail: true,
  });
  return chosen?.map((choice) => choice.value);
}

const longestLine = 250;

/** The icon a label begins with: ours. VS Code draws one wherever `$(name)` stands. */
const ownIcon = /^\$\([a-z-]+\) /;
const withoutIcon = (label: string) => label.replace(ownIcon, '');

/**
 * Names of branches, files, remotes and servers stand in lines to choose: one short line each, as it reads (D10). An
 * icon in a name is taken apart after the invisible characters are gone, or they would take the zero-width space too.
 */
function asShown<Item extends vscode.QuickPickItem>(item: Item): Item {
  const line = (text: string) =>
    boundText(stripControl(text.slice(0, 4 * longestLine)).replaceAll('$(', '$\u200b('), longestLine);
  const icon = ownIcon.exec(item.label)?.[0] ?? '';
  return {
    ...item,
    label: icon + line(item.label.slice(icon.length)),
    ...(item.description === undefined ? {} : { description: line(item.description) }),
    ...(item.detail === undefined ? {} : { detail: line(item.detail) }),
  };
}

/** A line between groups of choices. */
export function separator(label: string): vscode.QuickPickItem {
  return { label, kind: vscode.QuickPickItemKind.Separator };
}
