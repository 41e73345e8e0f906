import type { Line, Tier } from './model.ts';

const each = (price: number): readonly Tier[] => [{ upTo: Number.POSITIVE_INFINITY, price }];
const million = (price: number): readonly Tier[] => each(price / 1e6);
const page = (path: string): string => `https://aws.amazon.com/${path}/pricing/`;

/** Per change: the creation of a resource with three faults of which one rule asks for its role. */
const INVOCATIONS = 11;
const RULES_A_RESOURCE = 6;
const FAULTS = 3;
const WRITE_UNITS = 3;
const READ_UNITS = 2;

/** What a deployment with one account and Region pays for. `lists`: of one sweep; `alarms`: metrics that alarms watch. */
export function linesOf({
  lists,
  alarms,
}: {
  readonly lists: number;
  readonly alarms: number;
}): readonly Line[] {
  return [...perUse(lists), ...standing(alarms)];
}

const perUse = (lists: number): readonly Line[] => [
  {
    what: 'EventBridge: custom events',
    tiers: million(1),
    source: page('eventbridge'),
    perChange: 3,
    perHour: 1,
  },
  {
    what: 'SQS: requests',
    tiers: million(0.5),
    source: page('sqs'),
    perChange: 25,
    perResourceDay: 3,
    perHour: 10,
    // Five pollers a queue, each asking every twenty seconds.
    perMonth: 5 * 5 * 3 * 60 * 24 * 30,
  },
  {
    what: 'Lambda: requests',
    tiers: million(0.2),
    source: page('lambda'),
    perChange: INVOCATIONS,
    perResourceDay: 1,
    perHour: 65,
    perMonth: lists * 30,
  },
  {
    what: 'Lambda: GB-seconds, ARM',
    tiers: each(0.0000133334),
    source: page('lambda'),
    perChange: 2.55,
    perResourceDay: 0.2,
    perHour: 4,
    perMonth: lists * 30 * 2,
  },
  {
    what: 'DynamoDB: write units',
    tiers: million(0.625),
    source: `${page('dynamodb')}on-demand/`,
    perChange: 9 * WRITE_UNITS,
    perResourceDay: WRITE_UNITS,
    perHour: 8 * WRITE_UNITS,
  },
  {
    what: 'DynamoDB: read units',
    tiers: million(0.125),
    source: `${page('dynamodb')}on-demand/`,
    perChange: 10 * READ_UNITS,
    perResourceDay: 2 * READ_UNITS,
    perHour: 70 * READ_UNITS,
  },
  { what: 'KMS: signatures', tiers: each(0.15 / 1e4), source: page('kms'), perChange: 1 / 16, perHour: 2 },
  { what: 'KMS: data keys and hashes', tiers: each(0.03 / 1e4), source: page('kms'), perHour: 20 },
  { what: 'S3: PUT requests', tiers: each(0.005 / 1000), source: page('s3'), perChange: 1.125, perHour: 5 },
  {
    what: 'S3: GB of evidence, the twelfth month',
    tiers: each(0.023),
    source: page('s3'),
    perChange: (12 * 2) / 1e6,
    perHour: (12 * 4) / 1e6,
  },
  {
    what: 'Security Hub: findings ingested',
    tiers: [
      { upTo: 10_000, price: 0 },
      { upTo: Number.POSITIVE_INFINITY, price: 0.00003 },
    ],
    source: page('security-hub'),
    perChange: FAULTS,
  },
  {
    what: 'AWS Config: evaluations',
    tiers: [
      { upTo: 100_000, price: 0.001 },
      { upTo: 500_000, price: 0.0008 },
      { upTo: Number.POSITIVE_INFINITY, price: 0.0005 },
    ],
    source: page('config'),
    perChange: RULES_A_RESOURCE + FAULTS,
    perResourceDay: RULES_A_RESOURCE,
    isConfig: true,
  },
  {
    what: 'CloudWatch: GB of logs',
    tiers: each(0.5),
    source: page('cloudwatch'),
    perChange: (INVOCATIONS * 2) / 1e6,
    perResourceDay: 2 / 1e6,
    perHour: (65 * 2) / 1e6,
  },
  {
    what: 'Step Functions: Express executions',
    tiers: million(1),
    source: page('step-functions'),
    perMonth: lists * 30,
  },
];

const standing = (alarms: number): readonly Line[] => [
  { what: 'KMS: keys', tiers: each(1), source: page('kms'), perMonth: 5 },
  { what: 'CloudWatch: metrics of our own', tiers: each(0.3), source: page('cloudwatch'), perMonth: 50 },
  {
    what: 'CloudWatch: metrics that alarms watch',
    tiers: each(0.1),
    source: page('cloudwatch'),
    perMonth: alarms,
  },
  { what: 'CloudWatch: dashboard', tiers: each(3), source: page('cloudwatch'), perMonth: 1 },
];
