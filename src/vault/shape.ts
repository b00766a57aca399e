/**
 * Reads untrusted JSON into a type or throws. Twelve small functions instead of a schema library, because activation
 * reads the vault and may load 40 kB in all. Errors carry no value: what fails here may be a token.
 */
export type Shape<T> = (value: unknown) => T;

function mismatch(): never {
  throw new Error('shape mismatch');
}

export const flag: Shape<boolean> = (value) => (typeof value === 'boolean' ? value : mismatch());

/** Milliseconds since the epoch, or a count. */
export const count: Shape<number> = (value) =>
  typeof value === 'number' && Number.isFinite(value) && value >= 0 ? value : mismatch();

/** A step of a counter: whole, and small enough to be raised by one for ever. */
export const step: Shape<number> = (value) =>
  typeof value === 'number' && Number.isInteger(value) && value >= 0 && value < 2 ** 50 ? value : mismatch();

export function text(max: number): Shape<string> {
  return (value) => (typeof value === 'string' && value.length <= max ? value : mismatch());
}

export function filled(max: number): Shape<string> {
  return (value) => (value === '' ? mismatch() : text(max)(value));
}

export function matching<T extends string>(test: (given: string) => boolean): Shape<T> {
  return (value) => (typeof value === 'string' && test(value) ? (value as T) : mismatch());
}

/** One of the table's keys. A table, so that the compiler notices a member that was forgotten here. */
export function oneOf<T extends string>(table: Readonly<Record<T, true>>): Shape<T> {
  return (value) => (typeof value === 'string' && Object.hasOwn(table, value) ? (value as T) : mismatch());
}

export function optional<T>(shape: Shape<T>): Shape<T | undefined> {
  return (value) => (value === undefined ? undefined : shape(value));
}

const left = Symbol('left out');

/** As `optional`, for a field that older versions did not store: where it is absent, it stays absent. */
export function omittable<T>(shape: Shape<T>): Shape<T | undefined> {
  return (value) => (value === undefined ? (left as unknown as undefined) : shape(value));
}

export function list<T>(shape: Shape<T>, max: number): Shape<readonly T[]> {
  return (value) => (Array.isArray(value) && value.length <= max ? value.map(shape) : mismatch());
}

/** Every field is read as an own property, so a prototype cannot supply one. Fields not named here are dropped. */
export function object<T extends object>(fields: { readonly [K in keyof T]-?: Shape<T[K]> }): Shape<T> {
  return (value) => {
    const given = record(value);
    const names = Object.keys(fields) as (keyof T & string)[];
    return Object.fromEntries(
      names
        .map((name) => [name, fields[name](Object.hasOwn(given, name) ? given[name] : undefined)] as const)
        .filter(([, read]) => (read as unknown) !== left),
    ) as T;
  };
}

/** A dictionary. `fromEntries` defines its properties, so a key named `__proto__` stays a key. */
export function table<T>(shape: Shape<T>): Shape<Readonly<Record<string, T>>> {
  return (value) =>
    Object.fromEntries(Object.entries(record(value)).map(([name, given]) => [name, shape(given)]));
}

/** A union tagged by `kind`. */
export function variant<T extends { readonly kind: string }>(
  cases: {
    readonly [K in T['kind']]: Shape<Extract<T, { readonly kind: K }>>;
  },
): Shape<T> {
  return (value) => {
    const given = record(value);
    const kind = Object.hasOwn(given, 'kind') ? given.kind : undefined;
    if (typeof kind !== 'string' || !Object.hasOwn(cases, kind)) return mismatch();
    return cases[kind as T['kind']](value) as T;
  };
}

/** The tag of a case of a union. */
export function tag<K extends string>(kind: K): Shape<K> {
  return (value) => (value === kind ? kind : mismatch());
}

function record(value: unknown): Record<string, unknown> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return mismatch();
  return value as Record<string, unknown>;
}
