import { Logger } from '@aws-lambda-powertools/logger';
import { Metrics, MetricUnit } from '@aws-lambda-powertools/metrics';

/** One line a deed. Never whole events: they may hold prompts and people. */
export const logger = new Logger({ serviceName: process.env['AWS_LAMBDA_FUNCTION_NAME'] ?? 'assay' });

export const metrics = new Metrics({
  namespace: 'Assay',
  serviceName: process.env['AWS_LAMBDA_FUNCTION_NAME'] ?? 'assay',
});

/** At most 30 in all: a metric per rule would cost more than the product. */
export type MetricName =
  | 'EventsEvaluated'
  | 'EventsNotApplicable'
  | 'EventsDeferred'
  | 'EventsFailed'
  | 'EvaluationsWritten'
  | 'MissedByEvent'
  | 'ReadsDenied'
  | 'RuleFaults'
  | 'FindingLatency'
  | 'FindingsPublished'
  | 'FindingsRefused'
  | 'SecurityHubOff'
  | 'ConfigLag'
  | 'ConfigInsufficientData'
  | 'ConfigRulesWoken'
  | 'ConfigEvaluationsPut'
  | 'ConfigRuleFailures'
  | 'SegmentsWritten'
  | 'SealAge'
  | 'SealsUnpublished'
  | 'SealsWritten'
  | 'TrailUnreadable'
  | 'CanaryArrived'
  | 'CanaryMissing'
  | 'WaiversExpired'
  | 'WaiversEndingSoon'
  | 'DeniedAttempts'
  | 'SweepFailedLists'
  | 'PoisonMessages'
  | 'RemediationsDone'
  | 'RemediationsFailed'
  | 'RemediationsStopped';

const UNITS: Partial<Record<MetricName, (typeof MetricUnit)[keyof typeof MetricUnit]>> = {
  FindingLatency: MetricUnit.Milliseconds,
  ConfigLag: MetricUnit.Seconds,
  SealAge: MetricUnit.Seconds,
};

/** Adds to a metric of this invocation. */
export function measure(name: MetricName, value = 1): void {
  metrics.addMetric(name, UNITS[name] ?? MetricUnit.Count, value);
}
