import type { Entry } from '../tokens/entry.ts';
import type { Services } from './services.ts';

/** An entry as it is stored now: a message or a prompt may have stood for long. Undefined when it was forgotten. */
export async function latestEntry(
  { state }: Pick<Services, 'state'>,
  id: string,
): Promise<Entry | undefined> {
  const { view } = await state.refresh();
  return view.entries.find((entry) => entry.id === id);
}
