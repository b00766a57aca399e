import type { ViewCommandId } from '../../manifest.ts';
import type { Clock } from '../../shared/clock.ts';
import { runLeakAct } from '../leaks/leakActs.ts';
import type { Services } from '../services.ts';
import type { TokensView } from './tokensView.ts';
import type { TreeLine, TreeShell } from './treeShell.ts';
import { keyActs, openLine, viewActs } from './viewActs.ts';

/** How long (ms) after a key the line with the focus may tell that it is meant. */
const longestWait = 1000;

/**
 * Runs what a line is asked to do. VS Code hands us the very line object we gave it, and that is how a person's click is
 * known: another extension, a link or a task cannot have it, so with anything else nothing happens (D06, E02).
 *
 * A key comes without its line, because VS Code tells an extension what is selected and not what has the focus. So a key
 * runs two commands: ours, which only notes what is wanted, and `list.select`, which makes VS Code open the line with the
 * focus, with its object. Alone, the first does nothing at all.
 */
export class ViewRunner {
  readonly #view: TokensView;
  readonly #shell: Pick<TreeShell, 'view'>;
  readonly #clock: Clock;
  #wanted: { readonly id: ViewCommandId; readonly until: number } | undefined;

  constructor(view: TokensView, shell: Pick<TreeShell, 'view'>, clock: Clock) {
    this.#view = view;
    this.#shell = shell;
    this.#clock = clock;
  }

  async run(services: Services, id: ViewCommandId, given: readonly unknown[]): Promise<void> {
    if (id === 'tokenWarden.view.refresh') return this.#view.refresh();
    if (id === 'tokenWarden.view.leak') return runLeakAct(services, given[0]);
    const line = this.#view.lineOf(given[0]);
    if (line === undefined) {
      if (given.length === 0 && id in keyActs) this.#wanted = { id, until: this.#clock.now() + longestWait };
      return;
    }
    if (id !== 'tokenWarden.view.open') return viewActs[id]?.(services, line.node);
    const wanted = this.#takeWanted();
    if (wanted !== undefined) return keyActs[wanted]?.(services, line.node);
    if (line.node.kind === 'entry') return this.#expand(line);
    return openLine(services, line.node);
  }

  #takeWanted(): ViewCommandId | undefined {
    const wanted = this.#wanted;
    this.#wanted = undefined;
    return wanted !== undefined && this.#clock.now() <= wanted.until ? wanted.id : undefined;
  }

  async #expand(line: TreeLine): Promise<void> {
    await this.#shell.view.reveal(line, { select: false, focus: false, expand: true });
  }
}
