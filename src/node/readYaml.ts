import { Composer, type CST, isMap, isScalar, isSeq, Parser, type YAMLParseError } from 'yaml';
import type { SyntaxFault, TeamFileProblem } from '../guardrails/teamFileProblem.ts';
import {
  longestTeamFile,
  type PlacedProblem,
  type Span,
  type YamlReading,
  type YamlValue,
} from '../teamPolicy/yamlTree.ts';

/** A rule, its list, a text of it: three. */
const deepest = 8;
const mostTokens = 5000;

/**
 * YAML 1.2 as plain data with places. A bundle of its own, loaded when a team's file is first met.
 *
 * The text is anyone's, and the library's second half calls itself for each level: 64 kB of `{` end the process there,
 * past any `catch`. So its first half, which does not, is asked first, and only what is flat and small goes on. No
 * reference is ever followed: an alias is refused where it stands (alias bombs).
 */
export function readYaml(text: string): YamlReading {
  const whole = { from: 0, to: Math.min(text.length, 1) };
  if (text.length > longestTeamFile) return stopped({ kind: 'tooLarge', maxBytes: longestTeamFile }, whole);
  try {
    const tokens = [...new Parser().parse(text)];
    const refused = refuse(tokens);
    if (refused !== undefined) return { root: undefined, problems: [refused] };
    return compose(tokens, text.length);
  } catch {
    // No text is known that does it. One that does is not read, and no reason to fail.
    return stopped({ kind: 'syntax', what: 'other' }, whole);
  }
}

function stopped(problem: TeamFileProblem, span: Span): YamlReading {
  return { root: undefined, problems: [{ problem, span }] };
}

/** The first thing that is not read at all, level by level, without a call for each. */
function refuse(tokens: readonly CST.Token[]): PlacedProblem | undefined {
  let level = tokens;
  let count = 0;
  for (let depth = 0; level.length > 0; depth++) {
    count += level.length;
    const [first] = level;
    if (first === undefined) return undefined;
    if (count > mostTokens) return at(first, { kind: 'tooMany' });
    if (depth > deepest) return at(first, { kind: 'tooDeep' });
    const marks = level.flatMap((token) => (token.type === 'document' ? token.start : marksOf(token)));
    for (const token of [...level, ...marks]) {
      const problem = notRead(token);
      if (problem !== undefined) return at(token, problem);
    }
    level = level.flatMap(childrenOf);
  }
  const [, second] = tokens.filter(({ type }) => type === 'document');
  return second === undefined ? undefined : at(second, { kind: 'severalDocuments' });
}

function notRead({ type }: CST.Token): TeamFileProblem | undefined {
  switch (type) {
    case 'alias':
    case 'anchor':
      return { kind: 'reference' };
    case 'tag':
      return { kind: 'tag' };
    case 'directive':
      // `%YAML 1.1` would read `no` as false and `<<` as a reference.
      return { kind: 'directive' };
    default:
      return undefined;
  }
}

function marksOf(token: CST.Token): readonly CST.Token[] {
  if (!('items' in token)) return [];
  return token.items.flatMap((item) => [...item.start, ...('sep' in item ? (item.sep ?? []) : [])]);
}

function childrenOf(token: CST.Token): readonly CST.Token[] {
  if (token.type === 'document') return token.value === undefined ? [] : [token.value];
  if (!('items' in token)) return [];
  return token.items.flatMap((item) => [
    ...('key' in item && item.key ? [item.key] : []),
    ...(item.value ? [item.value] : []),
  ]);
}

function at(token: CST.Token, problem: TeamFileProblem): PlacedProblem {
  const length = 'source' in token ? Math.max(1, token.source.length) : 1;
  return { problem, span: { from: token.offset, to: token.offset + length } };
}

function compose(tokens: CST.Token[], length: number): YamlReading {
  // Equal keys are found by who reads the tree: the library compares each with each.
  const composer = new Composer({ version: '1.2', schema: 'core', merge: false, uniqueKeys: false });
  const [document] = [...composer.compose(tokens, true, length)];
  if (document === undefined) return { root: undefined, problems: [] };
  // What follows the first fault is often only its echo.
  const problems = document.errors.slice(0, 1).map(placed);
  return { root: problems.length > 0 ? undefined : treeOf(document.contents, length), problems };
}

function treeOf(node: unknown, length: number): YamlValue {
  const span = spanOf(node, length);
  if (isMap(node)) {
    const pairs = node.items.map(({ key, value }) => {
      const keySpan = spanOf(key, length);
      const name = isScalar(key) && key.value !== null ? String(key.value) : undefined;
      return { key: name, keySpan, value: treeOf(value, keySpan.to) };
    });
    return { kind: 'map', pairs, span };
  }
  if (isSeq(node)) return { kind: 'list', items: node.items.map((item) => treeOf(item, length)), span };
  const value = isScalar(node) ? node.value : null;
  const plain = typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';
  return { kind: 'scalar', value: plain ? value : null, span };
}

/** Of a node that is not there: the end of what is. */
function spanOf(node: unknown, end: number): Span {
  const range = (node as { readonly range?: readonly number[] | null } | null)?.range;
  const [from = end, to = from] = range ?? [];
  return { from, to };
}

function placed({ code, pos: [from, to] }: YAMLParseError): PlacedProblem {
  const what = Object.hasOwn(faults, code) ? faults[code] : undefined;
  return { problem: { kind: 'syntax', what: what ?? 'other' }, span: { from, to: Math.max(to, from + 1) } };
}

const faults: Readonly<Partial<Record<YAMLParseError['code'], SyntaxFault>>> = Object.freeze({
  TAB_AS_INDENT: 'tab',
  BAD_INDENT: 'indent',
  MISSING_CHAR: 'unclosed',
  MULTILINE_IMPLICIT_KEY: 'colon',
  BLOCK_AS_IMPLICIT_KEY: 'colon',
  BAD_DQ_ESCAPE: 'escape',
});
