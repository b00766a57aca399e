import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { messageKey, messagesIn, untranslatedIn } from '../scripts/collectMessages.ts';
import { translatedLanguages, translationTo } from '../scripts/writeTranslations.ts';
import { manifestOf, root, sourcesBelow } from './sources.ts';

const ours = sourcesBelow('src');
const found = ours.map(({ path, text }) => ({ path, ...messagesIn(text) }));
const messages = new Map(
  found.flatMap(({ messages: all }) => all.map((message) => [messageKey(message), message.text] as const)),
);
const manifestTexts = (language?: string): Record<string, string> =>
  JSON.parse(readFileSync(join(root, ['package.nls', language, 'json'].filter(Boolean).join('.')), 'utf8'));

/** What a translation must have as often as the text: places for values, icons, what is copied, links, line breaks. */
const kept =
  /\{\d+\}|\$\([a-z0-9~-]+\)|`[^`]*`|\]\([^)]*\)|\btokenWarden\.\w+|\bgit [a-z]+(?:-[a-z]+)?(?= --)|https?:\/\/\S+|\n|\*\*|&nbsp;/g;
const keptIn = (text: string): readonly string[] => (text.match(kept) ?? []).sort();

describe('the words of the product', () => {
  it('D08 are given for translation as one plain literal each, wherever they stand', () => {
    assert.ok(messages.size > 2000, `${messages.size} messages`);
    assert.deepEqual(
      found.filter(({ unreadable }) => unreadable.length > 0).map(({ path }) => path),
      [],
    );
  });

  it('are given for translation, all of them: what is not is for the log, for a developer, or a name', () => {
    const shown = /^src\/(?:vscode\/|webview\/|[a-zA-Z]+\.ts$)/;
    const silent = /(?:\blog\.\w+|^logged|^new (?:Error|vscode\.ThemeColor)|^vscode\.Uri\.joinPath)$/;
    const names = new Set(['Token Warden', 'github:app-', 'REVOKE ']);
    const missed = ours
      .filter(({ path }) => shown.test(path) && path !== 'src/vscode/diagnostics.ts')
      .flatMap(({ path, text }) =>
        untranslatedIn(text)
          .filter(
            ({ text: one, call = '' }) =>
              !silent.test(call) && !names.has(one) && !one.startsWith('tokenWarden.'),
          )
          // The page is told its words. It has classes, keys and sizes of its own, and no sentence.
          .filter(({ text: one }) => !path.startsWith('src/webview/') || /^[A-Z][a-z’]+ [a-z]/.test(one))
          .map((one) => `${path}: ${one.text}`),
      );
    assert.deepEqual(missed, []);
  });

  it('stand in package.nls.json as far as package.json shows them', () => {
    const texts = manifestTexts();
    const used = new Set<string>();
    const bare: string[] = [];
    const shown =
      /^(?:title|shortTitle|description|markdownDescription|displayName|name|label|contents|altText)$/;
    const look = (value: unknown, key: string, path: string): void => {
      if (typeof value === 'string') {
        const id = /^%(.+)%$/.exec(value)?.[1];
        if (id !== undefined) used.add(id);
        else if (value !== 'Token Warden' && (shown.test(key) || /Descriptions\.\d+$/.test(path)))
          bare.push(`${path}: ${value}`);
      } else if (typeof value === 'object' && value !== null) {
        for (const [name, part] of Object.entries(value)) look(part, name, `${path}.${name}`);
      }
    };
    const { contributes, displayName, description, capabilities } = manifestOf();
    look({ contributes, displayName, description, capabilities }, '', '');
    assert.deepEqual(bare, []);
    assert.deepEqual([...used].sort(), Object.keys(texts).sort());
  });

  for (const language of translatedLanguages()) {
    describe(`in ${language}`, () => {
      const translation = translationTo(language);
      const pairs = () => [
        ...[...messages].map(([key, text]) => [text, translation[key] ?? text] as const),
        ...Object.entries(manifestTexts()).map(
          ([key, text]) => [text, manifestTexts(language)[key] ?? text] as const,
        ),
      ];

      it('are all there, and none that is no longer said', () => {
        const known = Object.keys(translation);
        assert.deepEqual(
          [...messages.keys()].filter((key) => !known.includes(key)),
          [],
        );
        assert.deepEqual(
          known.filter((key) => !messages.has(key)),
          [],
        );
        assert.ok(existsSync(join(root, `package.nls.${language}.json`)));
        assert.deepEqual(Object.keys(manifestTexts(language)).sort(), Object.keys(manifestTexts()).sort());
      });

      it('D08 hold the same values, icons, code, links and line breaks', () => {
        const changed = pairs().filter(
          ([text, translated]) => JSON.stringify(keptIn(text)) !== JSON.stringify(keptIn(translated)),
        );
        assert.deepEqual(changed, []);
      });

      it('begin and end with a blank only where the text does, and are never empty', () => {
        const edges = (text: string) => [/^\s*/.exec(text)?.[0], /\s*$/.exec(text)?.[0]].join('|');
        const changed = pairs().filter(
          ([text, translated]) =>
            edges(text) !== edges(translated) || (text !== '' && translated.trim() === ''),
        );
        assert.deepEqual(changed, []);
      });

      it('end as the text does, so that sentences can follow one another', () => {
        const end = (text: string) => /[.?:…]$/.exec(text)?.[0] ?? '';
        assert.deepEqual(
          pairs().filter(([text, translated]) => end(text) !== end(translated)),
          [],
        );
      });

      it('are at most half as long again, and a few letters, so that what holds the text holds them', () => {
        const long = pairs().filter(([text, translated]) => translated.length > text.length * 1.5 + 24);
        assert.deepEqual(long, []);
      });

      it('shout no more than the text, and hold no mark that turns a line around', () => {
        const wrong = pairs().filter(
          ([text, translated]) =>
            /[\u202a-\u202e\u2066-\u2069]/.test(translated) || (/!/.test(translated) && !/!/.test(text)),
        );
        assert.deepEqual(wrong, []);
      });
    });
  }
});
