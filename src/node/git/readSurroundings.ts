import { resolve } from 'node:path';
import { heldIn } from '../../shadows/held.ts';
import {
  askpassVariables,
  type GivenVariable,
  readConfigLines,
  type Surroundings,
} from '../../shadows/surroundings.ts';
import type { CancelSignal } from '../../shared/cancelSignal.ts';
import { readVariables } from '../../sources/variables.ts';
import type { Environment } from './environment.ts';
import { type GitContext, runInRepository } from './gitContext.ts';

const mostBytes = 1_000_000;
/** A configuration that includes what never ends must not hold up the answer. */
const timeoutMs = 5_000;

/**
 * All of git's configuration as the person's own git reads it here, includes too, and the variables of this process that
 * gh and git listen to. Of a variable that holds a token only its mask leaves this function.
 */
export async function readSurroundings(
  context: GitContext,
  folder: string,
  signal?: CancelSignal,
): Promise<Surroundings> {
  const args = ['config', '--list', '--show-scope', '--show-origin', '-z'];
  const limits = { signal, maxStdout: mostBytes, timeoutMs };
  const { stdout, exitCode } = await runInRepository(context, folder, args, limits);
  return {
    config: exitCode === 0 ? readConfigLines(stdout, (path) => resolve(folder, path)) : [],
    variables: variablesIn(context.env),
  };
}

function variablesIn(env: Environment): readonly GivenVariable[] {
  const given = (names: readonly string[], look: (value: string) => GivenVariable['held']) =>
    names.flatMap((name): readonly GivenVariable[] => {
      const value = env[name];
      return value === undefined || value === '' ? [] : [{ name, held: look(value) }];
    });
  return [...given([...readVariables(env).keys()], heldIn), ...given(askpassVariables, () => undefined)];
}
