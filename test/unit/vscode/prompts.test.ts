import assert from 'node:assert/strict';
import { giveEditorWords } from '../../fakes/editorWords.ts';

const words = giveEditorWords();
const [{ askText, lineButton, pick }, vscode] = await Promise.all([
  import('../../../src/vscode/prompts.ts'),
  import('vscode') as unknown as Promise<{
    readonly window: { createInputBox?: unknown; createQuickPick?: unknown };
  }>,
]);
words.stop();

const link = '[why](command:tokenWarden.revokeToken)';

/** What a box showed that was accepted once and then left. */
async function shownBy(ask: () => Promise<unknown>) {
  const acts: (() => void)[] = [];
  const box = {
    value: '',
    prompt: '',
    validationMessage: undefined as { readonly message: string } | undefined,
    onDidTriggerButton: () => undefined,
    onDidChangeValue: () => undefined,
    onDidAccept: (act: () => void) => acts.push(act),
    onDidHide: (act: () => void) => acts.push(act),
    show: () => undefined,
    hide: () => undefined,
    dispose: () => undefined,
  };
  vscode.window.createInputBox = () => box;
  const asked = ask();
  for (const act of acts) act();
  assert.equal(await asked, undefined);
  return [box.prompt, box.validationMessage?.message];
}

describe('a box to type into', () => {
  it('D01 makes no link of a name in what it asks and in what it refuses', async () => {
    const shown = await shownBy(() =>
      askText({ title: 'Box', prompt: `For ${link}`, refuse: () => `Not ${link}` }),
    );
    const text = link.replace('](', ']\u200b(');
    assert.deepEqual(shown, [`For ${text}`, `Not ${text}`]);
  });
});

interface Line {
  readonly label: string;
  readonly value: string;
}

/** A list as VS Code would show it; a person does what the test says. */
function listBox() {
  const on: Record<string, (given: unknown) => void> = {};
  const listen = (name: string) => (act: (given: unknown) => void) => Object.assign(on, { [name]: act });
  const box = {
    items: [] as readonly Line[],
    activeItems: [] as readonly Line[],
    selectedItems: [] as readonly Line[],
    busy: false,
    onDidTriggerButton: listen('title'),
    onDidTriggerItemButton: listen('button'),
    onDidChangeValue: listen('typed'),
    onDidAccept: listen('accept'),
    onDidHide: listen('hide'),
    show: () => undefined,
    hide: () => on.hide?.(undefined),
    dispose: () => undefined,
  };
  vscode.window.createQuickPick = () => box;
  return { box, on };
}

describe('a list that learns more while it is open', () => {
  // Other tests of this process show lists with the same stand-in.
  const { createQuickPick } = vscode.window;
  after(() => {
    vscode.window.createQuickPick = createQuickPick;
  });

  const line = (label: string) => ({ label: `$(key) ${label}`, value: label });

  it('is there at once, keeps the person at their line when more arrives, and says when all is there', async () => {
    const { box, on } = listBox();
    let arrived: () => void = () => undefined;
    const asked = pick<string>({
      title: 'List',
      placeholder: '',
      choices: [line('a'), line('b')],
      later: async (draw) => {
        await new Promise<void>((resolve) => {
          arrived = resolve;
        });
        draw([line('new'), line('a'), { ...line('b'), label: '$(pass) b' }]);
      },
    });
    assert.deepEqual([box.items.map(({ value }) => value), box.busy], [['a', 'b'], true]);
    box.activeItems = box.items.slice(1);
    arrived();
    await new Promise(setImmediate);
    assert.deepEqual(
      [box.items.map(({ value }) => value), box.activeItems.map(({ value }) => value), box.busy],
      [['new', 'a', 'b'], ['b'], false],
    );
    on.hide?.(undefined);
    assert.equal(await asked, undefined);
  });

  it('ends the asking when it is left, and draws nothing after that', async () => {
    const { box, on } = listBox();
    let left: AbortSignal | undefined;
    let late: () => void = () => undefined;
    const asked = pick<string>({
      title: 'List',
      placeholder: '',
      choices: [line('a')],
      later: async (draw, signal) => {
        left = signal;
        late = () => draw([line('late')]);
        await new Promise(() => undefined);
      },
    });
    assert.equal(left?.aborted, false);
    on.hide?.(undefined);
    assert.equal(await asked, undefined);
    assert.equal(left?.aborted, true);
    late();
    assert.deepEqual(
      box.items.map(({ value }) => value),
      ['a'],
    );
  });

  it('takes a button at the end of a line for what the button means', async () => {
    const { on } = listBox();
    const asked = pick<string>({
      title: 'List',
      placeholder: '',
      choices: [{ ...line('a'), buttons: [lineButton('search', 'Check', 'check')] }],
      later: async () => undefined,
    });
    on.button?.({ button: lineButton('search', 'Check', 'check') });
    assert.equal(await asked, 'check');
  });
});
