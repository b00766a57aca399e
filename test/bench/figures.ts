/** What a figure has to be. Source: the project's plan for speed and size. */
export type Target =
  | { readonly kind: 'atMost'; readonly value: number }
  | { readonly kind: 'atLeast'; readonly value: number }
  | { readonly kind: 'exactly'; readonly value: number };

const atMost = (value: number): Target => ({ kind: 'atMost', value });
const atLeast = (value: number): Target => ({ kind: 'atLeast', value });
const exactly = (value: number): Target => ({ kind: 'exactly', value });

/** Every figure of `npm run bench`, in the order it is printed. The keys are those of `--json`. */
export const targets = {
  /** Our activation over that of `vscode.github-authentication`, in the same windows. */
  'activation.ratio': atMost(1.0),
  /** ms for loading the eager bundle and the synchronous part of `activate()`. */
  'activation.syncMs': atMost(5),
  /** Bytes of our own code that are loaded before the status bar is drawn. */
  'eager.bytes': atMost(40_960),
  'vsix.bytes': atMost(307_200),
  /** Our isolated push over the same push by plain git without authentication. */
  'push.ratio': atMost(1.3),
  'push.requests': exactly(2),
  'inspect.requests': exactly(1),
  /** ms for the preflight of 20 new commits on 50,000, from git alone. */
  'preflight.ms': atMost(300),
  /** ms for judging 1,000 varied entries by every rule. */
  'policy.ms': atMost(20),
  /** ms from the message with 50 tokens until the dashboard's page has them on the screen. */
  'dashboard.ms': atMost(150),
  /** The same with 500. */
  'dashboard.ms500': atMost(600),
  /** Megabytes a second of what a push would send, read from git and searched for tokens. */
  'outgoingScan.mbps': atLeast(100),
  /** A scan of the corpus over plain ripgrep with the same expression. This and what follows: `npm run bench:scan`. */
  'scan.ratioToRipgrep': atMost(1.5),
  /** The same without ripgrep, over reading every file in one thread. */
  'scan.ratioToReadOnly': atMost(3),
  /** How many times as long gitleaks takes with its rules for GitHub. Only where it is installed. */
  'scan.ratioToGitleaks': atLeast(20),
  /** Planted tokens found, confirmed or possible. */
  'scan.recall': atLeast(1),
  /** Confirmed findings that are planted tokens. */
  'scan.precision': atLeast(1),
  /** The same as recall, in awkward places. */
  'scan.hard': atLeast(0.95),
  /** Decoys reported as possible: only of kinds whose checksum is in doubt, and so many are planted. */
  'scan.possibleDecoys': atMost(150),
  /** Megabytes of memory above idle while scanning, programs started included. */
  'scan.rssMb': atMost(120),
  /** ms: what 99 of 100 turns of the caller's event loop are late by at most while scanning. */
  'scan.loopLagMs': atMost(50),
  /** ms from asking to stop until the scan has ended. */
  'scan.cancelMs': atMost(200),
  /** ms for finding the tokens in a megabyte of source code, as for an open document. */
  'document.msPerMb': atMost(2),
  /** ms for 10 MB of the text that costs the search most, of all that are known to be made for it. */
  'document.adversarialMs': atMost(100),
} as const satisfies Readonly<Record<string, Target>>;

export type FigureKey = keyof typeof targets;

export interface Figure {
  readonly key: FigureKey;
  readonly value: number;
  /** What it was made of, in one line. */
  readonly from: string;
  /** Why the target is missed whatever the number says: the number was bought with something that is not allowed. */
  readonly broken?: string | undefined;
}

/** Either some figures, or why they could not be had. */
export type Measured =
  | { readonly kind: 'measured'; readonly figures: readonly Figure[] }
  | { readonly kind: 'failed'; readonly keys: readonly FigureKey[]; readonly why: string };

function judgeFigure({ key, value, broken }: Figure): 'met' | 'missed' {
  if (broken !== undefined) return 'missed';
  const target: Target = targets[key];
  if (target.kind === 'atLeast') return value >= target.value ? 'met' : 'missed';
  return (target.kind === 'atMost' ? value <= target.value : value === target.value) ? 'met' : 'missed';
}

/** The `--json` object: flat, only what was measured. */
export function flatFigures(measured: readonly Measured[]): Readonly<Record<string, number>> {
  return Object.fromEntries(figuresOf(measured).map(({ key, value }) => [key, value]));
}

function figuresOf(measured: readonly Measured[]): readonly Figure[] {
  const all = measured.flatMap((one) => (one.kind === 'measured' ? one.figures : []));
  const order = Object.keys(targets);
  return [...all].sort((a, b) => order.indexOf(a.key) - order.indexOf(b.key));
}

/** The printed table, then one line for each figure on what it was made of. */
export function figureTable(measured: readonly Measured[]): string {
  const figures = figuresOf(measured);
  const rows = figures.map((figure) => {
    const target: Target = targets[figure.key];
    const sign = { atMost: '<= ', atLeast: '>= ', exactly: '' }[target.kind];
    const wanted = `${sign}${target.value}`;
    return [figure.key, String(figure.value), wanted, judgeFigure(figure)];
  });
  const missing = measured.flatMap((one) =>
    one.kind === 'failed' ? one.keys.map((key) => [key, '-', '', 'not measured']) : [],
  );
  const table = [['figure', 'value', 'target', ''], ...rows, ...missing];
  const widths = [0, 1, 2].map((column) => Math.max(...table.map((row) => row[column]?.length ?? 0)));
  const lines = table.map(([key = '', value = '', wanted = '', verdict = '']) =>
    [key.padEnd(widths[0] ?? 0), value.padStart(widths[1] ?? 0), wanted.padStart(widths[2] ?? 0), verdict]
      .join('  ')
      .trimEnd(),
  );
  const notes = figures.map(
    ({ key, from, broken }) => `${key}: ${from}${broken === undefined ? '' : `\n  but ${broken}`}`,
  );
  const failures = measured.flatMap((one) =>
    one.kind === 'failed' ? [`${one.keys.join(', ')}: ${one.why}`] : [],
  );
  return [...lines, '', ...notes, ...failures].join('\n');
}
