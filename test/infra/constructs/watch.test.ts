import { describe, expect, it } from 'vitest';
import { readPattern } from '../../../emulator/services/eventbridge/pattern.ts';
import { type JsonMap, ofType, synthesize } from '../kit.ts';

const stack = synthesize()['AssayCompliance'];
const alarms = ofType(stack, 'AWS::CloudWatch::Alarm');
const alarm = (id: string) => alarms.find(([name]) => name.startsWith(id))?.[1].Properties;

describe('the alarms on the whole', () => {
  it.each([
    'WatchNothingEvaluated',
    'WatchCanaryMissing',
    'WatchSealOverdue',
  ])('take silence for trouble: %s', (id) => {
    expect(alarm(id)).toMatchObject({
      ComparisonOperator: 'LessThanThreshold',
      Threshold: 1,
      EvaluationPeriods: 3,
      TreatMissingData: 'breaching',
    });
  });

  it.each([
    ['WatchPublisherBehind', 'IteratorAge', 900_000],
    ['WatchChangesWait', 'ApproximateAgeOfOldestMessage', 900],
    ['WatchEvidenceWaits', 'ApproximateAgeOfOldestMessage', 3600],
  ])('tell of delays: %s', (id, MetricName, Threshold) => {
    expect(alarm(id)).toMatchObject({ MetricName, Threshold, Statistic: 'Maximum' });
  });

  it('cost less than the product: every one is counted', () => {
    expect(alarms.length).toBeLessThan(75);
  });

  it('use metrics that functions write under their own name, with values where there is no data', () => {
    const metrics = JSON.stringify(alarm('WatchReadsDenied'));
    expect(metrics).toContain('"Namespace":"Assay"');
    expect(metrics).toContain('"Name":"service"');
    expect(metrics).toContain('FILL(m0, 0) + FILL(m1, 0)');
  });
});

describe('the dashboard', () => {
  it('shows every alarm', () => {
    const [dashboard] = ofType(stack, 'AWS::CloudWatch::Dashboard');
    const body = JSON.stringify(dashboard?.[1].Properties);
    expect(alarms.map(([id]) => id).filter((id) => !body.includes(`"${id}"`))).toEqual([]);
  });

  it('shows at most thirty metrics of our own', () => {
    const [dashboard] = ofType(stack, 'AWS::CloudWatch::Dashboard');
    const own = JSON.stringify(dashboard?.[1].Properties).match(/\\"Assay\\",\\"(\w+)\\"/g) ?? [];
    expect(own.length).toBeGreaterThan(8);
    expect(new Set(own).size).toBeLessThanOrEqual(30);
  });
});

describe('the alarm on tampering', () => {
  /** A rule's pattern, with an ARN of its own in the place of each reference. */
  const pattern = (id: string) => {
    const [, rule] =
      ofType(stack, 'AWS::Events::Rule').find(([name]) => name.startsWith(`Tamper${id}`)) ?? [];
    const text = JSON.stringify(rule?.Properties['EventPattern'], (_, value: JsonMap) =>
      value && typeof value === 'object' && 'Fn::ImportValue' in value
        ? String(value['Fn::ImportValue'])
        : value,
    );
    return { matches: readPattern(text), ours: /AssayEvidence:[^"]+/.exec(text)?.[0] ?? '' };
  };

  const call = (eventSource: string, eventName: string, more: object) => ({
    'detail-type': 'AWS API Call via CloudTrail',
    detail: { eventSource, eventName, ...more },
  });

  it.each([
    'DisableKey',
    'ScheduleKeyDeletion',
    'PutKeyPolicy',
    'CreateGrant',
  ])('hears %s of our keys, and of no others', (name) => {
    const { matches, ours } = pattern('Keys');
    const about = (ARN: string) => call('kms.amazonaws.com', name, { resources: [{ accountId: '1', ARN }] });
    expect([matches(about(ours)), matches(about('arn:aws:kms:us-east-1:1:key/other'))]).toEqual([
      true,
      false,
    ]);
  });

  it.each([
    'PutBucketPolicy',
    'DeleteBucketPolicy',
    'PutBucketVersioning',
    'PutBucketLifecycle',
    'DeleteBucket',
  ])('hears %s of the archive, refused or not', (name) => {
    const { matches, ours } = pattern('Bucket');
    const about = (bucketName: string, more = {}) =>
      call('s3.amazonaws.com', name, { requestParameters: { bucketName }, ...more });
    expect(matches(about(ours))).toBe(true);
    expect(matches(about(ours, { errorCode: 'AccessDenied' }))).toBe(true);
    expect(matches(about('another'))).toBe(false);
  });

  it('hears nothing of what the sealer does all day', () => {
    const { matches, ours } = pattern('Keys');
    expect(matches(call('kms.amazonaws.com', 'Sign', { resources: [{ ARN: ours }] }))).toBe(false);
  });
});
