import { lookAgain } from '../leaks/stripLeak.ts';
import type { Services } from '../services.ts';

/** No file of the workspace: nobody else looks at it after a change. One that is gone holds nothing. */
export async function lookAtFile(services: Pick<Services, 'leaks'>, uri: string): Promise<void> {
  const { keeper } = services.leaks;
  await lookAgain(services, uri).catch(() => {
    keeper.book.setFile(uri, []);
    keeper.changed();
  });
}
