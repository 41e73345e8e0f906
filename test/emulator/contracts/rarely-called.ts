import {
  ConfigServiceClient,
  DeleteEvaluationResultsCommand,
  DescribeConfigRuleEvaluationStatusCommand,
  DescribeConfigurationRecorderStatusCommand,
  DescribeConfigurationRecordersCommand,
  GetComplianceDetailsByResourceCommand,
  PutConfigRuleCommand,
  PutConfigurationRecorderCommand,
} from '@aws-sdk/client-config-service';
import {
  CreateEventBusCommand,
  DeleteEventBusCommand,
  DescribeEventBusCommand,
  DescribeRuleCommand,
  DisableRuleCommand,
  EnableRuleCommand,
  EventBridgeClient,
  ListEventBusesCommand,
  ListRulesCommand,
  PutRuleCommand,
} from '@aws-sdk/client-eventbridge';
import {
  CreatePolicyCommand,
  CreateRoleCommand,
  DeleteRolePermissionsBoundaryCommand,
  GetAccountAuthorizationDetailsCommand,
  GetRoleCommand,
  IAMClient,
  ListPolicyTagsCommand,
  TagPolicyCommand,
  UntagPolicyCommand,
  UpdateRoleCommand,
} from '@aws-sdk/client-iam';
import {
  CreateAliasCommand,
  CreateKeyCommand,
  DecryptCommand,
  DeleteAliasCommand,
  DescribeKeyCommand,
  GenerateDataKeyWithoutPlaintextCommand,
  GenerateRandomCommand,
  KMSClient,
  UpdateAliasCommand,
  UpdateKeyDescriptionCommand,
} from '@aws-sdk/client-kms';
import {
  BatchDeleteAutomationRulesCommand,
  BatchGetAutomationRulesCommand,
  CreateAutomationRuleCommand,
  DescribeHubCommand,
  DisableSecurityHubCommand,
  EnableSecurityHubCommand,
  ListAutomationRulesCommand,
  SecurityHubClient,
} from '@aws-sdk/client-securityhub';
import { describe, expect, it } from 'vitest';
import { type Endpoint, refusal } from '../kit.ts';

const document = (statement: object) => JSON.stringify({ Version: '2012-10-17', Statement: [statement] });

/** Operations that no reader and no function needs, but whoever plays a story may call. */
export function rarelyCalledContract(open: () => Endpoint): void {
  describe('an event bus', () => {
    it('is described, listed, and deleted; a rule is switched off and on', async () => {
      const events = open().client(EventBridgeClient);
      await events.send(new CreateEventBusCommand({ Name: 'company' }));
      const bus = await events.send(new DescribeEventBusCommand({ Name: 'company' }));
      expect(bus).toMatchObject({ Name: 'company', Arn: expect.stringContaining(':event-bus/company') });
      const { EventBuses } = await events.send(new ListEventBusesCommand({}));
      expect(EventBuses?.map(({ Name }) => Name).sort()).toEqual(['company', 'default']);
      await events.send(new DeleteEventBusCommand({ Name: 'company' }));
      const gone = events.send(new DescribeEventBusCommand({ Name: 'company' }));
      expect((await refusal(gone)).name).toBe('ResourceNotFoundException');

      await events.send(
        new PutRuleCommand({ Name: 'changes', EventPattern: '{"source":["aws.sagemaker"]}' }),
      );
      const { Rules } = await events.send(new ListRulesCommand({ NamePrefix: 'cha' }));
      expect(Rules?.map(({ Name }) => Name)).toEqual(['changes']);
      const state = async () => (await events.send(new DescribeRuleCommand({ Name: 'changes' }))).State;
      await events.send(new DisableRuleCommand({ Name: 'changes' }));
      expect(await state()).toBe('DISABLED');
      await events.send(new EnableRuleCommand({ Name: 'changes' }));
      expect(await state()).toBe('ENABLED');
    });
  });

  describe('a key', () => {
    it('is described anew, found by another alias, and gives data keys and noise', async () => {
      const kms = open().client(KMSClient);
      const keyId = async () => (await kms.send(new CreateKeyCommand({}))).KeyMetadata?.KeyId;
      const [one, two] = [await keyId(), await keyId()];
      await kms.send(new UpdateKeyDescriptionCommand({ KeyId: one, Description: 'seals' }));
      const AliasName = 'alias/seals';
      const found = async () => (await kms.send(new DescribeKeyCommand({ KeyId: AliasName }))).KeyMetadata;
      await kms.send(new CreateAliasCommand({ AliasName, TargetKeyId: one }));
      expect(await found()).toMatchObject({ KeyId: one, Description: 'seals' });
      await kms.send(new UpdateAliasCommand({ AliasName, TargetKeyId: two }));
      expect(await found()).toMatchObject({ KeyId: two });
      await kms.send(new DeleteAliasCommand({ AliasName }));
      expect((await refusal(found())).name).toBe('NotFoundException');

      const generate = new GenerateDataKeyWithoutPlaintextCommand({ KeyId: one, KeySpec: 'AES_256' });
      const { CiphertextBlob } = await kms.send(generate);
      const { Plaintext } = await kms.send(new DecryptCommand({ CiphertextBlob }));
      expect(Plaintext).toHaveLength(32);
      const noise = await kms.send(new GenerateRandomCommand({ NumberOfBytes: 16 }));
      expect(noise.Plaintext).toHaveLength(16);
    });
  });

  describe('a role', () => {
    it('is updated, loses its boundary, and stands in the details of the account', async () => {
      const iam = open().client(IAMClient);
      const AssumeRolePolicyDocument = document({
        Effect: 'Allow',
        Principal: { Service: 'sagemaker.amazonaws.com' },
        Action: 'sts:AssumeRole',
      });
      const PolicyDocument = document({ Effect: 'Allow', Action: 's3:GetObject', Resource: '*' });
      const made = await iam.send(new CreatePolicyCommand({ PolicyName: 'boundary', PolicyDocument }));
      const PolicyArn = made.Policy?.Arn ?? '';
      const tags = async () => (await iam.send(new ListPolicyTagsCommand({ PolicyArn }))).Tags;
      await iam.send(new TagPolicyCommand({ PolicyArn, Tags: [{ Key: 'team', Value: 'ml' }] }));
      expect(await tags()).toEqual([{ Key: 'team', Value: 'ml' }]);
      await iam.send(new UntagPolicyCommand({ PolicyArn, TagKeys: ['team'] }));
      expect(await tags()).toEqual([]);

      const RoleName = 'training';
      const PermissionsBoundary = PolicyArn;
      await iam.send(new CreateRoleCommand({ RoleName, AssumeRolePolicyDocument, PermissionsBoundary }));
      await iam.send(new UpdateRoleCommand({ RoleName, Description: 'trains', MaxSessionDuration: 7200 }));
      await iam.send(new DeleteRolePermissionsBoundaryCommand({ RoleName }));
      const { Role } = await iam.send(new GetRoleCommand({ RoleName }));
      expect(Role).toMatchObject({ Description: 'trains', MaxSessionDuration: 7200 });
      expect(Role?.PermissionsBoundary).toBeUndefined();

      const details = await iam.send(new GetAccountAuthorizationDetailsCommand({ Filter: ['Role'] }));
      expect(details.RoleDetailList?.map((role) => role.RoleName)).toContain(RoleName);
    });
  });

  describe('Security Hub', () => {
    it('is described until it is disabled; its automation rules are listed, read and deleted', async () => {
      const hub = open().client(SecurityHubClient);
      await hub.send(new EnableSecurityHubCommand({}));
      const described = await hub.send(new DescribeHubCommand({}));
      expect(described.HubArn).toContain(':hub/default');
      const { RuleArn = '' } = await hub.send(
        new CreateAutomationRuleCommand({
          RuleName: 'suppress',
          RuleOrder: 1,
          Description: 'what is waived',
          Criteria: { ProductName: [{ Value: 'Assay', Comparison: 'EQUALS' }] },
          Actions: [
            { Type: 'FINDING_FIELDS_UPDATE', FindingFieldsUpdate: { Workflow: { Status: 'SUPPRESSED' } } },
          ],
        }),
      );
      const listed = await hub.send(new ListAutomationRulesCommand({}));
      expect(listed.AutomationRulesMetadata).toMatchObject([{ RuleArn, RuleName: 'suppress' }]);
      const AutomationRulesArns = [RuleArn];
      const read = await hub.send(new BatchGetAutomationRulesCommand({ AutomationRulesArns }));
      expect(read.Rules).toMatchObject([{ RuleArn, RuleOrder: 1 }]);
      const deleted = await hub.send(new BatchDeleteAutomationRulesCommand({ AutomationRulesArns }));
      expect(deleted).toMatchObject({ ProcessedAutomationRules: [RuleArn], UnprocessedAutomationRules: [] });
      await hub.send(new DisableSecurityHubCommand({}));
      expect((await refusal(hub.send(new DescribeHubCommand({})))).name).toBe('InvalidAccessException');
    });
  });

  describe('AWS Config', () => {
    it('tells of its recorder, and of a rule whose results are gone', async () => {
      const { account, region, client } = open();
      const config = client(ConfigServiceClient);
      const recorders = async () =>
        (await config.send(new DescribeConfigurationRecordersCommand({}))).ConfigurationRecorders;
      expect(await recorders()).toEqual([]);
      const roleARN = `arn:aws:iam::${account}:role/Config`;
      await config.send(
        new PutConfigurationRecorderCommand({ ConfigurationRecorder: { name: 'default', roleARN } }),
      );
      expect(await recorders()).toMatchObject([{ name: 'default', roleARN }]);
      const status = await config.send(new DescribeConfigurationRecorderStatusCommand({}));
      expect(status.ConfigurationRecordersStatus).toMatchObject([{ name: 'default', recording: false }]);

      const ConfigRuleName = 'assay-a';
      const SourceIdentifier = `arn:aws:lambda:${region}:${account}:function:rule`;
      await config.send(
        new PutConfigRuleCommand({
          ConfigRule: {
            ConfigRuleName,
            Source: {
              Owner: 'CUSTOM_LAMBDA',
              SourceIdentifier,
              SourceDetails: [{ EventSource: 'aws.config', MessageType: 'ScheduledNotification' }],
            },
          },
        }),
      );
      const evaluated = await config.send(new DescribeConfigRuleEvaluationStatusCommand({}));
      expect(evaluated.ConfigRulesEvaluationStatus).toMatchObject([
        { ConfigRuleName, ConfigRuleArn: expect.stringContaining(':config-rule/') },
      ]);
      await config.send(new DeleteEvaluationResultsCommand({ ConfigRuleName }));
      const ofOne = { ResourceType: 'AWS::SageMaker::Model', ResourceId: 'm' };
      const details = await config.send(new GetComplianceDetailsByResourceCommand(ofOne));
      expect(details.EvaluationResults).toEqual([]);
    });
  });
}
