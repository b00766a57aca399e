import { boundText, stripControl } from '../../shared/text.ts';

/** Names from a repository are data: no control character, no endless line. */
export function shown(text: string): string {
  return boundText(stripControl(text).replace(/\s+/g, ' '), 120);
}
