import { parseSync } from '@swc/core';

/** A text handed to VS Code for translation. `comment` is there when the call says more to the translator. */
export interface Message {
  readonly text: string;
  readonly comment: string | undefined;
}

/** By what VS Code looks a text up in the bundle of its language. */
export function messageKey({ text, comment }: Message): string {
  return comment === undefined ? text : `${text}/${comment}`;
}

interface Found {
  readonly messages: readonly Message[];
  /** How calls look whose text is not one plain literal: no bundle could ever hold it. */
  readonly unreadable: readonly string[];
}

interface SyntaxNode {
  readonly type: string;
  readonly [key: string]: unknown;
}

/**
 * Every text a source gives to `vscode.l10n.t`, also where `t` was taken out of `vscode.l10n` first.
 * VS Code looks a text up by the text itself, so only a whole literal can have a translation.
 */
export function messagesIn(source: string): Found {
  const messages: Message[] = [];
  const unreadable: string[] = [];
  for (const call of callsIn(parse(source))) {
    if (!isTranslate(call.callee)) {
      continue;
    }
    const [first] = call.arguments as readonly { readonly expression: SyntaxNode }[];
    const read = first === undefined ? undefined : messageOf(first.expression);
    if (read === undefined) {
      unreadable.push(first?.expression.type ?? 'nothing');
    } else {
      messages.push(read);
    }
  }
  return { messages, unreadable };
}

/** A text in a source that reads like words of a person's language and has no translation. */
export interface Untranslated {
  readonly text: string;
  /** The call it is given to, `log.failure` for example, or `new Error`. */
  readonly call: string | undefined;
}

/**
 * What looks like words and is not given to `t`: two words in a literal, a capitalised one, or any word in a template,
 * where it would stand between parts in the order English has.
 */
export function untranslatedIn(source: string): readonly Untranslated[] {
  const found: Untranslated[] = [];
  const look = (value: unknown, call: string | undefined): void => {
    if (Array.isArray(value)) {
      for (const item of value) look(item, call);
    } else if (isNode(value)) {
      lookAt(value, call);
    } else if (typeof value === 'object' && value !== null) {
      for (const part of Object.values(value)) look(part, call);
    }
  };
  const lookAt = (node: SyntaxNode, call: string | undefined): void => {
    if (node.type === 'ImportDeclaration' || node.type.startsWith('Ts')) return;
    if (node.type === 'StringLiteral' && words.test(node.value as string)) {
      found.push({ text: node.value as string, call });
    }
    if (node.type === 'TemplateElement' && wordInTemplate.test(withoutIcons(node.cooked as string))) {
      found.push({ text: node.cooked as string, call });
    }
    const calls = node.type === 'CallExpression' || node.type === 'NewExpression';
    const translated = calls && isTranslate(node.callee);
    for (const [key, part] of Object.entries(node)) {
      if (translated && key === 'arguments') {
        look((part as readonly unknown[]).slice(1), undefined);
      } else if (key !== 'span') {
        look(part, calls && key === 'arguments' ? nameOf(node) : call);
      }
    }
  };
  look(parse(source), undefined);
  return found;
}

const words = /[A-Za-z]{2,}[,.:;]? [a-z]{2,}|^[A-Z][a-z]+ [A-Za-z]|^[A-Z][a-z]{2,}$|[a-z]{3,}\. [A-Z]/;
const wordInTemplate = /(?:^|\s)[A-Za-z]{2,}(?=[\s.,:;]|$)/;
const withoutIcons = (text: string): string => text.replaceAll(/\$\([a-z-]+\)|&[a-z]+;/g, '');

function isNode(value: unknown): value is SyntaxNode {
  return typeof value === 'object' && value !== null && 'type' in value && typeof value.type === 'string';
}

function nameOf(call: SyntaxNode): string {
  const path = (node: SyntaxNode): string =>
    node.type === 'MemberExpression'
      ? `${path(node.object as SyntaxNode)}.${(node.property as SyntaxNode).value}`
      : String(node.value ?? '…');
  return `${call.type === 'NewExpression' ? 'new ' : ''}${path(call.callee as SyntaxNode)}`;
}

function parse(source: string): SyntaxNode {
  return parseSync(source, { syntax: 'typescript', tsx: false, target: 'es2022' }) as never;
}

function* nodesIn(value: unknown): Generator<SyntaxNode> {
  if (Array.isArray(value)) {
    for (const item of value) {
      yield* nodesIn(item);
    }
  } else if (typeof value === 'object' && value !== null) {
    if (isNode(value)) yield value;
    for (const part of Object.values(value)) {
      yield* nodesIn(part);
    }
  }
}

function* callsIn(tree: SyntaxNode): Generator<SyntaxNode> {
  for (const node of nodesIn(tree)) {
    if (node.type === 'CallExpression') {
      yield node;
    }
  }
}

/** `t(…)`, `l10n.t(…)` or `vscode.l10n.t(…)`. */
function isTranslate(callee: unknown): boolean {
  const node = callee as SyntaxNode;
  if (node.type === 'Identifier') {
    return node.value === 't';
  }
  if (node.type !== 'MemberExpression' || (node.property as SyntaxNode).value !== 't') {
    return false;
  }
  const object = node.object as SyntaxNode;
  const owner = object.type === 'MemberExpression' ? (object.property as SyntaxNode) : object;
  return owner.value === 'l10n';
}

function messageOf(node: SyntaxNode): Message | undefined {
  if (node.type === 'StringLiteral') {
    return { text: node.value as string, comment: undefined };
  }
  if (node.type !== 'ObjectExpression') {
    return undefined;
  }
  const fields = new Map(
    (node.properties as readonly SyntaxNode[]).map((property) => [
      (property.key as SyntaxNode | undefined)?.value,
      property.value as SyntaxNode | undefined,
    ]),
  );
  const message = fields.get('message');
  const comment = fields.get('comment');
  return message?.type === 'StringLiteral' && fields.get('args')?.type !== 'TemplateLiteral'
    ? { text: message.value as string, comment: commentText(comment) }
    : undefined;
}

function commentText(node: SyntaxNode | undefined): string | undefined {
  if (node?.type === 'StringLiteral') {
    return node.value as string;
  }
  if (node?.type === 'ArrayExpression') {
    return (node.elements as readonly { readonly expression: SyntaxNode }[])
      .map((element) => element.expression.value)
      .join('');
  }
  return undefined;
}
