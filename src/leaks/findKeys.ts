import { endOfRun, pemBody } from './characters.ts';
import { isDocumentationSample } from './documentationSamples.ts';
import { longestToken } from './formMatch.ts';
import { keyMark } from './leakNeedles.ts';
import { keyDigits, rsaBits } from './rsaBits.ts';
import type { Confidence, TokenFinding } from './tokenFinding.ts';

/** In characters: what stands beside a key. */
const beside = 400;
/**
 * What says that a key is a GitHub App's: the names its settings and actions/create-github-app-token use, and a client
 * id (facts/token-prefixes.json, `app-client-id`).
 */
const appNames =
  /github[_-]?app|gh[_-]app|app[_-]?id(?![a-z])|app[_-]private[_-]key|installation[_-]?id|\bIv1\.[0-9a-f]{16}|\bIv23[A-Za-z0-9]{8}/i;
/** As GitHub names the file: `<app>.<date>.private-key.pem`. */
const appFile = /\.private-key\.pem$/i;

/**
 * Private keys of GitHub Apps: PEM, in lines or with `\n` between them. GitHub hands out RSA keys of 2048 bits in PKCS#1
 * (facts/token-prefixes.json). Such a key is a possible one, and sure when something beside it names an App; in PKCS#8,
 * into which people convert it, it counts only with such a name: that is how everybody's keys look.
 */
export function findKeys(text: string, name: string | undefined, most: number): readonly TokenFinding[] {
  const found: TokenFinding[] = [];
  for (let at = text.indexOf(keyMark); at >= 0 && found.length < most; at = text.indexOf(keyMark, at + 1)) {
    const begin = beginsAt(text, at);
    if (begin === undefined) continue;
    const { start, head } = begin;
    const body = at + keyMark.length;
    const stop = endOfRun(text, body, pemBody, longestToken);
    const tail = head.replace('BEGIN', 'END');
    if (!text.startsWith(tail, stop)) continue;
    const end = stop + tail.length;
    const size = rsaBits(text.slice(body, stop), head.includes('RSA'));
    if (size === undefined) continue;
    const near = `${text.slice(Math.max(0, start - beside), start)}\n${text.slice(end, end + beside)}`;
    const named = appNames.test(near) || (name !== undefined && appFile.test(name));
    const confidence: Confidence | undefined = named ? 'confirmed' : size === 2048 ? 'possible' : undefined;
    if (confidence === undefined || (!named && !head.includes('RSA'))) continue;
    if (isDocumentationSample(keyDigits(text.slice(body, stop)))) continue;
    found.push({
      kind: 'app-key',
      offset: start,
      length: end - start,
      confidence,
      written: 'plain',
      masked: `${head}…`,
    });
  }
  return found;
}

function beginsAt(text: string, mark: number): { readonly start: number; readonly head: string } | undefined {
  for (const opening of ['-----BEGIN RSA ', '-----BEGIN ']) {
    const start = mark - opening.length;
    if (text.startsWith(opening, start)) return { start, head: `${opening}PRIVATE KEY-----` };
  }
  return undefined;
}
