import { useEffect, useState } from 'preact/hooks';

const first = 40;
const further = 120;

/**
 * The beginning of a long list at once, which is what is seen of it, and the rest piece by piece when that is on the
 * screen. What has once been drawn stays: a new picture would otherwise throw a person back who has scrolled down.
 */
export function useGrowing<T>(all: readonly T[]): readonly T[] {
  const [shown, show] = useState(first);
  const { length } = all;
  useEffect(() => {
    if (shown >= length) return;
    const waiting = setTimeout(() => show(shown + further), 60);
    return () => clearTimeout(waiting);
  }, [shown, length]);
  return shown < length ? all.slice(0, shown) : all;
}
