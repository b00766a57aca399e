import * as vscode from 'vscode';
import { type JudgedLeak, judgeLeaks, type LeakFacts } from '../../leaks/judgeLeaks.ts';
import type { TestData } from '../../leaks/leak.ts';
import type { LeakAct } from '../../leaks/leakAct.ts';
import { LeakBook } from '../../leaks/leakBook.ts';
import type { Print } from '../../leaks/lookIn.ts';
import type { ReplacedBy } from '../../leaks/replacement.ts';
import type { Secret } from '../../shared/secret.ts';
import type { Inspection } from '../../tokens/inspection.ts';
import type { Vault } from '../../vault/vault.ts';
import type { Memory } from '../memory.ts';
import { HeldTokens } from './heldTokens.ts';

export interface LeakKnowledge {
  readonly vault: Pick<Vault, 'tokensSeen'>;
  readonly memory: Pick<Memory, 'testData' | 'rememberTestData'>;
  readonly print: Print;
}

/** What a quick fix carries. It is of ours alone: being this object is what makes a call one by a person (D06, E02). */
export interface LeakCall {
  readonly act: LeakAct;
  /** As it was when the button was made. */
  readonly judged: JudgedLeak;
  /** VS Code has made the edit of a quick fix, and this is called after it. */
  readonly edited?: ReplacedBy;
}

/** The one list of leaks of this window. Whoever looks somewhere writes in `book` and says `changed`; others listen. */
export class LeakKeeper implements vscode.Disposable {
  readonly book = new LeakBook();
  /** What tells that two found tokens are one. */
  readonly print: Print;
  readonly #known: LeakKnowledge;
  readonly #changed = new vscode.EventEmitter<readonly JudgedLeak[]>();
  readonly #calls = new WeakSet<object>();
  readonly #held = new HeldTokens();
  readonly #ignored = new Set<string>();
  #judged: readonly JudgedLeak[] = [];

  /** Told after each change, with everything there is. */
  readonly onDidChange = this.#changed.event;

  constructor(known: LeakKnowledge) {
    this.#known = known;
    this.print = known.print;
  }

  get all(): readonly JudgedLeak[] {
    return this.#judged;
  }

  /** As it is known now; undefined once it is gone. */
  leakOf(id: string): JudgedLeak | undefined {
    return this.#judged.find(({ leak }) => leak.id === id);
  }

  /** Whether git was seen to ignore a file, by its URI. */
  isIgnored(uri: string): boolean {
    return this.#ignored.has(uri);
  }

  /** What git says of these files; of others it stays as it was said. */
  noteIgnored(files: readonly string[], ignored: ReadonlySet<string>): void {
    for (const uri of files) if (!ignored.has(uri)) this.#ignored.delete(uri);
    for (const uri of ignored) this.#ignored.add(uri);
  }

  /** For a button: what `tokenWarden.view.leak` is to be called with. */
  callFor(act: LeakAct, judged: JudgedLeak): LeakCall {
    return this.#ours({ act, judged });
  }

  /** For a quick fix whose edit VS Code makes itself: what it is to call then. */
  callAfterEdit(judged: JudgedLeak, by: ReplacedBy): LeakCall {
    return this.#ours({ act: 'replace', judged, edited: by });
  }

  #ours(call: LeakCall): LeakCall {
    Object.freeze(call);
    this.#calls.add(call);
    return call;
  }

  /** Whether this was made by `callFor`, and not by another program. */
  isOurs(given: unknown): given is LeakCall {
    return typeof given === 'object' && given !== null && this.#calls.has(given);
  }

  /** Whose a token is that lies in no file, and what GitHub said of it. */
  standingOf(print: string): Pick<JudgedLeak, 'ours' | 'checked'> {
    const { entries, checked } = this.#facts();
    return { ours: entries.get(print), checked: checked.get(print) };
  }

  /** As it is known now, also when it is gone from the list: its token may live on. */
  latest(judged: JudgedLeak): JudgedLeak {
    return this.leakOf(judged.leak.id) ?? judgeLeaks([judged.leak], this.#facts())[0] ?? judged;
  }

  /** Something in the book, the vault or the marks is different: judges all and tells. */
  changed(): void {
    this.#held.add(this.#known.vault.tokensSeen());
    const found = this.book.all();
    if (found.length === 0 && this.#judged.length === 0) return;
    this.#judged = judgeLeaks(found, this.#facts());
    this.#changed.fire(this.#judged);
  }

  #facts(): LeakFacts {
    const { vault, memory, print } = this.#known;
    const answers = this.#held.answers.map(({ token, checked }) => [print(token), checked] as const);
    return {
      entries: this.#held.entries(vault.tokensSeen(), print),
      testData: memory.testData,
      checked: new Map(answers),
    };
  }

  /**
   * GitHub was asked about a token, for whatever reason: it may be one that was found, or will be. Known for as long as the
   * window lives.
   */
  noteAnswer(token: Secret, host: string, answer: Inspection): void {
    const { at } = answer;
    this.#held.answer(
      token,
      answer.kind === 'dead' ? { kind: 'dead', host, at } : { kind: 'alive', host, at, login: answer.login },
    );
    this.changed();
  }

  async markTestData(mark: TestData): Promise<void> {
    const others = this.#known.memory.testData.filter(({ print }) => print !== mark.print);
    await this.#known.memory.rememberTestData([...others, mark]);
    this.changed();
  }

  async unmarkTestData(print: string): Promise<void> {
    await this.#known.memory.rememberTestData(
      this.#known.memory.testData.filter((mark) => mark.print !== print),
    );
    this.changed();
  }

  dispose(): void {
    this.#changed.dispose();
  }
}
