import * as vscode from 'vscode';
import { minuteMs } from '../shared/clock.ts';
import type { Secret } from '../shared/secret.ts';

/**
 * The one deliberate way out: the person asked for a copy. It is cleared after a minute, but only if the clipboard
 * still holds this token, so that nothing copied since is lost. In a browser the clipboard cannot be read while the
 * window is in the background; then it is cleared as soon as the window is in front again.
 */
export class TimedClipboard {
  readonly #mayRead: boolean;
  readonly #clipboard: Pick<vscode.Clipboard, 'readText' | 'writeText'>;
  readonly #due = new Map<Secret, ReturnType<typeof setTimeout>>();
  readonly #listening = vscode.window.onDidChangeWindowState(({ focused }) => {
    if (focused) void this.#clearOverdue();
  });
  readonly #overdue = new Set<Secret>();

  /** `mayRead`: whether reading asks the person for nothing. A browser asks for leave. */
  constructor(
    mayRead = vscode.env.uiKind === vscode.UIKind.Desktop,
    clipboard: Pick<vscode.Clipboard, 'readText' | 'writeText'> = vscode.env.clipboard,
  ) {
    this.#mayRead = mayRead;
    this.#clipboard = clipboard;
  }

  async copy(secret: Secret): Promise<void> {
    await this.#clipboard.writeText(secret.reveal());
    const timer = setTimeout(() => {
      this.#due.delete(secret);
      this.#overdue.add(secret);
      void this.#clearOverdue();
    }, minuteMs);
    this.#due.set(secret, timer);
  }

  /** For a new token that no store took: clearing it would lose it for good, so that is left to the person. */
  async copyUntimed(secret: Secret): Promise<void> {
    await this.#clipboard.writeText(secret.reveal());
  }

  /**
   * Whether the token is still there after it was pasted (S3-23): compared and not kept. False where reading would ask
   * the person first.
   */
  async holds(secret: Secret): Promise<boolean> {
    return this.#mayRead && isSame(await this.#clipboard.readText(), secret);
  }

  /** Clears the clipboard, unless something else was copied since. */
  async clearIfHolds(secret: Secret): Promise<void> {
    if (isSame(await this.#clipboard.readText(), secret)) {
      await this.#clipboard.writeText('');
    }
  }

  /** Clears what was copied, before the window goes. */
  async stop(): Promise<void> {
    this.#listening.dispose();
    for (const [secret, timer] of this.#due) {
      clearTimeout(timer);
      this.#overdue.add(secret);
    }
    this.#due.clear();
    await this.#clearOverdue();
  }

  async #clearOverdue(): Promise<void> {
    for (const secret of this.#overdue) {
      const held = await this.#clipboard.readText();
      // An empty answer in the background says nothing about what is there.
      if (held === '' && !vscode.window.state.focused) continue;
      if (held === secret.reveal()) await this.#clipboard.writeText('');
      this.#overdue.delete(secret);
    }
  }
}

/** A key ends with a line end, and what was copied may have one more or less. */
function isSame(held: string, secret: Secret): boolean {
  return held.trim() === secret.reveal().trim();
}
