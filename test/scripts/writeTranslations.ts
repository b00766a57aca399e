import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../harness/places.ts';

/** English text to translated text, as VS Code reads it. */
export type Translation = Readonly<Record<string, string>>;

const source = join(root, 'src', 'l10n');

/** Where the package has them: `l10n` of package.json. */
export const shippedTranslations = join(root, 'dist', 'l10n');

/** The languages there is a translation for, `de` for example. */
export function translatedLanguages(): readonly string[] {
  return readdirSync(source).flatMap((file) => /^bundle\.l10n\.([a-z-]+)\.json$/.exec(file)?.[1] ?? []);
}

export function translationTo(language: string): Translation {
  return JSON.parse(readFileSync(join(source, `bundle.l10n.${language}.json`), 'utf8'));
}

/** Writes what ships: one line, no blanks. Only a VS Code of that language reads it. */
export function writeTranslations(): void {
  mkdirSync(shippedTranslations, { recursive: true });
  for (const language of translatedLanguages()) {
    const file = join(shippedTranslations, `bundle.l10n.${language}.json`);
    writeFileSync(file, JSON.stringify(translationTo(language)));
  }
}
