import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isPermissionName } from '../../src/policy/permissionNames.ts';
import { root, sourcesBelow } from '../contract/sources.ts';
import { pseudo, unmarked } from '../fixtures/pseudo.ts';
import type { TestLanguage } from '../harness/languagePack.ts';
import { type Message, messageKey, messagesIn } from '../scripts/collectMessages.ts';
import type { Workbench } from './workbench.ts';

/**
 * A VS Code whose every text of ours is in the pseudo-language. It calls itself German, so that dates and numbers come in
 * German as well: one in English would be one that did not ask VS Code for its language.
 */
export function pseudoLanguage(): TestLanguage {
  const bundle = messagesOfOurs().map((message) => [messageKey(message), pseudo(message.text)]);
  const manifest = Object.entries(manifestTexts()).map(([key, text]) => [key, pseudo(text)]);
  return {
    id: 'de',
    ours: { bundle: Object.fromEntries(bundle), manifest: Object.fromEntries(manifest) },
  };
}

function messagesOfOurs(): readonly Message[] {
  return sourcesBelow('src').flatMap(({ text }) => messagesIn(text).messages);
}

export function manifestTexts(language?: string): Readonly<Record<string, string>> {
  const name = ['package.nls', ...(language === undefined ? [] : [language]), 'json'].join('.');
  return JSON.parse(readFileSync(join(root, name), 'utf8'));
}

/** The titles of our commands that the palette offers, in English. */
export function paletteTitles(): readonly string[] {
  const { contributes } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
    readonly contributes: {
      readonly commands: readonly { readonly command: string; readonly title: string }[];
      readonly menus: {
        readonly commandPalette: readonly { readonly command: string; readonly when: string }[];
      };
    };
  };
  const { commands, menus } = contributes;
  const hidden = new Set(
    menus.commandPalette.filter(({ when }) => when === 'false').map(({ command }) => command),
  );
  const texts = manifestTexts();
  return commands
    .filter(({ command }) => !hidden.has(command))
    .map(({ title }) => texts[title.replaceAll('%', '')] ?? title);
}

interface Shown {
  readonly surface: string;
  readonly text: string;
  readonly clipped: boolean;
}

const [surfaces, page] = ['surfaces.js', 'webview.js'].map((file) =>
  readFileSync(join(import.meta.dirname, 'page', file), 'utf8'),
) as [string, string];

async function shownNow(workbench: Workbench): Promise<readonly Shown[]> {
  const ours = (await workbench.page.evaluate(surfaces)) as readonly Shown[];
  const webviews = workbench.page.frames().filter((frame) => frame.parentFrame() !== null);
  const inside = await Promise.all(
    // One that closes meanwhile shows nothing.
    webviews.map((frame) => frame.evaluate(page).catch(() => []) as Promise<readonly Shown[]>),
  );
  return [...ours, ...inside.flat()];
}

/** Words of ours on the screen, or read out, that no bundle gave: in the pseudo-language they bear no mark. */
export async function missedWords(workbench: Workbench): Promise<readonly string[]> {
  return (await shownNow(workbench)).flatMap(({ surface, text }) => {
    if (surface.startsWith('button of') && text === 'Cancel') return [];
    const left = unmarked(text.replaceAll('\u00a0', ' ')).replaceAll(data, ' ');
    if (isPermissionName(left.trim().toLowerCase().replaceAll(' ', '_'))) return [];
    return /\p{L}{3,}/u.test(left) ? [`${surface}: “${left.trim()}” in ${text}`] : [];
  });
}

/** Sentences of ours that are on the screen, or read out, as the source has them: nobody gave them to VS Code to translate. */
export async function englishLeft(workbench: Workbench): Promise<readonly string[]> {
  const texts = [...messagesOfOurs().map(({ text }) => text), ...Object.values(manifestTexts())];
  const sentences = texts.filter((text) => /\w+ \w+ \w+/.test(text) && !text.includes('{'));
  return (await shownNow(workbench)).flatMap(({ surface, text }) =>
    sentences.some((sentence) => text.includes(sentence)) ? [`${surface}: ${text}`] : [],
  );
}

/** Texts on the screen that are cut off where VS Code gives them the room they ask for. */
export async function cutOff(workbench: Workbench): Promise<readonly string[]> {
  return (await shownNow(workbench)).flatMap(({ surface, text, clipped }) =>
    clipped ? [`${surface}: ${text}`] : [],
  );
}

/**
 * What is nobody's to translate: names, addresses, places and files; permissions as GitHub has them; the ends of a token;
 * the time as the language has it; the id of an icon, and a hint, which VS Code reads out in English here.
 */
const data = new RegExp(
  [
    String.raw`https?:\/\/\S+|(?:~?\/[\w.*-]+){2,}|\btoken-warden-[\w.-]+`,
    String.raw`\bgithub:[\w-]+|\b(?:github\.com|acme|mona|topic|first|app|main)\b|\b[0-9a-f]{7,40}\b|Greet by the time of day`,
    String.raw`(?:[A-Z][a-z]+(?: [a-z]+)*(?:, )?)+: (?:read|write|admin)\b`,
    String.raw`\b(?:github_pat|gh[a-z])_…\w*|\b[A-Z]+(?:_[A-Z]+)+\b`,
    String.raw`\b\d+\. (?:Jan|Feb|März|Apr|Mai|Juni|Juli|Aug|Sept|Okt|Nov|Dez)\b|\bin dieser (?:Minute|Stunde)\b|\bvor \d+ (?:Minuten?|Sekunden?)\b`,
    String.raw`^[a-z]+(?:-[a-z]+)* {2}|\(Press 'Enter' to confirm or 'Escape' to cancel\)`,
  ].join('|'),
  'g',
);
