import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { commandIds, viewCommandIds, viewId } from '../../src/manifest.ts';
import { manifestOf, root, sourcesBelow } from './sources.ts';

interface Manifest {
  readonly publisher: string;
  readonly name: string;
  readonly engines: { readonly vscode: string };
  readonly devDependencies: Readonly<Record<string, string>>;
  readonly capabilities: {
    readonly untrustedWorkspaces: {
      readonly supported: unknown;
      readonly restrictedConfigurations: readonly string[];
    };
  };
  readonly contributes: {
    readonly commands: readonly {
      readonly command: string;
      readonly title: string;
      readonly category: string;
    }[];
    readonly menus: Readonly<
      Record<
        'commandPalette' | 'view/title' | 'view/item/context',
        readonly { readonly command: string; readonly when: string }[]
      >
    >;
    readonly keybindings: readonly {
      readonly command: string;
      readonly args: { readonly commands: readonly string[] };
      readonly when: string;
    }[];
    readonly views: Readonly<Record<string, readonly { readonly id: string; readonly visibility: string }[]>>;
    readonly viewsWelcome: readonly { readonly view: string }[];
    readonly configuration: { readonly properties: Readonly<Record<string, { readonly scope?: string }>> };
  };
}

describe('the manifest', () => {
  const manifest = manifestOf() as unknown as Manifest;
  const settings = manifest.contributes.configuration.properties;

  it('keeps the extension id for ever, because SecretStorage is keyed by it', () => {
    assert.equal(`${manifest.publisher}.${manifest.name}`, 'token-warden.token-warden');
  });

  it('contributes exactly the commands the tables of ids know, in the category Token Warden', () => {
    assert.deepEqual(
      manifest.contributes.commands.map((c) => c.command).sort(),
      [...commandIds, ...viewCommandIds].sort(),
    );
    assert.deepEqual([...new Set(manifest.contributes.commands.map((c) => c.category))], ['Token Warden']);
  });

  it('E02 keeps what the lines of the view do out of the palette, and every other command in it', () => {
    assert.deepEqual(
      manifest.contributes.menus.commandPalette,
      viewCommandIds.map((command) => ({ command, when: 'false' })),
    );
  });

  it('has one view, collapsed, in the Source Control container, and every place of its acts is there only', () => {
    const { views, menus, keybindings, viewsWelcome } = manifest.contributes;
    assert.deepEqual(
      Object.entries(views).map(([place, those]) => [
        place,
        those.map(({ id, visibility }) => [id, visibility]),
      ]),
      [['scm', [[viewId, 'collapsed']]]],
    );
    const acts = [...menus['view/title'], ...menus['view/item/context']];
    const wrong = acts.filter(({ when }) => !when.split(' && ').includes(`view == ${viewId}`));
    const keys = keybindings.filter(({ when }) => !when.split(' && ').includes(`focusedView == ${viewId}`));
    const welcomes = viewsWelcome.filter(({ view }) => view !== viewId);
    assert.deepEqual([wrong, keys, welcomes], [[], [], []]);
  });

  it('E02 lets a key only note what is wanted: the line itself comes from VS Code’s own opening of it', () => {
    assert.deepEqual(
      manifest.contributes.keybindings.map(({ command, args }) => [command, args.commands.at(-1)]),
      manifest.contributes.keybindings.map(() => ['runCommands', 'list.select']),
    );
  });

  it('gives every setting application scope, so that no workspace file can choose a host or a program', () => {
    assert.deepEqual(
      Object.entries(settings)
        .filter(([, s]) => s.scope !== 'application')
        .map(([id]) => id),
      [],
    );
  });

  it('restricts every setting that names a host or a program in an untrusted workspace', () => {
    const restricted = manifest.capabilities.untrustedWorkspaces.restrictedConfigurations;
    assert.deepEqual(
      ['tokenWarden.hosts', 'tokenWarden.gitPath'].filter((id) => !restricted.includes(id)),
      [],
    );
    assert.equal(manifest.capabilities.untrustedWorkspaces.supported, 'limited');
  });

  it('lists at most 15 settings', () => {
    assert.ok(Object.keys(settings).length <= 15);
  });

  it('pins the VS Code types to the engine floor', () => {
    assert.equal(manifest.engines.vscode, '^1.103.0');
    assert.equal(manifest.devDependencies['@types/vscode'], '1.103.0');
  });

  it('pins every dependency to one version', () => {
    assert.deepEqual(
      Object.entries(manifest.devDependencies).filter(([, v]) => !/^\d+\.\d+\.\d+$/.test(v)),
      [],
    );
  });

  it('has a text for every %key% and no text without one', () => {
    const texts = JSON.parse(readFileSync(join(root, 'package.nls.json'), 'utf8')) as Record<string, string>;
    const keys = [...JSON.stringify(manifest).matchAll(/"%([^%"]+)%"/g)].map((m) => m[1] ?? '');
    assert.deepEqual([...new Set(keys)].sort(), Object.keys(texts).sort());
  });

  it('ships the icon it names', () => {
    assert.ok(existsSync(join(root, (manifestOf() as { icon: string }).icon)));
  });
});

describe('the sources', () => {
  const files = sourcesBelow('src');

  it('D02 never trust a Markdown string without a list of our own commands', () => {
    const wrong = files.filter(
      (f) => /isTrusted\s*[:=]\s*true/.test(f.text) || /supportHtml\s*[:=]\s*true/.test(f.text),
    );
    assert.deepEqual(
      wrong.map((f) => f.path),
      [],
    );
  });

  it('ask for a token only in a password box', () => {
    const boxes = files.filter((f) => /showInputBox\(|createInputBox\(/.test(f.text)).map((f) => f.path);
    assert.deepEqual(boxes, ['src/vscode/prompts.ts']);
  });

  it('D01 show messages in one place, which takes links in them apart', () => {
    const showing = files
      .filter((f) => /show(?:Information|Warning|Error)Message/.test(f.text))
      .map((f) => f.path);
    assert.deepEqual(showing, ['src/vscode/notify.ts']);
  });

  it('E03 never touch the environment of terminals, tasks or other extensions', () => {
    assert.deepEqual(
      files.filter((f) => f.text.includes('environmentVariableCollection')).map((f) => f.path),
      [],
    );
  });

  it('C10 send no telemetry', () => {
    assert.deepEqual(
      files.filter((f) => /createTelemetryLogger|TelemetryReporter/.test(f.text)).map((f) => f.path),
      [],
    );
  });

  it('C12 hand nothing of ours to settings sync', () => {
    assert.deepEqual(
      files.filter((f) => f.text.includes('setKeysForSync')).map((f) => f.path),
      [],
    );
  });

  it('reveal a token in these files only', () => {
    const revealing = files.filter((f) => /\.reveal\(\)/.test(f.text)).map((f) => f.path);
    assert.deepEqual(revealing, [
      // A GitHub App's private key, into Node's own signing: what leaves is a signature.
      'src/node/appKeys.ts',
      // The person's secret for their broker becomes a header for the one origin it was given for.
      'src/node/brokerApi.ts',
      'src/node/git/credentialHeader.ts',
      'src/node/guardedFetch.ts',
      // What was taken out of a file goes back into that file, when the person wants it there again.
      'src/node/leaks/placeCleaner.ts',
      // A keyed hash, so that another window can tell whether its copy is the same.
      'src/node/leaks/printer.ts',
      'src/node/markerFolder.ts',
      // The value is the body: GitHub ends what it is handed, from a client that is not signed in.
      'src/node/revokeApi.ts',
      // A renewal travels in the body of the request that uses it up; nothing else takes it.
      'src/node/signInApi.ts',
      'src/shared/redactor.ts',
      'src/shared/secret.ts',
      'src/tokens/mask.ts',
      // That secret with its origin, as text for the store.
      'src/vault/brokerSecret.ts',
      'src/vault/entryRecord.ts',
      'src/vscode/clipboard.ts',
      'src/vscode/secretStorage.ts',
    ]);
  });
});
