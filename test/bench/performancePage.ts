/** The three columns of VS Code's "Startup Performance" page that make an extension's activation, in whole ms. */
export interface ActivationTimes {
  /** Loading the extension's main file. */
  readonly load: number;
  /** `activate()` until it returned. */
  readonly call: number;
  /** From there until the promise it returned was settled. */
  readonly finish: number;
}

const columns = { load: 'Load Code', call: 'Call Activate', finish: 'Finish Activate' } as const;

/** Finds an extension in the table of the page. Throws when the page has another shape than VS Code 1.139's. */
export function readActivation(page: string, extensionId: string): ActivationTimes {
  const rows = page
    .split('\n')
    .filter((line) => line.trim().startsWith('|'))
    .map(cellsOf);
  const heading = rows.find((row) => row.includes(columns.load));
  const row = rows.find(([id]) => id === extensionId);
  if (heading === undefined || row === undefined)
    throw new Error(`the page names no times of ${extensionId}`);
  const read = (column: string): number => {
    const value = row[heading.indexOf(column)];
    if (value === undefined || !/^\d+$/.test(value))
      throw new Error(`no whole ms under "${column}": ${value}`);
    return Number(value);
  };
  return { load: read(columns.load), call: read(columns.call), finish: read(columns.finish) };
}

export function sumOf({ load, call, finish }: ActivationTimes): number {
  return load + call + finish;
}

function cellsOf(line: string): readonly string[] {
  return line
    .trim()
    .replace(/^\||\|$/g, '')
    .split('|')
    .map((cell) => cell.trim());
}
