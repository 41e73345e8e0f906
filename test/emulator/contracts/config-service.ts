import {
  ConfigServiceClient,
  DeleteConfigRuleCommand,
  DescribeComplianceByConfigRuleCommand,
  DescribeConfigRulesCommand,
  GetResourceConfigHistoryCommand,
  PutConfigRuleCommand,
  PutEvaluationsCommand,
  StartConfigRulesEvaluationCommand,
} from '@aws-sdk/client-config-service';
import { describe, expect, it } from 'vitest';
import { type Endpoint, refusal } from '../kit.ts';

/** What AWS Config promises where no rule is running; invocations are shown in config-service.test.ts. */
export function configServiceContract(open: () => Endpoint): void {
  const opened = async () => {
    const endpoint = open();
    const config = endpoint.client(ConfigServiceClient);
    const put = (ConfigRuleName: string, more: object = {}) =>
      config.send(
        new PutConfigRuleCommand({
          ConfigRule: {
            ConfigRuleName,
            Source: {
              Owner: 'CUSTOM_LAMBDA',
              SourceIdentifier: `arn:aws:lambda:${endpoint.region}:${endpoint.account}:function:rule`,
              SourceDetails: [
                {
                  EventSource: 'aws.config',
                  MessageType: 'ScheduledNotification',
                  MaximumExecutionFrequency: 'TwentyFour_Hours',
                },
              ],
            },
            ...more,
          },
        }),
      );
    return { endpoint, config, put };
  };

  describe('an AWS Config rule', () => {
    it('is described until it is deleted', async () => {
      const { endpoint, config, put } = await opened();
      await put('assay-a', { InputParameters: '{"rule":"a"}' });
      const get = new DescribeConfigRulesCommand({ ConfigRuleNames: ['assay-a'] });
      const [rule] = (await config.send(get)).ConfigRules ?? [];
      expect(rule).toMatchObject({ InputParameters: '{"rule":"a"}', ConfigRuleState: 'ACTIVE' });
      const prefix = `arn:aws:config:${endpoint.region}:${endpoint.account}:config-rule/config-rule-`;
      expect(rule?.ConfigRuleArn).toContain(prefix);
      await config.send(new DeleteConfigRuleCommand({ ConfigRuleName: 'assay-a' }));
      expect((await refusal(config.send(get))).name).toBe('NoSuchConfigRuleException');
    });

    it('that has evaluated nothing has insufficient data', async () => {
      const { config, put } = await opened();
      await put('assay-a');
      const { ComplianceByConfigRules } = await config.send(new DescribeComplianceByConfigRuleCommand({}));
      expect(ComplianceByConfigRules).toMatchObject([
        { ConfigRuleName: 'assay-a', Compliance: { ComplianceType: 'INSUFFICIENT_DATA' } },
      ]);
    });

    it('is evaluated on demand with 24 others, once a minute', async () => {
      const { config, put } = await opened();
      await put('assay-a');
      const start = (...ConfigRuleNames: string[]) =>
        config.send(new StartConfigRulesEvaluationCommand({ ConfigRuleNames }));
      expect((await refusal(start('none'))).name).toBe('NoSuchConfigRuleException');
      const many = Array.from({ length: 26 }, () => 'assay-a');
      expect((await refusal(start(...many))).name).toBe('ValidationException');
      await start('assay-a');
      expect((await refusal(start('assay-a'))).name).toBe('LimitExceededException');
    });
  });

  describe('PutEvaluations', () => {
    const evaluation = {
      ComplianceResourceType: 'AWS::SageMaker::Model',
      ComplianceResourceId: 'm',
      ComplianceType: 'COMPLIANT' as const,
      OrderingTimestamp: new Date('2026-01-01T00:00:00Z'),
    };
    const put = (Evaluations: (typeof evaluation | object)[], more: object = {}) =>
      open()
        .client(ConfigServiceClient)
        .send(
          new PutEvaluationsCommand({
            ResultToken: 'token',
            Evaluations: Evaluations.map((one) => ({ ...evaluation, ...one })),
            ...more,
          }),
        );

    it('takes a token that a rule was given, or any in test mode', async () => {
      expect((await refusal(put([evaluation]))).name).toBe('InvalidResultTokenException');
      expect(await put([evaluation], { TestMode: true })).toMatchObject({ FailedEvaluations: [] });
    });

    it.each([
      ['INSUFFICIENT_DATA', [{ ComplianceType: 'INSUFFICIENT_DATA' }], 'InvalidParameterValueException'],
      ['a long annotation', [{ Annotation: 'x'.repeat(257) }], 'ValidationException'],
      ['more than 100', Array.from({ length: 101 }, () => ({})), 'ValidationException'],
    ])('refuses %s', async (_what, given, code) => {
      expect((await refusal(put(given, { TestMode: true }))).name).toBe(code);
    });
  });

  it('GetResourceConfigHistory knows only what was recorded', async () => {
    const { config } = await opened();
    const asked = config.send(
      new GetResourceConfigHistoryCommand({ resourceType: 'AWS::S3::Bucket', resourceId: 'none' }),
    );
    expect((await refusal(asked)).name).toBe('ResourceNotDiscoveredException');
  });
}
