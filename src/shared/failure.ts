/** What went wrong, as data. `kind` names one cause; `vscode/messages` turns it into one sentence and one next step. */
export interface Problem {
  readonly kind: string;
}

/**
 * A refusal on its way to the person. `details` is server or git text for the Details view; it is already redacted,
 * stripped of control characters and bounded, because an error can end in any log.
 */
export class Failure<P extends Problem = Problem> extends Error {
  readonly problem: P;
  readonly details: string;

  constructor(problem: P, details = '') {
    super(problem.kind);
    this.name = 'Failure';
    this.problem = problem;
    this.details = details;
  }

  /** Duck-typed, because each bundle carries its own copy of this class. */
  static is(error: unknown): error is Failure {
    return error instanceof Error && error.name === 'Failure' && 'problem' in error;
  }
}
