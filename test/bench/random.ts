export const letters62 = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';

/** Numbers that look random and are the same in every run. */
export interface Random {
  /** A whole number from 0 up to, and without, `limit`. */
  below(limit: number): number;
  letters(alphabet: string, count: number): string;
}

/** A splitmix generator of 32 bits: short, and even enough to choose files and letters. */
export function seeded(seed: number): Random {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x9e3779b9) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 16), 0x21f0aaad);
    mixed = Math.imul(mixed ^ (mixed >>> 15), 0x735a2d97);
    return (mixed ^ (mixed >>> 15)) >>> 0;
  };
  const below = (limit: number): number => Math.floor((next() / 2 ** 32) * limit);
  return {
    below,
    letters: (alphabet, count) =>
      Array.from({ length: count }, () => alphabet.charAt(below(alphabet.length))).join(''),
  };
}

export function pick<T>(random: Random, values: readonly T[]): T {
  const value = values[random.below(values.length)];
  if (value === undefined) throw new Error('nothing to pick from');
  return value;
}

/** Some of the values, each at most once, in random order. */
export function sample<T>(random: Random, values: readonly T[], count: number): readonly T[] {
  const rest = [...values];
  if (rest.length < count) throw new Error(`${rest.length} are too few to choose ${count} from`);
  return Array.from({ length: count }, () => {
    const [value] = rest.splice(random.below(rest.length), 1);
    return value as T;
  });
}
