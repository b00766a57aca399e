import * as vscode from 'vscode';
import { viewId } from '../../manifest.ts';
import { childrenOf, recordNodes } from '../../tree/childrenOf.ts';
import { countOpen } from '../../tree/countOpen.ts';
import { countLeaked } from '../../tree/leakNodes.ts';
import { type Drawn, planRefresh, top } from '../../tree/planRefresh.ts';
import { summariseTree } from '../../tree/summariseTree.ts';
import type { GroupNode, TreeNode } from '../../tree/treeNode.ts';
import { judgeEmptiness } from '../../vault/judgeEmptiness.ts';
import { judgeWatched } from '../../watched/judgeWatched.ts';
import { leakNames } from '../leaks/leakNames.ts';
import { badgeWords } from '../messages/tree.ts';
import type { Services } from '../services.ts';
import type { State } from '../stateKeeper.ts';
import { Line } from './line.ts';
import type { TreeLine, TreeShell } from './treeShell.ts';

/** Which welcome stands in an empty view: the `when` clauses of package.json ask for it. */
const emptyContext = 'tokenWarden.empty';

type Known = Pick<Services, 'state' | 'journal' | 'log' | 'context' | 'policy' | 'leaks'>;

/** Holds the lines VS Code knows and tells it which of them to draw again. What they are is decided in `src/tree`. */
export class TokensView {
  readonly #services: Known;
  readonly #shell: TreeShell;
  readonly #lines = new Map<string, Line>();
  #picture = new Map<string, Drawn>();
  #tops: readonly Line[] | undefined;
  #state: State | undefined;
  #behind = false;
  #empty: string | undefined;

  constructor(services: Known, shell: TreeShell) {
    this.#services = services;
    this.#shell = shell;
    services.context.subscriptions.push(
      services.state.onDidChange((state) => this.#show(state)),
      services.leaks.keeper.onDidChange(() => this.#show(this.#state)),
      services.leaks.wanted.event(() => void this.#reveal()),
      shell.view.onDidChangeVisibility(() => this.#redraw()),
    );
  }

  /** The line that VS Code hands back, while it stands. Anything else comes from a stranger, and is not even looked at. */
  lineOf(given: unknown): Line | undefined {
    for (const line of this.#lines.values()) if (line === given) return line;
    return undefined;
  }

  /** What stands below a line, or at the top. Never throws. */
  async children(given: TreeLine | undefined): Promise<Line[]> {
    const parent = given && this.lineOf(given);
    if (given && !parent) return [];
    const nodes = parent === undefined ? await this.#topNodes() : await this.#nodesBelow(parent.node);
    const lines = this.#adopt(nodes, parent);
    if (parent) parent.below = lines;
    else this.#tops = lines;
    this.#note(parent, lines);
    return lines;
  }

  /** Draws everything again from what the store holds now. GitHub is asked nothing. */
  async refresh(): Promise<void> {
    await this.#services.state.refresh();
    this.#shell.changed.fire(undefined);
  }

  /** A record was written: where records are open, they are read again. */
  readAgain(): void {
    const lines = [...this.#lines.values()];
    this.#drawAgain(lines.filter(({ node, below }) => isJournal(node) && below !== undefined));
  }

  #drawAgain(lines: Line[]): void {
    if (lines.length > 0) this.#shell.changed.fire(lines);
  }

  async #topNodes(): Promise<readonly TreeNode[]> {
    try {
      // The first picture; from then on each new one is shown as it comes.
      this.#state ??= await this.#services.state.refresh(Number.POSITIVE_INFINITY);
      await this.#tellEmptiness(this.#state);
      return this.#nodes(this.#state);
    } catch (error) {
      this.#services.log.failure('reading the vault for the view', error);
      return [{ kind: 'failed', id: 'failed' }];
    }
  }

  async #nodesBelow(node: TreeNode): Promise<readonly TreeNode[]> {
    if (!isJournal(node)) return childrenOf(node, this.#services.policy().neverGrant);
    try {
      const { records } = await this.#services.journal.read();
      return recordNodes(node.entry, records);
    } catch (error) {
      this.#services.log.failure('reading the journal for the view', error);
      return recordNodes(node.entry, []);
    }
  }

  #nodes(state: State): readonly TreeNode[] {
    const { view, chosen, place, findings, breadthOf, watched, now } = state;
    return summariseTree({
      view,
      usedHere: chosen?.id,
      hostHere: place?.address?.host.name,
      findings,
      watched,
      watchedFindings: judgeWatched(watched.tokens, now, this.#services.policy()),
      leaks: this.#services.leaks.keeper.all,
      nameOf: (place) => ({
        ...leakNames(place),
        ignored: place.kind === 'file' && this.#services.leaks.keeper.isIgnored(place.uri),
      }),
      now,
      breadthOf,
    });
  }

  #show(state: State | undefined): void {
    // Leaks may be found before the vault was read: they come with its first picture.
    if (state === undefined) return;
    this.#state = state;
    this.#behind = true;
    const watched = judgeWatched(state.watched.tokens, state.now, this.#services.policy());
    const findings = countOpen([...state.findings, ...watched]);
    const leaks = countLeaked(this.#services.leaks.keeper.all);
    const value = findings + leaks;
    this.#shell.view.badge = value === 0 ? undefined : { value, tooltip: badgeWords(findings, leaks) };
    void this.#tellEmptiness(state);
    this.#redraw();
  }

  /** Opens the view at the found tokens. */
  async #reveal(): Promise<void> {
    await vscode.commands.executeCommand(`${viewId}.focus`);
    const tops = this.#tops ?? (await this.children(undefined));
    const line = tops.find(({ node }) => node.kind === 'leaks');
    if (line) await this.#shell.view.reveal(line, { select: true, focus: true, expand: true });
  }

  async #tellEmptiness({ view }: State): Promise<void> {
    const empty = judgeEmptiness(view)?.kind ?? 'no';
    if (empty === this.#empty) return;
    this.#empty = empty;
    await vscode.commands.executeCommand('setContext', emptyContext, empty);
  }

  /** Draws what changed since it was drawn last. Nobody sees a closed view, so it waits until it is opened. */
  #redraw(): void {
    if (!this.#behind || !this.#state || !this.#tops || !this.#shell.view.visible) return;
    this.#behind = false;
    const before = this.#picture;
    this.#picture = new Map();
    this.#tops = this.#rebuild(this.#nodes(this.#state), undefined);
    for (const id of this.#lines.keys()) if (!this.#picture.has(id)) this.#lines.delete(id);
    const plan = planRefresh(before, this.#picture);
    if (plan === 'everything') this.#shell.changed.fire(undefined);
    else this.#drawAgain([...this.#lines.values()].filter(({ node }) => plan.includes(node.id)));
  }

  /** The lines of a new picture, as deep as the old one was opened. Records stay as they were read. */
  #rebuild(nodes: readonly TreeNode[], parent: Line | undefined): readonly Line[] {
    const lines = this.#adopt(nodes, parent);
    this.#note(parent, lines);
    for (const line of lines) {
      if (line.below === undefined) continue;
      const below = isJournal(line.node)
        ? line.below.map(({ node }) => node)
        : childrenOf(line.node, this.#services.policy().neverGrant);
      line.below = this.#rebuild(below, line);
    }
    return lines;
  }

  /** The lines for these nodes: the same objects as before, where they stood already. */
  #adopt(nodes: readonly TreeNode[], parent: Line | undefined): Line[] {
    const now = this.#state?.now ?? 0;
    return nodes.map((node) => {
      const line = this.#lines.get(node.id) ?? new Line(node, parent, now);
      this.#lines.set(node.id, Object.assign(line, { node, parent, now }));
      return line;
    });
  }

  #note(parent: Line | undefined, lines: readonly Line[]): void {
    const id = parent?.node.id ?? top;
    const look = this.#picture.get(id)?.look ?? '';
    this.#picture.set(id, { look, below: lines.map(({ node }) => node.id) });
    for (const line of lines) {
      this.#picture.set(line.node.id, {
        look: line.look(),
        below: line.below?.map(({ node }) => node.id),
      });
    }
  }
}

function isJournal(node: TreeNode): node is GroupNode {
  return node.kind === 'group' && node.of === 'journal';
}
