import { hideSpans, mergeSpans } from '../shared/spans.ts';
import { boundText, stripControl } from '../shared/text.ts';
import { findCandidates } from '../tokens/candidates.ts';
import type { Mode } from '../tokens/origin.ts';
import type { CheckEvidence, Verdict } from './preflight.ts';

/** One thing that was looked at. `id` is for programs and stays what it is; `text` is for people. */
export interface ReadinessReason {
  readonly id: string;
  readonly verdict: Verdict;
  readonly evidence: CheckEvidence;
  readonly text: string;
  /** What to do about it; empty where nothing has to be done. */
  readonly remedy: string;
}

/** One of the two verdicts, with who would act and how that is known. */
export interface ReadinessPart {
  readonly verdict: Verdict;
  /** How the credential is obtained; empty where there is none. */
  readonly mode: Mode | '';
  /** The account that GitHub named, or whom git names; empty where nobody does. */
  readonly actor: string;
  readonly actorSource: 'github' | 'git' | 'none';
  readonly reasons: readonly ReadinessReason[];
}

/**
 * Whether a push and a draft pull request would work here. It is handed to whoever calls the command, so there is nothing
 * in it of a token: neither the token nor its mask, nor the name or the id of its entry.
 */
export interface Readiness {
  readonly host: string;
  /** `owner/name`. */
  readonly repository: string;
  readonly push: ReadinessPart;
  readonly pullRequest: ReadinessPart;
}

const longestText = 500;

/** The same as plain frozen data of exactly these properties, with every text bounded and without what reads like a token. */
export function sealReadiness({ host, repository, push, pullRequest }: Readiness): Readiness {
  return Object.freeze({
    host: clean(host),
    repository: clean(repository),
    push: sealPart(push),
    pullRequest: sealPart(pullRequest),
  });
}

function sealPart({ verdict, mode, actor, actorSource, reasons }: ReadinessPart): ReadinessPart {
  return Object.freeze({
    verdict,
    mode,
    actor: clean(actor),
    actorSource,
    reasons: Object.freeze(
      reasons.map((reason) =>
        Object.freeze({
          id: clean(reason.id),
          verdict: reason.verdict,
          evidence: reason.evidence,
          text: clean(reason.text),
          remedy: clean(reason.remedy),
        }),
      ),
    ),
  });
}

/** A name that a person or a repository chose could be anything. Cut last: half a token does not read like one. */
function clean(text: string): string {
  const plain = stripControl(text);
  return boundText(hideSpans(plain, mergeSpans(findCandidates(plain))), longestText);
}

/** No where anything says no; unknown where anything is; yes only where all say yes. Nothing looked at is unknown. */
export function worstOf(reasons: readonly Pick<ReadinessReason, 'verdict'>[]): Verdict {
  if (reasons.some(({ verdict }) => verdict === 'no')) return 'no';
  const isYes = reasons.length > 0 && reasons.every(({ verdict }) => verdict === 'yes');
  return isYes ? 'yes' : 'unknown';
}
