import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { buildExtension } from '../scripts/buildExtension.ts';
import { manifestOf, root, sourcesBelow } from './sources.ts';

interface Place {
  readonly path: string;
  readonly text: string;
}

interface Manifest {
  readonly activationEvents: readonly string[];
  readonly enabledApiProposals?: readonly string[];
  readonly contributes: Readonly<Record<string, unknown>>;
}

/**
 * The ways into an extension that this one does not have. Looked for in what ships too, where a library could have
 * brought one. Whoever opens one decides that here, and replaces the line by tests of its checks.
 */
describe('the doors that are not there', function () {
  this.timeout(60_000);
  let places: readonly Place[];
  const { activationEvents, enabledApiProposals, contributes } = manifestOf() as unknown as Manifest;

  before(async () => {
    await buildExtension();
    const dist = join(root, 'dist');
    const bundles = readdirSync(dist).filter((name) => name.endsWith('.js'));
    places = [
      ...sourcesBelow('src').filter(({ path }) => path.startsWith('src/')),
      ...bundles.map((name) => ({ path: `dist/${name}`, text: readFileSync(join(dist, name), 'utf8') })),
    ];
    assert.ok(bundles.length >= 3, `${bundles.length} bundles`);
  });

  const using = (what: RegExp) => places.filter(({ text }) => what.test(text)).map(({ path }) => path);

  it('B11 D07 no web page can reach it by a vscode:// address, and none can wake it', () => {
    assert.deepEqual(using(/registerUriHandler|\bhandleUri\b|registerExternalUriOpener|asExternalUri/), []);
    assert.deepEqual(activationEvents, ['onStartupFinished']);
  });

  it('D03 D05 web content is drawn in one panel of ours, whose page is made in one place, and nowhere else', () => {
    const own = (pattern: RegExp) => using(pattern).filter((path) => path.startsWith('src/'));
    const panel = ['src/vscode/dashboard/dashboardPanel.ts'];
    assert.deepEqual(own(/createWebview|registerWebview|asWebviewUri|\.webview\b/), panel);
    assert.deepEqual(
      using(/createWebviewPanel|registerWebviewPanelSerializer/).filter((path) => path.startsWith('dist/')),
      ['dist/app.js'],
    );
    assert.deepEqual(
      using(
        /registerCustomEditorProvider|registerWebviewViewProvider|createRendererMessaging|createWebviewTextEditorInset/,
      ),
      [],
    );
    const [{ text = '' } = {}] = places.filter(({ path }) => path === panel[0]);
    assert.deepEqual(
      [...text.matchAll(/\.html = ([^;]+);/g)].map(([, made]) => made),
      ['this.#shell(panel.webview)'],
    );
    assert.equal([...text.matchAll(/createWebviewPanel\(/g)].length, 1);
    const drawn = ['customEditors', 'notebookRenderer', 'notebooks', 'views', 'viewsContainers'];
    // A tree of our own would be fine; one of these with web content says so by its type.
    assert.deepEqual(
      drawn.filter((point) =>
        /"type":"webview"|"entrypoint"|"customEditors"/.test(JSON.stringify({ [point]: contributes[point] })),
      ),
      [],
    );
  });

  it('D03 the page makes no markup of a text: it has no way to', () => {
    const ofPage = places.filter(({ path }) => path.startsWith('src/webview/'));
    assert.ok(ofPage.length > 0);
    assert.deepEqual(
      ofPage
        .filter(({ text }) =>
          /innerHTML|outerHTML|insertAdjacentHTML|document\.write|createContextualFragment|dangerouslySet|\beval\(|new Function|srcdoc|javascript:/i.test(
            text,
          ),
        )
        .map(({ path }) => path),
      [],
    );
  });

  it('D05 the page asks nobody for anything: it has no request and no address in it', () => {
    const ofPage = places.filter(({ path }) => path.startsWith('src/webview/'));
    assert.deepEqual(
      ofPage
        .filter(({ text }) =>
          /\bfetch\(|XMLHttpRequest|WebSocket|EventSource|sendBeacon|importScripts|\bimport\(|new Image|https?:|@import|url\(/.test(
            text,
          ),
        )
        .map(({ path }) => path),
      [],
    );
  });

  it('C12 nothing is handed to settings sync or to the report of an issue', () => {
    assert.deepEqual(
      using(/setKeysForSync|registerIssueUriProvider|registerIssueDataProvider|handleIssueUrl/),
      [],
    );
    assert.deepEqual(
      ['configurationDefaults', 'issue/reporter'].filter((point) =>
        JSON.stringify(contributes).includes(`"${point}"`),
      ),
      [],
    );
  });

  it('E05 no other extension or model can ask for a token: no sign-in, no tool, no server of ours is registered', () => {
    assert.deepEqual(
      using(
        /registerAuthenticationProvider|registerMcpServerDefinitionProvider|\blm\s*\.\s*registerTool|createChatParticipant|registerCredentialsProvider|registerRemoteSourceProvider/,
      ),
      [],
    );
    const points = [
      'authentication',
      'languageModelTools',
      'mcpServerDefinitionProviders',
      'chatParticipants',
    ];
    assert.deepEqual(
      points.filter((point) => point in contributes),
      [],
    );
    assert.equal(enabledApiProposals, undefined);
  });
});
