import assert from 'node:assert/strict';
import type * as vscode from 'vscode';
import { Redactor } from '../../../src/shared/redactor.ts';
import { cleanServerText } from '../../../src/shared/text.ts';
import type { ReadOnlyDocuments } from '../../../src/vscode/readOnlyDocuments.ts';
import { giveEditorWords, type Seen, whatWasSeen } from '../../fakes/editorWords.ts';
import { makeSecret, makeToken } from '../../fixtures/tokens.ts';

describe('a read-only document', () => {
  let words: { readonly stop: () => void };
  let seen: Seen;
  let module: typeof import('../../../src/vscode/readOnlyDocuments.ts');
  let documents: ReadOnlyDocuments;
  before(async () => {
    words = giveEditorWords();
    seen = await whatWasSeen();
    module = await import('../../../src/vscode/readOnlyDocuments.ts');
  });
  after(() => words.stop());
  beforeEach(() => {
    seen.documents.length = 0;
    const redactor = new Redactor();
    redactor.learn(makeSecret('classic-pat', 'read'));
    documents = module.ReadOnlyDocuments.register({ subscriptions: [] }, (text, max) =>
      cleanServerText(text, redactor, max),
    );
  });

  const textAt = (uri: string | undefined) =>
    documents.provideTextDocumentContent((uri ?? '') as unknown as vscode.Uri);

  it('C04 C05 is redacted whatever shows it, a page as well as the details', async () => {
    const token = makeToken('classic-pat', 'read');
    await documents.show('Page', `a ${token}`, module.pageLook);
    await documents.show('Details', `a ${token}`, module.detailsLook);
    assert.deepEqual(
      seen.documents.map(({ text }) => text),
      ['a [redacted]', 'a [redacted]'],
    );
  });

  it('that a reload brought back says that its text is gone', async () => {
    assert.match(textAt('token-warden:/1/Page.md'), /^The text of this document is gone\. Close it/);
  });

  it('is bounded, and so is the number of them that is kept', async () => {
    await documents.show('Long', 'x'.repeat(3_000_000), module.pageLook);
    assert.equal(seen.documents[0]?.text.length, 2_000_000);
    for (let shown = 2; shown <= 21; shown++) await documents.show('Page', `${shown}`, module.pageLook);
    assert.match(textAt(seen.documents[0]?.uri), /is gone/);
    assert.equal(textAt(seen.documents[1]?.uri), '2');
  });

  it('has an address of its own each time, with a name that every system takes', async () => {
    await documents.show('Rotate a:b/c', '', module.pageLook);
    await documents.show('Rotate a:b/c', '', module.detailsLook);
    assert.deepEqual(
      seen.documents.map(({ uri }) => uri),
      ['token-warden:/1/Rotate a-b-c.md', 'token-warden:/2/Rotate a-b-c.txt'],
    );
  });
});
