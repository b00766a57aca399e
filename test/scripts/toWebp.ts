import { join } from 'node:path';
import type { BrowserContext } from 'playwright-core';
import { root } from '../harness/places.ts';

/** How far two colours may lie apart, of 255, and still become one: edges of letters blend, backgrounds stay two. */
const cell = 10;

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
    return Buffer.from(body, 'base64');
  } finally {
    await page.close();
  }
}
