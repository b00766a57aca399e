import type * as vscode from 'vscode';

/** What the person chose for good and the status bar needs: the reading half of `Memory`, which is loaded later. */
export class StandingChoices {
  protected readonly state: vscode.Memento;

  /** `state` is the extension's global state. */
  constructor(state: vscode.Memento) {
    this.state = state;
  }

  /** Keys are `host`, `host/owner` or `host/owner/repository`, lower case; values are entry ids. */
  get bindings(): Readonly<Record<string, string>> {
    return this.state.get('bindings', {});
  }

  /** SSH host alias -> host name, as the person said once. */
  get sshAliases(): Readonly<Record<string, string>> {
    return this.state.get('sshAliases', {});
  }
}
