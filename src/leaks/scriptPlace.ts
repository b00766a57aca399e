import { behind, closingQuote, lineEnd } from './replacement.ts';

/** How a stretch of JavaScript or TypeScript is read there. A quoted one has its ends, quotes included. */
export type ScriptPlace =
  | { readonly kind: 'code' | 'comment' | 'template' | 'expression' }
  | { readonly kind: 'quoted'; readonly start: number; readonly end: number };

/** After one of these a slash begins an expression and does not divide. */
const beforeValue =
  /(?:^|[=(,:;!&|?{}[+*%~^<>-]|\b(?:return|typeof|case|in|of|void|delete|throw|new|else|do))$/;

/** Slashes that begin nothing, as in the tags of JSX. A text with more of them is made to be slow (I10). */
const mostUnclosed = 5_000;

/**
 * Reads a script up to `at`: quotes, templates in templates, comments, regular expressions. A quote that its line does
 * not close is an apostrophe in the text of a JSX element.
 */
export function scriptPlace(text: string, at: number): ScriptPlace {
  /** Open braces; a template's hole is `$`. */
  const open: string[] = [];
  let unclosed = 0;
  let i = 0;
  /** Reads on in a template; true when `at` is in it. */
  const reachedInTemplate = (): boolean => {
    while (i < text.length) {
      if (i >= at) return true;
      if (text.startsWith('${', i)) {
        open.push('$');
        i += 2;
        return false;
      }
      i += text.charAt(i) === '\\' ? 2 : 1;
      if (text.charAt(i - 1) === '`') return false;
    }
    return true;
  };
  while (i < at) {
    const one = text.charAt(i);
    if (text.startsWith('//', i) || text.startsWith('#!', i)) {
      i = lineEnd(text, i);
      if (i > at) return { kind: 'comment' };
    } else if (text.startsWith('/*', i)) {
      i = behind(text, '*/', i + 2);
      if (i > at) return { kind: 'comment' };
    } else if (one === '"' || one === "'") {
      const end = (closingQuote(text, i) ?? i) + 1;
      if (end > at) return { kind: 'quoted', start: i, end };
      i = end;
    } else if (
      one === '/' &&
      unclosed < mostUnclosed &&
      beforeValue.test(
        text
          .slice(Math.max(0, i - 200), i)
          .trimEnd()
          .slice(-20),
      )
    ) {
      const whole = /^\/(?:\\.|\[(?:\\.|[^\]\\\r\n])*\]|[^\\/[\r\n])+\//.exec(text.slice(i, i + 2000))?.[0];
      if (whole === undefined) unclosed++;
      const end = i + (whole?.length ?? 1);
      if (end > at) return { kind: 'expression' };
      i = end;
    } else {
      i++;
      if (one === '{') open.push(one);
      const inTemplate = one === '`' || (one === '}' && open.pop() === '$');
      if (inTemplate && reachedInTemplate()) return { kind: 'template' };
    }
  }
  return { kind: 'code' };
}

/** Whether a quoted text that opens at `start` is the value of an attribute of a JSX element. */
export function isJsxValue(text: string, start: number): boolean {
  const before = text.slice(Math.max(0, start - 2000), start);
  if (!/[\s][\w:-]+=$/.test(before)) return false;
  let from = before.length;
  for (let tries = 0; tries < 20; tries++) {
    from = before.lastIndexOf('<', from - 1);
    if (from < 0) return false;
    if (/^<[A-Za-z]/.test(before.slice(from, from + 2)) && staysInTag(before, from + 1)) return true;
  }
  return false;
}

function staysInTag(text: string, from: number): boolean {
  let depth = 0;
  let types = 0;
  for (let i = from; i < text.length; i++) {
    const one = text.charAt(i);
    if (one === '"' || one === "'") i = closingQuote(text, i) ?? i;
    else if (one === '{') depth++;
    else if (one === '}') depth--;
    else if (depth === 0 && one === '<') types++;
    else if (depth === 0 && types > 0 && one === '>') types--;
    else if (depth === 0 && /[>;()]/.test(one)) return false;
    if (depth < 0) return false;
  }
  return depth === 0 && types === 0;
}
