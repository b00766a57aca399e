import type { Secret } from '../shared/secret.ts';
import type { Lines } from './lines.ts';
import type { PlacelessLeak } from './ports.ts';
import { secretAt } from './secretAt.ts';
import type { TokenFinding } from './tokenFinding.ts';

/** A keyed hash of a token (C14). Injected: it needs Node. */
export type Print = (secret: Secret) => string;

/** `findings` stand in `text` first to last, none before `from`, which is where `lines` stands; they move with them. */
export function placed(
  text: string,
  findings: readonly TokenFinding[],
  lines: Lines,
  print: Print,
  from = 0,
): readonly PlacelessLeak[] {
  let passed = from;
  const placeAt = (offset: number) => {
    lines.pass(text, passed, offset);
    passed = offset;
    return lines.place;
  };
  return findings.map((finding) => {
    const { kind, confidence, written, masked, offset, length } = finding;
    const [start, end] = [placeAt(offset), placeAt(offset + length)];
    return {
      kind,
      confidence,
      written,
      masked,
      print: print(secretAt(text, finding)),
      spot: { line: start.line, column: start.column, endLine: end.line, endColumn: end.column },
    };
  });
}
