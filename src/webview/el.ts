import { type ComponentChildren, h, type VNode } from 'preact';

/** Attributes, handlers and style as properties: what comes in as text can become text only. */
export type Attributes = Readonly<Record<string, unknown>>;

/** An element of the page. `names`: its classes. */
export function el(
  tag: string,
  names: string,
  attributes: Attributes | null,
  ...children: ComponentChildren[]
): VNode {
  return h(tag, names === '' ? attributes : { class: names, ...attributes }, ...children);
}

/** A share of a width, 0 to 1, as CSS has it. What is no number between is moved to the nearest end. */
export function share(at: number): string {
  return `${(clamp(at) * 100).toFixed(2)}%`;
}

export function clamp(at: number): number {
  return at > 0 ? Math.min(at, 1) : 0;
}
