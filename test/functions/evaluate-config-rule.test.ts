import { afterEach, describe, expect, it, vi } from 'vitest';
import { compliant } from '../../engine/verdict.ts';
import { refOf } from '../adapters/aws/kit.ts';
import { deployed, overheard } from './_config/deployed.ts';
import { configAccount, FUNCTION } from './_config/kit.ts';

const NOTEBOOK = 'AWS::SageMaker::NotebookInstance';
const ROOT = 'sagemaker-notebook-root-access';
const RULE = `assay-${ROOT}`;

afterEach(() => {
  vi.restoreAllMocks();
  vi.unstubAllEnvs();
});

async function handled() {
  const of = await configAccount();
  const heard = overheard();
  const { evaluate, deeds } = await deployed(of.world);
  of.world.functions.register(FUNCTION, evaluate);
  return { ...of, heard, handle: evaluate, deed: deeds.evaluateConfigRule };
}

describe('the function behind every Config rule', () => {
  it('answers items and schedules as AWS Config invokes it', async () => {
    const of = await handled();
    await of.see(refOf(NOTEBOOK, 'old'), { verdicts: { [ROOT]: compliant } });
    await of.makeRules(RULE);
    of.item(NOTEBOOK, 'new', { configuration: { RootAccess: 'Enabled' } });
    expect(await of.run()).toBe(2);
    expect(await of.results(RULE)).toEqual({
      [`${NOTEBOOK} old`]: 'COMPLIANT',
      [`${NOTEBOOK} new`]: 'NON_COMPLIANT RootAccess is Enabled, expected Disabled',
    });
    expect(await of.changes()).toMatchObject([{ reason: 'config-rule', ref: { id: 'new' } }]);
    expect(of.heard.metric('ConfigEvaluationsPut')).toEqual([1, 1]);
    expect(of.heard.messages()).toContain('told AWS Config');
  });

  it('counts what it could not judge: in AWS Config it looks like "not applicable"', async () => {
    const of = await handled();
    await of.see(refOf(NOTEBOOK, 'one'), {
      verdicts: { [ROOT]: { status: 'INSUFFICIENT_DATA', because: 'access denied' } },
    });
    await of.makeRules(RULE);
    await of.run();
    expect(of.heard.metric('ConfigInsufficientData')).toEqual([1]);
  });

  it('says what it has told', async () => {
    const of = await handled();
    await of.see(refOf(NOTEBOOK, 'one'), { verdicts: { [ROOT]: compliant } });
    await of.makeRules(RULE);
    of.world.functions.register(FUNCTION, of.deed);
    of.item(NOTEBOOK, 'one', { configuration: { RootAccess: 'Enabled' } });
    expect((await of.world.functions.run()).map(({ result }) => result)).toEqual([
      { kind: 'full', evaluations: 1 },
      { kind: 'item', evaluations: 1 },
    ]);
  });

  const scheduled = JSON.stringify({
    messageType: 'ScheduledNotification',
    awsAccountId: '111122223333',
    notificationCreationTime: '2026-01-01T00:00:00.000Z',
    recordVersion: '1.0',
  });
  const event = {
    version: '1.0',
    invokingEvent: scheduled,
    ruleParameters: JSON.stringify({ ruleId: ROOT }),
    resultToken: 'token',
    eventLeftScope: false,
    configRuleName: RULE,
    accountId: '111122223333',
  };
  const invoking = (value: object) => ({ ...event, invokingEvent: JSON.stringify(value) });

  it.each([
    ['nothing', undefined, 'the event cannot be read'],
    ['another event', { Records: [] }, 'the event cannot be read: invokingEvent'],
    ['no token', { ...event, resultToken: '' }, 'the event cannot be read: resultToken'],
    [
      'a broken invokingEvent',
      { ...event, invokingEvent: '{"messageType"' },
      `the invokingEvent of ${RULE} is no JSON`,
    ],
    ['no message type', invoking({}), `the invokingEvent of ${RULE} cannot be read: messageType`],
    [
      'a message type of which nobody asks',
      invoking({ messageType: 'ConfigurationSnapshotDeliveryCompleted' }),
      'messageType',
    ],
    ['no time', invoking({ messageType: 'ScheduledNotification' }), 'notificationCreationTime'],
    [
      'a time that is none',
      invoking({ messageType: 'ScheduledNotification', notificationCreationTime: 'soon' }),
      'notificationCreationTime: expected a time',
    ],
    ['no item', invoking({ messageType: 'ConfigurationItemChangeNotification' }), 'configurationItem'],
    [
      'half an item',
      invoking({
        messageType: 'ConfigurationItemChangeNotification',
        configurationItem: { resourceType: NOTEBOOK },
      }),
      'configurationItem.resourceId',
    ],
    [
      'no parameters',
      { ...event, ruleParameters: undefined },
      '{"ruleId": …} or {"type": …} in the ruleParameters',
    ],
    ['broken parameters', { ...event, ruleParameters: '{' }, `the ruleParameters of ${RULE} is no JSON`],
    ['a rule that is not', { ...event, ruleParameters: '{"ruleId":"no-rule"}' }, 'asks for the rule no-rule'],
    [
      'a type without rules',
      { ...event, ruleParameters: '{"type":"AWS::EC2::Instance"}' },
      'a rule for AWS::EC2::Instance',
    ],
  ])('refuses %s, says why, and tells AWS Config nothing', async (_, given, because) => {
    const of = await handled();
    await expect(of.handle(given)).rejects.toThrow(because);
    await expect(of.handle(given)).rejects.toMatchObject({ name: 'InputError' });
    expect(of.puts()).toEqual([]);
    expect(of.heard.metric('ConfigRuleFailures')).toEqual([1, 1]);
    expect(of.heard.messages()).toContain('failed');
  });

  it('fails, and is invoked again by Lambda, when AWS Config does not know the token', async () => {
    const of = await handled();
    await expect(of.handle(event)).rejects.toMatchObject({ name: 'InvalidResultTokenException' });
    expect(of.heard.metric('ConfigRuleFailures')).toEqual([1]);
  });

  it('says at init which variable is missing', async () => {
    const of = await configAccount();
    await expect(deployed(of.world, 'POSTURE_TABLE')).rejects.toThrow('POSTURE_TABLE is missing');
  });
});
