import assert from 'node:assert/strict';
import { giveEditorWords } from '../../fakes/editorWords.ts';

const words = giveEditorWords();
const [{ askText }, vscode] = await Promise.all([
  import('../../../src/vscode/prompts.ts'),
  import('vscode') as unknown as Promise<{ readonly window: { createInputBox?: unknown } }>,
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
