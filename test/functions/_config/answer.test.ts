import { StopConfigurationRecorderCommand } from '@aws-sdk/client-config-service';
import { describe, expect, it } from 'vitest';
import { compliant, insufficientData, nonCompliant } from '../../../engine/verdict.ts';
import { evaluateRule } from '../../../functions/_config/evaluate.ts';
import { refOf } from '../../adapters/aws/kit.ts';
import { type ConfigAccount, configAccount } from './kit.ts';

const NOTEBOOK = 'AWS::SageMaker::NotebookInstance';
const ROOT = 'sagemaker-notebook-root-access';
const RULE = `assay-${ROOT}`;
const ARN = 'arn:aws:sagemaker:eu-central-1:111122223333:notebook-instance/study';
const STUDY = refOf(NOTEBOOK, 'study', { arn: ARN });
const MINUTE = 60_000;
const rootOpen = nonCompliant({ path: 'RootAccess', expected: 'Disabled', actual: 'Enabled' });
const OPEN = 'NON_COMPLIANT RootAccess is Enabled, expected Disabled';

async function recording(...rules: readonly string[]): Promise<ConfigAccount> {
  const of = await configAccount();
  await of.makeRules(...(rules.length > 0 ? rules : [RULE]));
  await of.run();
  of.puts();
  return of;
}

const notebook = (of: ConfigAccount, configuration: object, more: object = {}) =>
  of.item(NOTEBOOK, 'study', { ARN, configuration, ...more });

describe('an item of AWS Config', () => {
  it('is answered from posture that is newer, and nobody is asked to look again', async () => {
    const of = await recording();
    notebook(of, { RootAccess: 'Disabled' });
    of.world.clock.advance(1000);
    await of.see(STUDY, { verdicts: { [ROOT]: rootOpen } });
    await of.run();
    expect(await of.results(RULE)).toEqual({ [`${NOTEBOOK} study`]: OPEN });
    expect(await of.changes()).toEqual([]);
  });

  it('is judged itself where posture is older, and the resource is queued to be read', async () => {
    const of = await recording();
    await of.see(STUDY, { verdicts: { [ROOT]: compliant } });
    of.world.clock.advance(MINUTE);
    notebook(of, { RootAccess: 'Enabled' });
    await of.run();
    expect(await of.results(RULE)).toEqual({ [`${NOTEBOOK} study`]: OPEN });
    expect(await of.changes()).toMatchObject([
      { schema: 'assay.look/1', reason: 'config-rule', ref: { type: NOTEBOOK, id: 'study', arn: ARN } },
    ]);
  });

  it('is answered from posture that was read since, though nothing had changed', async () => {
    const of = await recording();
    await of.see(STUDY, { verdicts: { [ROOT]: rootOpen } });
    of.world.clock.advance(MINUTE);
    notebook(of, { RootAccess: 'Disabled' });
    of.world.clock.advance(1000);
    const key = `111122223333/eu-central-1/${NOTEBOOK}/study`;
    await of.config_.posture.attend(key, { readAt: of.world.clock.now().toISOString() });
    await of.run();
    expect(await of.results(RULE)).toEqual({ [`${NOTEBOOK} study`]: OPEN });
    expect(await of.changes()).toEqual([]);
  });

  it('is judged itself where posture knows of no such resource, or not of this rule', async () => {
    const of = await recording();
    notebook(of, { RootAccess: 'Disabled' });
    await of.run();
    expect(await of.results(RULE)).toEqual({ [`${NOTEBOOK} study`]: 'COMPLIANT' });
    of.world.clock.advance(MINUTE);
    await of.see(STUDY, { verdicts: { 'sagemaker-notebook-in-vpc': compliant } });
    notebook(of, { RootAccess: 'Enabled' });
    await of.run();
    expect(await of.results(RULE)).toEqual({ [`${NOTEBOOK} study`]: OPEN });
    expect(await of.changes()).toHaveLength(2);
  });

  it('writes no posture and no evidence of its own', async () => {
    const of = await recording();
    notebook(of, { RootAccess: 'Enabled' });
    await of.run();
    const key = `111122223333/eu-central-1/${NOTEBOOK}/study`;
    expect(await of.config_.posture.recall(key)).toEqual({ posture: null, attention: {} });
    expect(await of.records()).toEqual([]);
  });

  it('is ordered by its capture, so that an older one that comes again changes nothing', async () => {
    const of = await recording();
    notebook(of, { RootAccess: 'Disabled' }, { configurationItemCaptureTime: '2026-01-01T00:05:00.000Z' });
    notebook(of, { RootAccess: 'Enabled' }, { configurationItemCaptureTime: '2026-01-01T00:04:00.000Z' });
    await of.run();
    expect(await of.results(RULE)).toEqual({ [`${NOTEBOOK} study`]: 'COMPLIANT' });
    const [result] = await of.raw(RULE);
    expect(result?.EvaluationResultIdentifier?.OrderingTimestamp).toEqual(new Date('2026-01-01T00:05:00Z'));
  });

  it('that comes twice is one result', async () => {
    const of = await recording();
    notebook(of, { RootAccess: 'Enabled' });
    notebook(of, { RootAccess: 'Enabled' });
    expect(await of.run()).toBe(2);
    expect(await of.results(RULE)).toEqual({ [`${NOTEBOOK} study`]: OPEN });
  });

  it.each([
    ['a deletion', { configurationItemStatus: 'ResourceDeleted', configuration: {} }],
    ['a deletion that is not recorded', { configurationItemStatus: 'ResourceDeletedNotRecorded' }],
    ['the end of its recording', { configurationItemStatus: 'ResourceNotRecorded' }],
  ] as const)('of %s ends its result', async (_, more) => {
    const of = await recording();
    await of.see(STUDY, { verdicts: { [ROOT]: rootOpen } });
    notebook(of, { RootAccess: 'Enabled' }, { configurationItemCaptureTime: '2026-01-01T00:00:01.000Z' });
    await of.run();
    of.world.clock.advance(MINUTE);
    notebook(of, {}, more);
    await of.run();
    expect(await of.results(RULE)).toEqual({ [`${NOTEBOOK} study`]: 'NOT_APPLICABLE deleted' });
    expect(await of.changes()).toMatchObject([{ reason: 'config-rule', ref: { id: 'study' } }]);
  });

  it('of a deletion that posture knows already makes nobody look', async () => {
    const of = await recording();
    await of.see(STUDY, { verdicts: { [ROOT]: rootOpen } });
    of.world.clock.advance(MINUTE);
    await of.remove(STUDY);
    notebook(of, {}, { configurationItemStatus: 'ResourceDeleted' });
    await of.run();
    expect(await of.changes()).toEqual([]);
  });

  it('of before a deletion that posture knows says deleted', async () => {
    const of = await recording();
    await of.see(STUDY, { verdicts: { [ROOT]: rootOpen } });
    notebook(of, { RootAccess: 'Enabled' });
    of.world.clock.advance(MINUTE);
    await of.remove(STUDY);
    await of.run();
    expect(await of.results(RULE)).toEqual({ [`${NOTEBOOK} study`]: 'NOT_APPLICABLE deleted' });
  });

  it('that is too large for the event is fetched', async () => {
    const of = await recording();
    notebook(of, { RootAccess: 'Enabled', Description: 'x'.repeat(300_000) });
    await of.run();
    expect(await of.results(RULE)).toEqual({ [`${NOTEBOOK} study`]: OPEN });
  });

  it('that is too large is not fetched where posture is newer', async () => {
    const of = await recording();
    notebook(of, { RootAccess: 'Disabled', Description: 'x'.repeat(300_000) });
    await of.see(STUDY, { verdicts: { [ROOT]: rootOpen } });
    of.world.faults.deny({ operation: 'GetResourceConfigHistory' });
    await of.run();
    expect(await of.results(RULE)).toEqual({ [`${NOTEBOOK} study`]: OPEN });
  });

  it.each([
    'NoAvailableConfigurationRecorderException',
    'ResourceNotDiscoveredException',
  ])('that is too large, and is there no more (%s), is no proof of anything', async (name) => {
    const of = await recording();
    notebook(of, { RootAccess: 'Disabled', Description: 'x'.repeat(300_000) });
    const error = { name, message: 'gone', statusCode: 400 };
    of.world.faults.add({ operation: 'GetResourceConfigHistory', error });
    await of.run();
    expect(await of.results(RULE)).toEqual({
      [`${NOTEBOOK} study`]: 'NOT_APPLICABLE insufficient data: AWS Config has the oversized item no more',
    });
    expect(await of.changes()).toHaveLength(1);
  });

  it('that is too large, and may not be read, fails loudly', async () => {
    const of = await recording();
    notebook(of, { RootAccess: 'Disabled', Description: 'x'.repeat(300_000) });
    of.world.faults.deny({ operation: 'GetResourceConfigHistory' });
    await expect(of.run()).rejects.toThrow('not authorized');
    expect(await of.results(RULE)).toEqual({});
  });

  it('of what has left the scope of the rule ends its result', async () => {
    const of = await recording();
    notebook(of, { RootAccess: 'Enabled' });
    const [answered] = await of.world.functions.run();
    await evaluateRule({ ...Object(answered?.event), eventLeftScope: true }, of.config_);
    expect(await of.results(RULE)).toEqual({
      [`${NOTEBOOK} study`]: 'NOT_APPLICABLE it has left the scope of the rule',
    });
  });

  it('of a type that the rule does not judge is not judged', async () => {
    const of = await recording();
    notebook(of, { RootAccess: 'Enabled' });
    const [answered] = await of.world.functions.run();
    const ruleParameters = '{"ruleId":"bedrock-agent-guardrail"}';
    await evaluateRule({ ...Object(answered?.event), ruleParameters }, of.config_);
    expect(await of.results(RULE)).toEqual({
      [`${NOTEBOOK} study`]: 'NOT_APPLICABLE the rule judges no such type',
    });
  });

  it('goes on being answered when the recorder is off', async () => {
    const of = await recording();
    notebook(of, { RootAccess: 'Enabled' });
    await of.config.send(new StopConfigurationRecorderCommand({ ConfigurationRecorderName: 'default' }));
    await of.run();
    expect(await of.results(RULE)).toEqual({ [`${NOTEBOOK} study`]: OPEN });
  });
});

describe('what an item does not tell', () => {
  it('is unknown, not absent: AWS Config has no PlatformIdentifier of notebooks', async () => {
    const rule = 'assay-sagemaker-notebook-platform-supported';
    const of = await recording(rule);
    notebook(of, { RootAccess: 'Enabled' });
    await of.run();
    expect(await of.results(rule)).toEqual({
      [`${NOTEBOOK} study`]: 'NOT_APPLICABLE insufficient data: PlatformIdentifier: AWS Config does not tell',
    });
  });

  it('is absent where AWS Config would tell it', async () => {
    const rule = 'assay-sagemaker-notebook-kms-cmk';
    const of = await recording(rule);
    notebook(of, { RootAccess: 'Enabled' });
    await of.run();
    expect((await of.results(rule))[`${NOTEBOOK} study`]).toMatch(/^NON_COMPLIANT KmsKeyId is absent/);
  });

  it('is unknown beyond the resource', async () => {
    const rule = 'assay-sagemaker-notebook-kms-cmk';
    const of = await recording(rule);
    notebook(of, { KmsKeyId: 'arn:aws:kms:eu-central-1:111122223333:key/1234' });
    await of.run();
    expect(await of.results(rule)).toEqual({
      [`${NOTEBOOK} study`]: 'NOT_APPLICABLE insufficient data: AWS Config told of this resource alone',
    });
  });

  it('is all of it for types older than the registry', async () => {
    const rule = 'assay-ai-bucket-public-access-block';
    const of = await recording(rule);
    of.item('AWS::S3::Bucket', 'data', { ARN: 'arn:aws:s3:::data', configuration: { name: 'data' } });
    await of.run();
    expect(await of.results(rule)).toEqual({
      'AWS::S3::Bucket data':
        'NOT_APPLICABLE insufficient data: AWS Config describes it in a shape of its own',
    });
  });
});

describe('the name of a resource', () => {
  it('is its own where SageMaker lower-cases the ARN', async () => {
    const of = await recording();
    of.item(NOTEBOOK, ARN, { ARN, resourceName: 'Study', configuration: { RootAccess: 'Enabled' } });
    await of.see(refOf(NOTEBOOK, 'Study', { arn: ARN }), { verdicts: { [ROOT]: compliant } });
    await of.run();
    expect(await of.results(RULE)).toEqual({ [`${NOTEBOOK} ${ARN}`]: 'COMPLIANT' });
  });

  it('is what AWS Config calls it, in later reports too: a role has an id of its own there', async () => {
    const id = 'ai-execution-role-admin';
    const of = await recording(`assay-${id}`);
    const arn = 'arn:aws:iam::111122223333:role/service-role/Ml';
    const role = refOf('AWS::IAM::Role', 'Ml', { arn, region: null });
    of.item('AWS::IAM::Role', 'AROA1234', { ARN: arn, resourceName: 'Ml', region: 'eu-central-1' });
    await of.see(role, { verdicts: { [id]: compliant } });
    await of.run();
    expect(await of.results(`assay-${id}`)).toEqual({ 'AWS::IAM::Role AROA1234': 'COMPLIANT' });
  });
});

describe('insufficient data in posture', () => {
  it('is told as such and is never left out, so that no older COMPLIANT stands', async () => {
    const of = await recording();
    notebook(of, { RootAccess: 'Disabled' });
    await of.run();
    of.world.clock.advance(MINUTE);
    notebook(of, { RootAccess: 'Disabled' });
    await of.see(STUDY, { verdicts: { [ROOT]: insufficientData('access denied: sagemaker:Describe…') } });
    await of.run();
    expect(await of.results(RULE)).toEqual({
      [`${NOTEBOOK} study`]: 'NOT_APPLICABLE insufficient data: access denied: sagemaker:Describe…',
    });
  });
});

describe('a rule in shadow', () => {
  const TYPE_RULE = 'assay-type-sage-maker-notebook-instance';

  async function answered(settings: Parameters<typeof configAccount>[0]) {
    const of = await configAccount({ mode: 'perType', ...settings });
    await of.makeRules(TYPE_RULE);
    await of.run();
    notebook(of, { RootAccess: 'Enabled', DirectInternetAccess: 'Enabled' });
    await of.run();
    return (await of.results(TYPE_RULE))[`${NOTEBOOK} study`];
  }

  it('is no part of the answer for its type', async () => {
    const settings = { rules: { [ROOT]: { shadow: true } } };
    expect(await answered({ settings: {} })).toContain(ROOT);
    const without = await answered({ settings });
    expect(without).toMatch(/^NON_COMPLIANT /);
    expect(without).not.toContain(ROOT);
  });

  it('is answered by nobody, even where its Config rule is there still', async () => {
    const of = await configAccount({ settings: { rules: { [ROOT]: { shadow: true } } } });
    expect(of.definitions.map(({ name }) => name)).not.toContain(RULE);
    const event = {
      invokingEvent: JSON.stringify({
        messageType: 'ScheduledNotification',
        notificationCreationTime: of.world.clock.now().toISOString(),
      }),
      ruleParameters: JSON.stringify({ ruleId: ROOT }),
      resultToken: 'token',
      configRuleName: RULE,
      accountId: '111122223333',
    };
    await expect(evaluateRule(event, of.config_)).rejects.toThrow(/deploy the stack again/);
  });
});
