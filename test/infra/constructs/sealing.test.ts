import { describe, expect, it } from 'vitest';
import { type JsonMap, ofType, plainId, synthesize, type TemplateJson } from '../kit.ts';
import { permissionsIn } from '../permissions.ts';

const byDefault = synthesize()['AssayCompliance'];
const outside = 'arn:aws:sqs:us-east-1:999988887777:seals';
const told = synthesize({
  trail: { bucket: 'org-trail', prefix: 'audit', organizationId: 'o-a1b2c3d4e5', region: 'us-east-1' },
  sealSubscribers: ['auditor@example.com', outside],
})['AssayCompliance'];

const environment = (template: TemplateJson | undefined): JsonMap => {
  const [sealer] = ofType(template, 'AWS::Lambda::Function').filter(
    ([, { Metadata }]) => Metadata?.['source'] === 'functions/seal-evidence.ts',
  );
  return (sealer?.[1].Properties['Environment'] as { Variables: JsonMap }).Variables;
};

const subscriptions = (template: TemplateJson | undefined) =>
  ofType(template, 'AWS::SNS::Subscription').map(([, { Properties }]) => Properties);

describe("the day's last seals", () => {
  it('go from the findings bus to a topic of their own, and to dead letters where they cannot', () => {
    const [rule] = ofType(byDefault, 'AWS::Events::Rule').filter(([id]) => /FindingsDailySeals/.test(id));
    expect(rule?.[1].Properties).toMatchObject({
      EventPattern: { source: ['assay'], 'detail-type': ['Assay Daily Seals'] },
      Targets: [
        {
          Arn: { Ref: expect.stringMatching(/^SealingDailySeals/) },
          InputPath: '$.detail',
          DeadLetterConfig: { Arn: expect.anything() },
        },
      ],
    });
  });

  it('reach whom the settings name, and nobody else', () => {
    expect(subscriptions(byDefault)).toEqual([]);
    expect(subscriptions(told)).toEqual([
      expect.objectContaining({ Protocol: 'email', Endpoint: 'auditor@example.com' }),
      expect.objectContaining({ Protocol: 'sqs', Endpoint: outside, RawMessageDelivery: true }),
    ]);
  });

  it('are missed by an alarm after six hours', () => {
    const [alarm] = ofType(byDefault, 'AWS::CloudWatch::Alarm').filter(([id]) => /SealsUnpublished/.test(id));
    expect(alarm?.[1].Properties).toMatchObject({
      MetricName: 'SealsUnpublished',
      Statistic: 'Maximum',
      Threshold: 1,
      EvaluationPeriods: 6,
      Period: 3600,
    });
  });
});

describe('whose word evidence is', () => {
  it('is that of the functions that may send it; people who may are not among them', () => {
    const told = JSON.stringify(environment(byDefault)['EVIDENCE_SENDERS']);
    const roles = [...told.matchAll(/"Fn::GetAtt":\["(\w+)","RoleId"\]/g)].map(([, id = '']) => plainId(id));
    const allowed = permissionsIn(byDefault)
      .filter(({ action, resource }) => action === 'sqs:SendMessage' && resource === '<SealingEvidence.Arn>')
      .map(({ role }) => role.replace(/^<(\w+)>$/, '$1'));
    const [others, functions] = [true, false].map((isHolder) =>
      allowed.filter((role) => /ArchiveHolder/.test(role) === isHolder).toSorted(),
    );
    expect(roles.toSorted()).toEqual(functions);
    expect(roles.length).toBeGreaterThan(3);
    expect(others).toHaveLength(1);
  });
});

describe('the trail that seals name', () => {
  const lists = (template: TemplateJson | undefined) =>
    permissionsIn(template).filter(({ action }) => action === 's3:ListBucket');

  it('is none by default, and then nothing may be listed', () => {
    expect(environment(byDefault)).toMatchObject({ TRAIL_BUCKET: '-' });
    expect(lists(byDefault)).toEqual([]);
  });

  it('is listed where its digests are, and nowhere else', () => {
    expect(environment(told)).toMatchObject({
      TRAIL_BUCKET: 'org-trail',
      TRAIL_PREFIX: 'audit/AWSLogs/o-a1b2c3d4e5/',
      TRAIL_REGION: 'us-east-1',
    });
    expect(lists(told)).toEqual([
      expect.objectContaining({
        resource: 'arn:aws:s3:::org-trail',
        condition: '{"StringLike":{"s3:prefix":"audit/AWSLogs/o-a1b2c3d4e5/*/CloudTrail-Digest/*"}}',
      }),
    ]);
  });
});
