import { Duration } from 'aws-cdk-lib';
import {
  AlarmStatusWidget,
  ComparisonOperator,
  Dashboard,
  GraphWidget,
  type IMetric,
  type IWidget,
  MathExpression,
  Metric,
} from 'aws-cdk-lib/aws-cloudwatch';
import { Construct } from 'constructs';
import type { MetricName } from '../../functions/_runtime/observability.ts';
import type { ComplianceFunction } from './function.ts';
import type { AlarmProps, Operations } from './operations.ts';
import type { WorkQueue } from './work-queue.ts';

const NAMESPACE = 'Assay';
const HOUR = Duration.hours(1);

export interface WatchProps {
  readonly operations: Operations;
  readonly functions: Readonly<
    Record<'evaluateChange' | 'evaluateInventory' | 'publish' | 'seal' | 'canary', ComplianceFunction>
  >;
  readonly queues: Readonly<Record<'changes' | 'inventory' | 'evidence', WorkQueue>>;
}

/** What one function counts, under its own name. */
const counted = (
  fn: ComplianceFunction,
  metricName: MetricName,
  period = Duration.minutes(5),
  statistic = 'Sum',
): Metric =>
  new Metric({
    namespace: NAMESPACE,
    metricName,
    dimensionsMap: { service: fn.lambda.functionName },
    period,
    statistic,
  });

/** The alarms on the whole, and one picture of it. */
export class Watch extends Construct {
  constructor(scope: Construct, id: string, props: WatchProps) {
    super(scope, id);
    for (const [name, alarm] of Object.entries({
      ...silences(props),
      ...delays(props),
      ...troubles(props),
    })) {
      props.operations.alarm(this, name, alarm);
    }
    const dashboard = new Dashboard(this, 'Dashboard', { defaultInterval: Duration.days(1) });
    for (const row of rows(props)) dashboard.addWidgets(...row);
  }
}

/** What is heard every hour if all is well: the canary sees to it. */
function silences({ functions }: WatchProps): Readonly<Record<string, AlarmProps>> {
  const { evaluateChange, seal, canary } = functions;
  const silence = { comparison: ComparisonOperator.LESS_THAN_THRESHOLD, alarmsWhenMissing: true, periods: 3 };
  return {
    NothingEvaluated: {
      ...silence,
      metric: sum({
        evaluated: counted(evaluateChange, 'EventsEvaluated', HOUR),
        other: counted(evaluateChange, 'EventsNotApplicable', HOUR),
      }),
      meaning: 'No event has been evaluated for three hours',
      section: 'nothing-evaluated',
    },
    CanaryMissing: {
      ...silence,
      metric: counted(canary, 'CanaryArrived', HOUR),
      meaning: 'The hourly canary has not come through to the archive for three hours',
      section: 'canary-missing',
    },
    SealOverdue: {
      ...silence,
      metric: counted(seal, 'SealsWritten', HOUR),
      meaning: 'No seal has been written for three hours: what came since is not proven yet',
      section: 'seal-overdue',
    },
  };
}

function delays({ functions: { publish }, queues }: WatchProps): Readonly<Record<string, AlarmProps>> {
  const period = Duration.minutes(5);
  const old = (queue: WorkQueue) =>
    queue.queue.metricApproximateAgeOfOldestMessage({ period, statistic: 'Maximum' });
  return {
    PublisherBehind: {
      metric: publish.lambda.metric('IteratorAge', { period, statistic: 'Maximum' }),
      threshold: Duration.minutes(15).toMilliseconds(),
      periods: 3,
      meaning: 'Findings reach Security Hub more than 15 minutes late',
      section: 'publisher-behind',
    },
    ChangesWait: {
      metric: old(queues.changes),
      threshold: Duration.minutes(15).toSeconds(),
      periods: 3,
      meaning: 'Changes wait more than 15 minutes to be judged',
      section: 'changes-wait',
    },
    EvidenceWaits: {
      metric: old(queues.evidence),
      threshold: Duration.hours(1).toSeconds(),
      meaning: 'Evidence waits more than an hour to be stored',
      section: 'evidence-waits',
    },
  };
}

/** What a function has met and told the remedy of in its log. */
function troubles({ functions }: WatchProps): Readonly<Record<string, AlarmProps>> {
  const { evaluateChange, evaluateInventory, publish, seal } = functions;
  const met = (fns: readonly ComplianceFunction[], metric: MetricName) =>
    sum(Object.fromEntries(fns.map((fn, index) => [`m${index}`, counted(fn, metric, HOUR)])));
  const evaluating = [evaluateChange, evaluateInventory];
  return {
    ReadsDenied: {
      metric: met(evaluating, 'ReadsDenied'),
      meaning: 'AWS denies reads: the findings of what cannot be read stand still',
      section: 'reads-denied',
    },
    SealsUnpublished: {
      metric: counted(seal, 'SealsUnpublished', HOUR, 'Maximum'),
      periods: 6,
      meaning:
        "Yesterday's last seals are not published: nothing outside proves that the archive was not cut off",
      section: 'seals-unpublished',
    },
    RuleFaults: {
      metric: met(evaluating, 'RuleFaults'),
      meaning: 'A rule failed on a resource: its verdict is INSUFFICIENT_DATA',
      section: 'rule-faults',
    },
    PoisonMessages: {
      metric: met(evaluating, 'PoisonMessages'),
      meaning: 'Messages that nobody understands arrive in the queues',
      section: 'poison-messages',
    },
    SweepFailedLists: {
      metric: met([evaluateInventory], 'SweepFailedLists'),
      meaning: 'The sweep could not list everything',
      section: 'sweep-failed',
    },
    SecurityHubOff: {
      metric: met([publish], 'SecurityHubOff'),
      meaning: 'Security Hub takes no findings of an account',
      section: 'security-hub-off',
    },
    FindingsRefused: {
      metric: met([publish], 'FindingsRefused'),
      meaning: 'Security Hub refuses findings',
      section: 'findings-refused',
    },
  };
}

/** Of metrics of which any may have no data. */
function sum(usingMetrics: Record<string, IMetric>): MathExpression {
  const terms = Object.keys(usingMetrics).map((name) => `FILL(${name}, 0)`);
  return new MathExpression({ expression: terms.join(' + '), usingMetrics, period: HOUR, label: 'Sum' });
}

function rows({ operations, functions, queues }: WatchProps): readonly IWidget[][] {
  const { evaluateChange, evaluateInventory, publish, seal } = functions;
  const graph = (title: string, left: IMetric[]) => new GraphWidget({ title, left, width: 8 });
  const many = (fn: ComplianceFunction, names: readonly MetricName[]) =>
    names.map((name) => counted(fn, name));
  const waiting = ({ queue }: WorkQueue) => queue.metricApproximateNumberOfMessagesVisible();
  return [
    [new AlarmStatusWidget({ title: 'Alarms', alarms: [...operations.alarms], width: 24, height: 6 })],
    [
      graph('From event to finding, ms (p90)', [counted(evaluateChange, 'FindingLatency', HOUR, 'p90')]),
      graph(
        'Events',
        many(evaluateChange, [
          'EventsEvaluated',
          'EventsNotApplicable',
          'EventsDeferred',
          'EventsFailed',
          'DeniedAttempts',
        ]),
      ),
      graph('Missed by event, found by the sweep', [counted(evaluateInventory, 'MissedByEvent', HOUR)]),
    ],
    [
      graph('Waiting', Object.values(queues).map(waiting)),
      graph('Findings', many(publish, ['FindingsPublished', 'FindingsRefused', 'SecurityHubOff'])),
      graph(
        'Segments and seals',
        many(seal, ['SegmentsWritten', 'SealsWritten', 'SealsUnpublished', 'TrailUnreadable']),
      ),
    ],
  ];
}
