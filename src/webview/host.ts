import type { FromPage } from '../dashboard/pageMessages.ts';

/** What VS Code gives to a page in it, once. */
interface VsCodeApi {
  postMessage(message: FromPage): void;
  getState(): unknown;
  setState(state: PageState): void;
}

declare function acquireVsCodeApi(): VsCodeApi;

/** Each picture of the page that has a table twin. */
export type PictureId = 'timeline' | 'matrix' | 'journal';

/**
 * What of the page survives a reload: how it is looked at. Nothing that it shows is kept, because VS Code writes this
 * down.
 */
export interface PageState {
  readonly tables: readonly PictureId[];
  readonly filter: string;
  readonly scroll: number;
}

export interface Host {
  send(message: FromPage): void;
  readonly state: PageState;
  keep(changed: Partial<PageState>): void;
}

/** In characters. Every token is longer, and one that was pasted where a name belongs must not be written down. */
const longestKept = 30;

/** The door to the extension. What was kept may be of another version: what does not fit begins anew. */
export function openHost(seesPictures: boolean): Host {
  const api = acquireVsCodeApi();
  let state = readState(api.getState(), seesPictures);
  return {
    send: (message) => api.postMessage(message),
    get state() {
      return state;
    },
    keep(changed) {
      state = { ...state, ...changed };
      api.setState(state.filter.length > longestKept ? { ...state, filter: '' } : state);
    },
  };
}

const pictures: readonly PictureId[] = ['timeline', 'matrix', 'journal'];

function readState(kept: unknown, seesPictures: boolean): PageState {
  const { tables, filter, scroll } = (typeof kept === 'object' && kept !== null ? kept : {}) as Partial<
    Record<keyof PageState, unknown>
  >;
  const before = Array.isArray(tables) ? pictures.filter((each) => tables.includes(each)) : undefined;
  return {
    tables: before ?? (seesPictures ? [] : pictures),
    filter: typeof filter === 'string' ? filter : '',
    scroll: typeof scroll === 'number' ? scroll : 0,
  };
}
