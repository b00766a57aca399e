import { firstWording, signInWordings } from './errorCatalogue.ts';

/** Why a sign-in by device, or a renewal, gave no token. */
export type SignInProblem =
  /** The person has not entered the code yet: ask again after the interval. */
  | { readonly kind: 'signInPending' }
  /** Asked too often: five seconds more between two questions from here on. */
  | { readonly kind: 'signInSlowDown' }
  /** The code lived 15 minutes, or is not known: a new one is needed. */
  | { readonly kind: 'signInExpired' }
  | { readonly kind: 'signInDenied' }
  /** The App or its id is set up in a way that cannot sign in. */
  | { readonly kind: 'signInMisconfigured'; readonly why: 'disabled' | 'client' | 'grant' }
  /** The renewal was used twice, or is older than half a year: sign in again. */
  | { readonly kind: 'renewalDead' }
  | { readonly kind: 'signInUnknown' };

/** What the `error` code of an answer with status 200 means. Source: facts/device-flow.json, facts/error-catalogue.json. */
export function explainSignIn(code: string): SignInProblem {
  const found = firstWording(signInWordings, code);
  return found === undefined ? { kind: 'signInUnknown' } : causes[found.id];
}

const causes: Readonly<Record<keyof typeof signInWordings, SignInProblem>> = Object.freeze({
  'device-authorization-pending': { kind: 'signInPending' },
  'device-slow-down': { kind: 'signInSlowDown' },
  'device-expired': { kind: 'signInExpired' },
  'device-denied': { kind: 'signInDenied' },
  'device-disabled': { kind: 'signInMisconfigured', why: 'disabled' },
  'device-bad-client': { kind: 'signInMisconfigured', why: 'client' },
  'device-bad-code': { kind: 'signInExpired' },
  'device-bad-grant': { kind: 'signInMisconfigured', why: 'grant' },
  'refresh-bad': { kind: 'renewalDead' },
});
