import type { ComponentChildren, VNode } from 'preact';
import type { PageAct, PageWords } from '../dashboard/dashboardPage.ts';
import { el } from './el.ts';
import type { Host, PictureId } from './host.ts';

/** A button for what the extension offers. `after`: the id of what it is about, so that it is told from others of its name. */
export function actButton(host: Host, act: PageAct, look = '', after = ''): VNode {
  return el(
    'button',
    look,
    {
      type: 'button',
      key: act.label,
      onClick: () => host.send({ kind: 'act', ticket: act.ticket }),
      ...(after === '' ? {} : { 'aria-describedby': after }),
    },
    act.label,
  );
}

/** A name that somebody chose: its direction of writing is its own affair. */
export function name(text: string): VNode {
  return el('bdi', 'name', { title: text.length > 24 ? text : undefined }, text);
}

export interface PictureParts {
  readonly id: PictureId;
  readonly title: string;
  readonly count?: string | undefined;
  readonly words: PageWords;
  readonly asTable: boolean;
  readonly turn: (id: PictureId) => void;
  readonly picture: () => ComponentChildren;
  readonly table: () => VNode;
}

/** A part of the page with two faces: the picture, and the same as a table. */
export function pictured(parts: PictureParts): VNode {
  const { id, title, count, words, asTable, turn, picture, table } = parts;
  const turner = el(
    'button',
    'quiet turn',
    { type: 'button', id: `${id}-turn`, 'aria-labelledby': `${id}-turn ${id}`, onClick: () => turn(id) },
    asTable ? words.asPicture : words.asTable,
  );
  const label = { id: `${id}-region`, tabIndex: 0, role: 'group', 'aria-labelledby': id };
  return part(id, title, count, turner, asTable ? el('div', 'twin', label, table()) : picture());
}

/** A part of the page under its heading, which can take the focus over from a button that is gone. */
export function part(
  id: string,
  title: string,
  count: string | undefined,
  beside: ComponentChildren,
  ...children: ComponentChildren[]
): VNode {
  const counted = count === undefined ? null : el('span', 'count', null, count);
  return el(
    'section',
    id,
    { 'aria-labelledby': id, key: id },
    el('div', 'head', null, el('h2', '', { id, tabIndex: -1 }, title), counted, beside),
    ...children,
  );
}

/** A table for whoever would rather read, or hear, than look. */
export function twin(
  caption: string,
  columns: readonly string[],
  rows: readonly { readonly id: string; readonly cells: readonly ComponentChildren[] }[],
): VNode {
  return el(
    'table',
    '',
    null,
    el('caption', 'heard', null, caption),
    el(
      'thead',
      '',
      null,
      el('tr', '', null, ...columns.map((column) => el('th', '', { scope: 'col' }, column))),
    ),
    el(
      'tbody',
      '',
      null,
      rows.map(({ id, cells }) =>
        el(
          'tr',
          '',
          { key: id },
          cells.map((cell, at) =>
            at === 0
              ? el('th', '', { scope: 'row' }, cell)
              : el('td', '', { 'data-label': columns[at] }, cell),
          ),
        ),
      ),
    ),
  );
}
