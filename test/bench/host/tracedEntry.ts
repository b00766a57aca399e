import { basename, join } from 'node:path';
import type * as vscode from 'vscode';
import { type LoadedModule, leave } from './benchRecord.ts';
import { setTraps, tryTraps } from './traps.ts';

interface Bundle {
  activate(context: vscode.ExtensionContext): unknown;
}

/**
 * Stands before our bundle as `timedEntry.ts` does, and watches instead of measuring: every module that our code asks
 * for from now on, and, until `activate()` has returned, everything that a start must not touch.
 */
export function activate(context: vscode.ExtensionContext): void {
  const folder = join(context.extensionPath, 'dist');
  const modules: LoadedModule[] = [];
  let starting = true;
  watchModules(folder, (name, isOurs) =>
    modules.push({ name, isOurs, at: Date.now(), whileStarting: starting }),
  );
  const file = join(folder, 'extension.js');
  const started = performance.now();
  // Nothing else runs between setting the traps and taking them away: the part in between is synchronous.
  const traps = setTraps();
  let bundle: Bundle;
  try {
    bundle = require(file);
  } finally {
    traps.takeAway();
  }
  const loaded = performance.now();
  const more = setTraps();
  try {
    bundle.activate(context);
  } finally {
    more.takeAway();
    starting = false;
  }
  leave({
    loadMs: loaded - started,
    activateMs: performance.now() - loaded,
    trace: { touched: [...new Set([...traps.touched, ...more.touched])], tried: tryTraps(), modules },
  });
}

type Load = (request: string, parent: { readonly filename?: string } | undefined, main: boolean) => unknown;

/** Tells of each module that is asked for by a file of ours, the bundle itself among them. */
function watchModules(folder: string, tell: (name: string, isOurs: boolean) => void): void {
  const loader = require('node:module') as { _load: Load };
  const load = loader._load;
  loader._load = function (this: unknown, request, parent, main) {
    const asker = parent?.filename ?? '';
    if (request.startsWith(folder)) tell(basename(request), true);
    else if (asker.startsWith(folder))
      tell(request.startsWith('.') ? basename(request) : request, request.startsWith('.'));
    return load.call(this, request, parent, main);
  };
}
