import type { Severity } from '../shared/finding.ts';

/**
 * The dashboard as its page draws it: every word is final and translated, every number is ready, nothing is left to
 * decide, and no secret can be in it. The extension makes it, the page draws it and knows nothing else.
 */
export interface DashboardPage {
  readonly v: 1;
  /** BCP 47, for the page's `lang`. */
  readonly language: string;
  /** Headings, labels and hints that stand on every page. */
  readonly words: PageWords;
  /** What a person with twenty tokens wants to know first, in one sentence. */
  readonly summary: string;
  /** Set while there is nothing to draw: why, and the ways on. */
  readonly empty?: EmptyPage | undefined;
  readonly health: Health;
  /** The way to one more token, beside the title. */
  readonly add: PageAct;
  /** Open findings, most urgent first. */
  readonly findings: readonly FindingLine[];
  /** What is left out of a long list, in a sentence to stand below it. */
  readonly moreFindings?: string | undefined;
  readonly timeline: Timeline;
  readonly matrix: Matrix;
  readonly journal: JournalStrip;
}

/** An opaque ticket for one act that the extension offered with this page. The page can send nothing else back. */
export type ActTicket = string;

export interface PageAct {
  readonly ticket: ActTicket;
  readonly label: string;
}

export interface EmptyPage {
  readonly title: string;
  readonly text: string;
  readonly acts: readonly PageAct[];
}

/** Whether the store keeps what it is given. */
export interface Health {
  readonly severity: Severity | 'none';
  readonly label: string;
  readonly detail: string;
  readonly act?: PageAct | undefined;
}

export interface FindingLine {
  readonly id: string;
  readonly severity: Severity;
  /** The severity in a word, for whoever sees no colour. */
  readonly severityWord: string;
  readonly entry: string;
  readonly text: string;
  /** How it is known. */
  readonly evidence: string;
  readonly act?: PageAct | undefined;
}

/** Dates are ms since the epoch; positions on the axis are shares of its width, 0 to 1. */
export interface Timeline {
  readonly ticks: readonly { readonly at: number; readonly label: string }[];
  /** Where today is. */
  readonly today: number;
  readonly todayLabel: string;
  readonly bars: readonly TimelineBar[];
}

export type BarTone = 'fine' | 'later' | 'soon' | 'over' | 'unknown' | 'never';

export interface TimelineBar {
  readonly id: string;
  readonly name: string;
  /** Kind, host and owner in one line. */
  readonly about: string;
  readonly tone: BarTone;
  readonly toneWord: string;
  /** Shares of the axis; a life that leaves the axis ends at 0 or 1, and `opensLeft`/`opensRight` say so. */
  readonly from: number;
  readonly to: number;
  readonly opensLeft: boolean;
  readonly opensRight: boolean;
  /** Where it is reminded of, within the bar. */
  readonly thresholds: readonly { readonly at: number; readonly label: string }[];
  /** Where the policy would have ended it, if before its end. */
  readonly policyEnd?: { readonly at: number; readonly label: string } | undefined;
  /** "expires 3 Dec, in 13 days". */
  readonly ends: string;
  /** Begins, ends, life against policy: the row of the table twin. */
  readonly cells: readonly string[];
  readonly act?: PageAct | undefined;
}

export interface Matrix {
  readonly columns: readonly { readonly id: string; readonly label: string }[];
  readonly rows: readonly MatrixRow[];
  /** What is left out of a wide matrix, in a sentence to stand below it. */
  readonly more?: string | undefined;
}

export interface MatrixRow {
  readonly id: string;
  readonly name: string;
  /** One for each column; undefined: nothing is known of it. */
  readonly cells: readonly (MatrixCell | undefined)[];
}

export interface MatrixCell {
  readonly level: 'read' | 'write' | 'admin';
  readonly verdict: 'yes' | 'no' | 'likely' | 'unknown';
  /** Whether the job asks for it: what is surplus is marked. */
  readonly need: 'needs' | 'fine' | 'surplus' | 'never' | 'unjudged';
  /** Level in a letter or two, and how it is known as a mark: neither by colour alone. */
  readonly mark: string;
  /** The whole of it in words: "Contents: write, listed by GitHub, needed". */
  readonly text: string;
}

export interface JournalStrip {
  /** When its left and its right end are. */
  readonly ends: readonly [from: string, to: string];
  readonly marks: readonly JournalMark[];
  readonly more?: PageAct | undefined;
}

export interface JournalMark {
  readonly id: string;
  /** Share of the strip's width, 0 to 1. */
  readonly at: number;
  readonly result: 'done' | 'refused' | 'open';
  readonly text: string;
  readonly when: string;
}

/** What a mark of the matrix means; with `need` it is drawn as such a cell is. */
export interface MatrixKey {
  readonly mark: string;
  readonly label: string;
  readonly need?: MatrixCell['need'] | undefined;
}

/** All static texts of the page. */
export interface PageWords {
  readonly title: string;
  readonly findings: string;
  /** Of the table of findings: severity, token, what, how it is known, what to do. */
  readonly findingColumns: readonly string[];
  readonly noFindings: string;
  readonly timeline: string;
  /** The name first, then one for each of a bar's `cells`. */
  readonly timelineColumns: readonly string[];
  readonly matrix: string;
  /** Of a place in the matrix that has no cell. */
  readonly notKnown: string;
  readonly matrixLegend: readonly MatrixKey[];
  readonly journal: string;
  readonly noJournal: string;
  /** When, and what. */
  readonly journalColumns: readonly string[];
  readonly health: string;
  /** Below a long list of which only the beginning is drawn. */
  readonly showAll: string;
  readonly asTable: string;
  readonly asPicture: string;
  readonly refresh: string;
  readonly add: string;
  readonly exportMarkdown: string;
  /** Of a file to print: no window of VS Code can. */
  readonly print: string;
  readonly loading: string;
  readonly filter: string;
  readonly nothingMatches: string;
}
