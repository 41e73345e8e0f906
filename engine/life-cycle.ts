import type { Status } from './verdict.ts';

/** Security Hub's own words. */
export type WorkflowStatus = 'NEW' | 'NOTIFIED' | 'RESOLVED' | 'SUPPRESSED';

/** What posture knows of a finding that was published. */
export interface PublishedFinding {
  readonly compliance: 'PASSED' | 'FAILED';
  readonly recordState: 'ACTIVE' | 'ARCHIVED';
  readonly workflow: WorkflowStatus;
  /** Who put it to SUPPRESSED; null if it is not. */
  readonly suppressedBy: 'assay' | 'analyst' | null;
}

export interface LifeCycleInput {
  /** `DELETED`: the resource exists no more. */
  readonly verdict: Status | 'DELETED';
  readonly waived: boolean;
  readonly published: PublishedFinding | null;
}

/** What to say to Security Hub; null = nothing. Members left out stay as they are. */
export interface LifeCycleStep {
  readonly compliance: 'PASSED' | 'FAILED';
  readonly recordState: 'ACTIVE' | 'ARCHIVED';
  /** Set by BatchUpdateFindings: an import cannot change it. */
  readonly workflow?: WorkflowStatus;
  /** Why; always and only with a workflow. */
  readonly note?: 'waived' | 'waiver-ended' | 'resolved' | 'reopened' | 'replaced';
  /** Adds a StatusReason; the status itself stays. */
  readonly unreadable?: true;
}

/**
 * The whole life of a finding as one pure function over verdict × waiver × what is published × who suppressed it.
 * An analyst's SUPPRESSED is never touched; unreadable never closes, opens or reopens.
 */
export function nextStep({ verdict, waived, published }: LifeCycleInput): LifeCycleStep | null {
  switch (verdict) {
    case 'NON_COMPLIANT':
      return failed(waived, published);
    case 'COMPLIANT':
      return passed(published);
    case 'INSUFFICIENT_DATA':
      return published?.recordState === 'ACTIVE'
        ? { compliance: published.compliance, recordState: 'ACTIVE', unreadable: true }
        : null;
    case 'NOT_APPLICABLE':
    case 'DELETED':
      // NOT_AVAILABLE would push an analyst's workflow back to NEW: archived says "no longer", and nothing else.
      return published?.recordState === 'ACTIVE'
        ? { compliance: published.compliance, recordState: 'ARCHIVED' }
        : null;
  }
}

function failed(waived: boolean, published: PublishedFinding | null): LifeCycleStep {
  const step: LifeCycleStep = { compliance: 'FAILED', recordState: 'ACTIVE' };
  const suppressor = suppressorOf(published);
  if (suppressor === 'analyst') return step;
  if (waived) return suppressor ? step : { ...step, workflow: 'SUPPRESSED', note: 'waived' };
  if (suppressor === 'assay') return { ...step, workflow: 'NEW', note: 'waiver-ended' };
  const wasClosed = published?.workflow === 'RESOLVED' || published?.recordState === 'ARCHIVED';
  return wasClosed ? { ...step, workflow: 'NEW', note: 'reopened' } : step;
}

function passed(published: PublishedFinding | null): LifeCycleStep | null {
  // A first COMPLIANT creates no finding: silence is the normal state of a hub.
  if (!published || published.recordState === 'ARCHIVED') return null;
  const step: LifeCycleStep = { compliance: 'PASSED', recordState: 'ACTIVE' };
  if (suppressorOf(published) === 'analyst' || published.workflow === 'RESOLVED') return step;
  return { ...step, workflow: 'RESOLVED', note: 'resolved' };
}

/** The workflow rules: who lifted our suppression has decided. One that nobody owns up to is an analyst's. */
export function suppressorOf(published: PublishedFinding | null | undefined): 'assay' | 'analyst' | null {
  return published?.workflow === 'SUPPRESSED' ? (published.suppressedBy ?? 'analyst') : null;
}
