import { refusalOf } from '../outcome.ts';

/**
 * Why a finding is not in Security Hub yet. `later`: the same call may succeed soon; `off`: Security Hub takes nothing
 * from this account until somebody does something; `refused`: this very finding is not taken.
 */
export interface Failure {
  readonly kind: 'later' | 'off' | 'refused';
  readonly because: string;
}

const OFF = /^(InvalidAccess|InvalidAccessException|AccessDenied|AccessDeniedException)$/;

/** Imports take effect after a while: an update may come too early for its finding. */
const LATER = /Internal|Throttl|TooMany|Limit|Concurrent|Unavailable|NotFound|Timeout/;

/** What `FailedFindings` and `UnprocessedFindings` say of one finding. */
export function failureIn(code: string | undefined, message: string | undefined): Failure {
  const name = code ?? 'an error without a code';
  const kind = OFF.test(name) ? 'off' : LATER.test(name) ? 'later' : 'refused';
  return { kind, because: `${name}: ${message ?? ''}` };
}

/** What an error of a call means for all that it carried; undefined for a defect of ours. */
export function failureOf(error: unknown, action: string): Failure | undefined {
  const refusal = refusalOf(error, action);
  if (refusal === undefined || !(error instanceof Error)) return undefined;
  const because = `${action}: ${error.name}: ${error.message}`;
  if (OFF.test(error.name) || refusal.outcome === 'denied') return { kind: 'off', because };
  const isRetryable = refusal.outcome === 'failed' && refusal.retryable;
  return { kind: isRetryable ? 'later' : 'refused', because };
}
