import {
  ConfigServiceClient,
  PutConfigRuleCommand,
  PutConfigurationRecorderCommand,
  PutEvaluationsCommand,
  StartConfigurationRecorderCommand,
} from '@aws-sdk/client-config-service';
import { EventBridgeClient, PutRuleCommand, PutTargetsCommand } from '@aws-sdk/client-eventbridge';
import {
  CreateAutomationRuleCommand,
  type CreateAutomationRuleCommandInput,
  EnableSecurityHubCommand,
  GetFindingsCommand,
  SecurityHubClient,
} from '@aws-sdk/client-securityhub';
import { CreateQueueCommand, ReceiveMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { describe, expect, it } from 'vitest';
import { createWorld, emulate, publishEvent } from '../../../emulator/index.ts';
import { messageOf } from '../../../functions/_runtime/messages.ts';
import { type JsonMap, ofType, synthesize } from '../kit.ts';

const stack = synthesize()['AssayCompliance'];
const region = 'us-east-1';
const account = '111122223333';
const FUNCTION = `arn:aws:lambda:${region}:${account}:function:assay`;

function opened() {
  const world = createWorld({ account });
  return { world, door: emulate(world, { region }) };
}

describe('the automation rule', () => {
  /** One fault, as AWS Config tells Security Hub of it by itself. */
  async function toldByConfig(ConfigRuleName: string) {
    const { world, door } = opened();
    const [config, hub] = [door.client(ConfigServiceClient), door.client(SecurityHubClient)];
    const tokens: string[] = [];
    world.functions.register(FUNCTION, async (event) => {
      tokens.push(String(Object(event).resultToken));
    });
    const ConfigurationRecorder = { name: 'default', roleARN: `arn:aws:iam::${account}:role/config` };
    await config.send(new PutConfigurationRecorderCommand({ ConfigurationRecorder }));
    await config.send(new StartConfigurationRecorderCommand({ ConfigurationRecorderName: 'default' }));
    await hub.send(new EnableSecurityHubCommand({}));
    const [rule] = ofType(stack, 'AWS::SecurityHub::AutomationRule');
    // The template's members are the API's.
    await hub.send(
      new CreateAutomationRuleCommand(rule?.[1].Properties as unknown as CreateAutomationRuleCommandInput),
    );
    const Source = {
      Owner: 'CUSTOM_LAMBDA' as const,
      SourceIdentifier: FUNCTION,
      SourceDetails: [{ EventSource: 'aws.config' as const, MessageType: 'ScheduledNotification' as const }],
    };
    await config.send(new PutConfigRuleCommand({ ConfigRule: { ConfigRuleName, Source } }));
    await world.functions.run();
    const fault = {
      ComplianceResourceType: 'AWS::SageMaker::Model',
      ComplianceResourceId: 'm',
      ComplianceType: 'NON_COMPLIANT' as const,
      OrderingTimestamp: world.clock.now(),
    };
    await config.send(new PutEvaluationsCommand({ ResultToken: tokens.at(-1), Evaluations: [fault] }));
    return (await hub.send(new GetFindingsCommand({}))).Findings;
  }

  it("hides what AWS Config imports of our rules, and says where Assay's own finding is", async () => {
    expect(await toldByConfig('assay-sagemaker-model-in-vpc')).toMatchObject([
      {
        Workflow: { Status: 'SUPPRESSED' },
        Note: { UpdatedBy: 'assay', Text: expect.stringContaining('its generator is assay/') },
      },
    ]);
  });

  it('leaves the rules of others alone', async () => {
    expect(await toldByConfig('somebody-elses-rule')).toMatchObject([{ Workflow: { Status: 'NEW' } }]);
  });

  it('has a note that is no longer than Security Hub takes', () => {
    const [rule] = ofType(stack, 'AWS::SecurityHub::AutomationRule');
    const [text = ''] = /(?<="Text":")[^"]*/.exec(JSON.stringify(rule?.[1].Properties)) ?? [];
    expect(text.length).toBeGreaterThan(50);
    expect(text.length).toBeLessThanOrEqual(512);
  });
});

describe('the custom action', () => {
  it('has an id and a name that fit', () => {
    const [action] = ofType(stack, 'AWS::SecurityHub::ActionTarget');
    const { Id, Name } = action?.[1].Properties ?? {};
    // https://docs.aws.amazon.com/securityhub/1.0/APIReference/API_CreateActionTarget.html
    expect(Id).toMatch(/^[A-Za-z0-9]{1,20}$/);
    expect(String(Name).length).toBeLessThanOrEqual(20);
  });

  it('asks for a look at the resource of a finding of ours', async () => {
    expect(await bodiesAfter('assay/sagemaker-model-in-vpc')).toEqual([
      {
        kind: 'look',
        look: {
          schema: 'assay.look/1',
          reason: 'request',
          ref: { type: 'AWS::SageMaker::Model', id: 'm', partition: 'aws', account, region: 'eu-west-1' },
          requestedAt: '2026-01-01T00:00:00Z',
        },
      },
    ]);
  });

  it("does nothing on others' findings", async () => {
    expect(await bodiesAfter('aws-foundational-security-best-practices/v/1.0.0/SageMaker.1')).toEqual([]);
  });

  /** What the queue holds after somebody has chosen the action. */
  async function bodiesAfter(GeneratorId: string) {
    const { world, door } = opened();
    const [events, sqs] = [door.client(EventBridgeClient), door.client(SQSClient)];
    const { QueueUrl } = await sqs.send(new CreateQueueCommand({ QueueName: 'inventory' }));
    const action = `arn:aws:securityhub:${region}:${account}:action/custom/AssayLookAgain`;
    const [, rule] =
      ofType(stack, 'AWS::Events::Rule').find(([id]) => id.startsWith('SecurityHubOnLookAgain')) ?? [];
    const { EventPattern, Targets } = rule?.Properties as unknown as {
      EventPattern: JsonMap;
      Targets: JsonMap[];
    };
    const pattern = JSON.stringify({ ...EventPattern, resources: [action] });
    await events.send(new PutRuleCommand({ Name: 'on-action', EventPattern: pattern }));
    const InputTransformer = Targets[0]?.['InputTransformer'] as unknown as {
      InputPathsMap: Record<string, string>;
      InputTemplate: string;
    };
    const Arn = `arn:aws:sqs:${region}:${account}:inventory`;
    await events.send(
      new PutTargetsCommand({ Rule: 'on-action', Targets: [{ Id: '1', Arn, InputTransformer }] }),
    );
    const Details = { Other: { type: 'AWS::SageMaker::Model', id: 'm' } };
    publishEvent(world, {
      source: 'aws.securityhub',
      'detail-type': 'Security Hub Findings - Custom Action',
      account,
      region,
      resources: [action],
      detail: {
        actionName: 'Assay: look again',
        findings: [
          {
            GeneratorId,
            AwsAccountId: account,
            Resources: [{ Type: 'Other', Partition: 'aws', Region: 'eu-west-1', Details }],
          },
        ],
      },
    });
    const { Messages = [] } = await sqs.send(new ReceiveMessageCommand({ QueueUrl }));
    return Messages.map(({ Body = '' }) => messageOf(Body));
  }
});
