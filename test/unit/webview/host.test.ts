import assert from 'node:assert/strict';
import { openHost, type PageState } from '../../../src/webview/host.ts';
import { makeToken, tokenForms } from '../../fixtures/tokens.ts';

describe('what VS Code writes down of the page', () => {
  function opened() {
    const kept: PageState[] = [];
    const api = {
      postMessage: () => undefined,
      getState: () => kept.at(-1),
      setState: (state: PageState) => kept.push(state),
    };
    Object.assign(globalThis, { acquireVsCodeApi: () => api });
    return { kept, host: openHost(true) };
  }
  after(() => {
    Reflect.deleteProperty(globalThis, 'acquireVsCodeApi');
  });

  it('is how it is looked at, and the name that is looked for', () => {
    const { kept, host } = opened();
    host.keep({ filter: 'github:fine-grained' });
    host.keep({ scroll: 7 });
    assert.deepEqual(kept.at(-1), { tables: [], filter: 'github:fine-grained', scroll: 7 });
  });

  it('is no token that was pasted where a name belongs', () => {
    for (const form of tokenForms) {
      const { kept, host } = opened();
      const token = makeToken(form, 'pasted');
      host.keep({ filter: token });
      host.keep({ scroll: 1 });
      assert.equal(host.state.filter, token);
      assert.deepEqual(
        kept.map(({ filter }) => filter),
        ['', ''],
        form,
      );
    }
  });
});
