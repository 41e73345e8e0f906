import {
  ConfigServiceClient,
  GetComplianceDetailsByConfigRuleCommand,
  PutConfigRuleCommand,
  PutConfigurationRecorderCommand,
  PutEvaluationsCommand,
  StartConfigRulesEvaluationCommand,
  StartConfigurationRecorderCommand,
} from '@aws-sdk/client-config-service';
import {
  CreateAutomationRuleCommand,
  EnableSecurityHubCommand,
  GetFindingsCommand,
  SecurityHubClient,
} from '@aws-sdk/client-securityhub';
import { describe, expect, it } from 'vitest';
import { createWorld, emulate, invokePeriodicRules, recordConfigurationItem } from '../../emulator/index.ts';
import { refusal } from './kit.ts';

const region = 'eu-central-1';
const account = '111122223333';
const FUNCTION = `arn:aws:lambda:${region}:${account}:function:assay`;

function opened() {
  const world = createWorld();
  const door = emulate(world, { region });
  const events: unknown[] = [];
  world.functions.register(FUNCTION, (event) => events.push(event));
  return { world, door, events };
}

describe('AWS Config', () => {
  const recorded = async (messageType: 'ConfigurationItemChangeNotification' | 'ScheduledNotification') => {
    const all = opened();
    const config = all.door.client(ConfigServiceClient);
    const recorder = { name: 'default', roleARN: 'arn:aws:iam::111122223333:role/config' };
    await config.send(new PutConfigurationRecorderCommand({ ConfigurationRecorder: recorder }));
    await config.send(new StartConfigurationRecorderCommand({ ConfigurationRecorderName: 'default' }));
    const ConfigRule = {
      ConfigRuleName: 'assay-root-access',
      InputParameters: '{"ruleId":"root"}',
      Scope: { ComplianceResourceTypes: ['AWS::SageMaker::Model'] },
      Source: {
        Owner: 'CUSTOM_LAMBDA' as const,
        SourceIdentifier: FUNCTION,
        SourceDetails: [{ EventSource: 'aws.config' as const, MessageType: messageType }],
      },
    };
    await config.send(new PutConfigRuleCommand({ ConfigRule }));
    const record = (resourceType: string, configuration: object) =>
      recordConfigurationItem(all.world, {
        account,
        region,
        resourceType,
        resourceId: 'm',
        ARN: `arn:aws:sagemaker:${region}:${account}:model/m`,
        configurationItemStatus: 'OK',
        configuration,
      });
    /** Runs what waits and answers the last invocation. */
    const invoked = async () => {
      await all.world.functions.run();
      const event = Object(all.events.at(-1));
      return { event, invoking: JSON.parse(event.invokingEvent ?? '{}'), token: String(event.resultToken) };
    };
    const put = (
      token: string,
      ComplianceType: 'COMPLIANT' | 'NON_COMPLIANT' | 'NOT_APPLICABLE',
      at = '2026-01-01T00:00:00Z',
    ) =>
      config.send(
        new PutEvaluationsCommand({
          ResultToken: token,
          Evaluations: [
            {
              ComplianceResourceType: 'AWS::SageMaker::Model',
              ComplianceResourceId: 'm',
              ComplianceType,
              OrderingTimestamp: new Date(at),
            },
          ],
        }),
      );
    const results = async () => {
      const asked = new GetComplianceDetailsByConfigRuleCommand({ ConfigRuleName: 'assay-root-access' });
      return (await config.send(asked)).EvaluationResults?.map(({ ComplianceType }) => ComplianceType);
    };
    return { ...all, config, record, invoked, put, results };
  };

  it('wakes a change-triggered rule by an item of its scope', async () => {
    const { record, invoked } = await recorded('ConfigurationItemChangeNotification');
    expect(record('AWS::SageMaker::Model', { EnableNetworkIsolation: false })).toBe(true);
    const { event, invoking } = await invoked();
    expect(event).toMatchObject({
      ruleParameters: '{"ruleId":"root"}',
      configRuleName: 'assay-root-access',
      eventLeftScope: false,
      accountId: account,
    });
    expect(invoking).toMatchObject({
      messageType: 'ConfigurationItemChangeNotification',
      configurationItem: { resourceId: 'm', configuration: { EnableNetworkIsolation: false } },
    });
  });

  it('says only what an item is when it is too large to be carried', async () => {
    const { record, invoked } = await recorded('ConfigurationItemChangeNotification');
    record('AWS::SageMaker::Model', { text: 'x'.repeat(300_000) });
    const { invoking } = await invoked();
    expect(invoking.messageType).toBe('OversizedConfigurationItemChangeNotification');
    expect(invoking.configurationItemSummary).toMatchObject({
      resourceId: 'm',
      resourceType: 'AWS::SageMaker::Model',
    });
    expect(invoking.configurationItemSummary).not.toHaveProperty('configuration');
  });

  it('wakes no rule by an item of another type', async () => {
    const { world, record } = await recorded('ConfigurationItemChangeNotification');
    record('AWS::S3::Bucket', {});
    expect(world.functions.waiting).toBe(0);
  });

  it('wakes a periodic rule when it is made, on its schedule and on demand', async () => {
    const { world, config, invoked } = await recorded('ScheduledNotification');
    expect((await invoked()).invoking).toMatchObject({
      messageType: 'ScheduledNotification',
      awsAccountId: account,
    });
    const start = () =>
      config.send(new StartConfigRulesEvaluationCommand({ ConfigRuleNames: ['assay-root-access'] }));
    await start();
    expect((await refusal(start())).name).toBe('LimitExceededException');
    world.clock.advance(60_000);
    await start();
    invokePeriodicRules(world, account, region);
    expect(world.functions.waiting).toBe(3);
  });

  it('keeps the answer about the latest state', async () => {
    const { invoked, put, results } = await recorded('ScheduledNotification');
    const { token } = await invoked();
    await put(token, 'NON_COMPLIANT', '2026-01-01T00:05:00Z');
    await put(token, 'COMPLIANT', '2026-01-01T00:04:00Z');
    expect(await results()).toEqual(['NON_COMPLIANT']);
    await put(token, 'COMPLIANT', '2026-01-01T00:06:00Z');
    expect(await results()).toEqual(['COMPLIANT']);
  });

  it('tells Security Hub too, where an automation rule can suppress that', async () => {
    const { door, invoked, put } = await recorded('ScheduledNotification');
    const hub = door.client(SecurityHubClient);
    await hub.send(new EnableSecurityHubCommand({}));
    const { token } = await invoked();
    const found = async () => (await hub.send(new GetFindingsCommand({}))).Findings;
    await put(token, 'NON_COMPLIANT');
    expect(await found()).toMatchObject([
      {
        ProductName: 'Config',
        Title: 'assay-root-access',
        Compliance: { Status: 'FAILED' },
        Workflow: { Status: 'NEW' },
      },
    ]);
    await hub.send(
      new CreateAutomationRuleCommand({
        RuleName: 'one finding per fault',
        RuleOrder: 1,
        Description: 'ours says more',
        Criteria: {
          ProductName: [{ Value: 'Config', Comparison: 'EQUALS' }],
          Title: [{ Value: 'assay-', Comparison: 'PREFIX' }],
        },
        Actions: [
          { Type: 'FINDING_FIELDS_UPDATE', FindingFieldsUpdate: { Workflow: { Status: 'SUPPRESSED' } } },
        ],
      }),
    );
    await put(token, 'COMPLIANT', '2026-01-01T00:01:00Z');
    expect(await found()).toMatchObject([
      { Compliance: { Status: 'PASSED' }, Workflow: { Status: 'SUPPRESSED' } },
    ]);
    await put(token, 'NOT_APPLICABLE', '2026-01-01T00:02:00Z');
    expect(await found()).toMatchObject([{ RecordState: 'ARCHIVED' }]);
  });
});
