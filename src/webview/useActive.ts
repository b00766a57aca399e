import { useState } from 'preact/hooks';
import { activate, itemOf } from './roving.ts';

/** The item a picture tells of, by its id: what has the focus or is under the pointer. Empty until there is one. */
export function useActive(): readonly [active: string, show: (event: Event) => void] {
  const [active, setActive] = useState('');
  const show = (event: Event) => {
    const item = event.type === 'focusin' ? activate(event) : itemOf(event.target);
    if (item !== undefined) setActive(item.dataset.item ?? '');
  };
  return [active, show];
}
