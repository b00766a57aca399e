/**
 * Names the run of what could hold secrets in memory alone (`VaultSession.run`). On a local desktop that is the
 * application's main process, which outlives a window reload; elsewhere the page, which does not. `vscode.env.sessionId`
 * will not do: it is new with each window on the desktop, and one constant where the product has no telemetry.
 */
export function applicationRun(
  localDesktop: boolean,
  windowSession: string,
  environment: Readonly<Record<string, string | undefined>> = process.env,
  parent: number = process.ppid,
): string {
  if (!localDesktop) return windowSession;
  // A number used again by the next run only delays the proof; it never claims one.
  return `application-${environment.VSCODE_PID ?? parent}`;
}
