import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** A language a VS Code under test speaks. */
export interface TestLanguage {
  /** `de` for example. */
  readonly id: string;
  /** Instead of what the installed extension brings for this language: its texts, and those of its package.json. */
  readonly ours?: { readonly bundle: object; readonly manifest: object };
}

/**
 * What a language pack leaves in VS Code's data, of a pack that translates nothing of VS Code itself: only so does an
 * extension host take a language, and the packs are in a marketplace the tests do not ask.
 */
export function installLanguage(
  language: TestLanguage,
  { userData, extensionsFolder }: { readonly userData: string; readonly extensionsFolder: string },
): void {
  const translations = join(userData, 'translations.json');
  mkdirSync(userData, { recursive: true });
  writeFileSync(translations, JSON.stringify({ contents: {} }));
  const extensions = [
    { extensionIdentifier: { id: `tests.language-pack-${language.id}` }, version: '1.0.0' },
  ];
  const pack = { hash: 'ours', extensions, label: language.id, translations: { vscode: translations } };
  writeFileSync(join(userData, 'languagepacks.json'), JSON.stringify({ [language.id]: pack }));
  if (language.ours === undefined) return;
  for (const name of readdirSync(extensionsFolder).filter((folder) => folder.startsWith('token-warden.'))) {
    const folder = join(extensionsFolder, name);
    const { l10n } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as { l10n: string };
    mkdirSync(join(folder, l10n), { recursive: true });
    const write = (file: string, texts: object) => writeFileSync(join(folder, file), JSON.stringify(texts));
    write(join(l10n, `bundle.l10n.${language.id}.json`), language.ours.bundle);
    write(`package.nls.${language.id}.json`, language.ours.manifest);
  }
}
