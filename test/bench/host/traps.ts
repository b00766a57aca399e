import type * as dns from 'node:dns';
import type * as net from 'node:net';

export interface Traps {
  readonly touched: readonly string[];
  takeAway(): void;
}

/** Globals of Node's network that cost tens of ms when they are first touched, and what a request would begin with. */
const networkGlobals = [
  'fetch',
  'Request',
  'Response',
  'Headers',
  'FormData',
  'WebSocket',
  'EventSource',
] as const;

/** Makes the network and `Intl` tell when they are touched. They go on working. */
export function setTraps(): Traps {
  const touched: string[] = [];
  const note = (what: string) => void touched.push(what);
  const undo = [...trapGlobals(note), ...trapIntl(note), ...trapSockets(note)];
  return {
    touched,
    takeAway: () => {
      for (const back of undo) back();
    },
  };
}

/** Steps on one trap of each family and tells what they said: a start that touched nothing must be believable. */
export function tryTraps(): readonly string[] {
  const traps = setTraps();
  void globalThis.Headers;
  new Intl.NumberFormat('en');
  (1).toLocaleString('en');
  (require('node:dns') as typeof dns).lookup('127.0.0.1', () => undefined);
  traps.takeAway();
  return traps.touched;
}

type Note = (what: string) => void;
type Undo = () => void;

function trapGlobals(note: Note): readonly Undo[] {
  return networkGlobals.flatMap((name) => {
    const was = Object.getOwnPropertyDescriptor(globalThis, name);
    if (!was?.configurable) return [];
    Object.defineProperty(globalThis, name, {
      configurable: true,
      get() {
        note(name);
        return was.get ? was.get.call(globalThis) : was.value;
      },
    });
    return [() => void Object.defineProperty(globalThis, name, was)];
  });
}

/** The constructors, and the methods of dates, numbers and strings that make one behind the scenes. */
function trapIntl(note: Note): readonly Undo[] {
  const constructors = Object.getOwnPropertyNames(Intl).filter((name) => /^[A-Z]/.test(name));
  return [
    ...trapCalls(Intl, 'Intl', constructors, note),
    ...trapCalls(
      Date.prototype,
      'Date',
      ['toLocaleString', 'toLocaleDateString', 'toLocaleTimeString'],
      note,
    ),
    ...trapCalls(Number.prototype, 'Number', ['toLocaleString'], note),
    ...trapCalls(String.prototype, 'String', ['localeCompare'], note),
  ];
}

function trapSockets(note: Note): readonly Undo[] {
  const { Socket } = require('node:net') as typeof net;
  const resolver = require('node:dns') as typeof dns;
  return [
    ...trapCalls(Socket.prototype, 'Socket', ['connect'], note),
    ...trapCalls(resolver, 'dns', ['lookup', 'resolve'], note),
  ];
}

function trapCalls(owner: object, label: string, names: readonly string[], note: Note): readonly Undo[] {
  return names.flatMap((name) => {
    const was = Object.getOwnPropertyDescriptor(owner, name);
    if (!was?.configurable || typeof was.value !== 'function') return [];
    const tell = () => note(`${label}.${name}`);
    const value = new Proxy(was.value as object, {
      apply(target, self, given) {
        tell();
        return Reflect.apply(target as () => unknown, self, given);
      },
      construct(target, given, created) {
        tell();
        return Reflect.construct(target as new () => object, given, created);
      },
    });
    Object.defineProperty(owner, name, { ...was, value });
    return [() => void Object.defineProperty(owner, name, was)];
  });
}
