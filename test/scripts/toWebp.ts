import { join } from 'node:path';
import type { BrowserContext } from 'playwright-core';
import { root } from '../harness/places.ts';

/** How far two colours may lie apart, of 255, and still become one: that much the edges of letters blend. */
const cell = 32;

/**
 * A PNG as lossless WebP, made by the browser itself. Letters are drawn in hundreds of blends of two colours; each cell
 * of similar ones becomes its most frequent member, so letters stay sharp, surfaces keep their exact colour, and the
 * picture takes a third of the bytes of the PNG. Lossy compression would blur at this size and take more.
 */
export async function toWebp(browser: BrowserContext, png: Buffer): Promise<Buffer> {
  const page = await browser.newPage();
  try {
    await page.addScriptTag({ path: join(root, 'test', 'scripts', 'page', 'encodeWebp.js') });
    const source = `data:image/png;base64,${png.toString('base64')}`;
    const url: unknown = await page.evaluate(`encodeWebp(${JSON.stringify(source)}, ${cell})`);
    const [head, body] = String(url).split(',');
    if (head !== 'data:image/webp;base64' || body === undefined) throw new Error('the browser made no WebP');
    return withoutProfile(Buffer.from(body, 'base64'));
  } finally {
    await page.close();
  }
}

/** The picture alone: the browser adds a colour profile of half a kilobyte that says what is assumed without it. */
function withoutProfile(webp: Buffer): Buffer {
  for (let at = 12; at < webp.length; ) {
    const end = at + 8 + webp.readUInt32LE(at + 4);
    if (webp.toString('latin1', at, at + 4) === 'VP8L') {
      const head = Buffer.from('RIFF....WEBP', 'latin1');
      const picture = webp.subarray(at, end + (end % 2));
      head.writeUInt32LE(4 + picture.length, 4);
      return Buffer.concat([head, picture]);
    }
    at = end + (end % 2);
  }
  throw new Error('the browser made no lossless WebP');
}
