import type { ApiProblem } from '../github/problems.ts';

/**
 * What a failed `fetch` means, from the error's own code or that of its cause. Text is looked at only for a proxy
 * that refused the tunnel, which has no code of its own. Codes: Node's errors page, OpenSSL's verify page, undici.
 */
export function explainFetchError(error: unknown, cancelled: boolean, timedOut: boolean): ApiProblem {
  if (cancelled) return { kind: 'cancelled' };
  if (timedOut) return { kind: 'timeout' };
  const chain = causes(error);
  const code = chain.map((one) => one.code).find((one) => one !== '') ?? '';
  if (chain.some((one) => one.name === 'TimeoutError') || /TIMEOUT|TIMEDOUT/.test(code))
    return { kind: 'timeout' };
  if (isTls(code)) return { kind: 'tlsUntrusted', code };
  if (chain.some((one) => /\bproxy\b.*(?:\b4\d\d\b|\b5\d\d\b|refused|denied)|tunnel/i.test(one.message))) {
    return { kind: 'proxyRefused' };
  }
  return { kind: 'offline', code };
}

function isTls(code: string): boolean {
  return (
    /^(?:ERR_TLS_|ERR_SSL_|CERT_|UNABLE_TO_|DEPTH_ZERO_SELF_SIGNED|SELF_SIGNED_CERT|HOSTNAME_MISMATCH)/.test(
      code,
    ) || /^(?:INVALID_CA|INVALID_PURPOSE|PATH_LENGTH_EXCEEDED|CRL_|EPROTO$)/.test(code)
  );
}

interface Cause {
  readonly name: string;
  readonly code: string;
  readonly message: string;
}

/** The error and its causes, at most five deep; `AggregateError` (several addresses tried) by its first part. */
function causes(error: unknown): readonly Cause[] {
  const found: Cause[] = [];
  let next: unknown = error;
  while (next instanceof Error && found.length < 5) {
    const code = 'code' in next && typeof next.code === 'string' ? next.code.slice(0, 60) : '';
    found.push({ name: next.name, code, message: next.message.slice(0, 300) });
    next = next.cause ?? (next instanceof AggregateError ? next.errors[0] : undefined);
  }
  return found;
}
