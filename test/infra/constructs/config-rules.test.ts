import { NestedStack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { describe, expect, it } from 'vitest';
import type { ConfigRuleMode } from '../../../engine/config-rules.ts';
import type { Rule } from '../../../engine/rule.ts';
import { ConfigRules } from '../../../infra/constructs/config-rules.ts';
import { rules as allRules } from '../../../rules/index.ts';
import { synthesize } from '../kit.ts';
import { bench } from './kit.ts';

function make(mode: ConfigRuleMode, rules: readonly Rule[] = allRules) {
  const { stack, operations, posture, bus, feed } = bench();
  const construct = new ConfigRules(stack, 'ConfigRules', { operations, posture, bus, feed, rules, mode });
  const template = Template.fromStack(stack);
  const nested = construct.node.children.filter((child) => child instanceof NestedStack);
  return { template, nested: nested.map((each) => Template.fromStack(each)) };
}

const rulesIn = (nested: readonly Template[]) =>
  nested.flatMap((each) =>
    Object.values(each.findResources('AWS::Config::ConfigRule')).map(({ Properties }) => Properties),
  );

describe('the rules of AWS Config', () => {
  it('are one for each rule, all answered by the same function', () => {
    const { nested } = make('perRule');
    const found = rulesIn(nested);
    expect(found.map(({ ConfigRuleName }) => ConfigRuleName).toSorted()).toEqual(
      allRules.map(({ id }) => `assay-${id}`).toSorted(),
    );
    expect(new Set(found.map(({ Source }) => JSON.stringify(Source.SourceIdentifier))).size).toBe(1);
  });

  it('tell the function which rule it is asked for', () => {
    const { nested } = make('perRule');
    const rule = rulesIn(nested).find(
      ({ ConfigRuleName }) => ConfigRuleName === 'assay-sagemaker-notebook-root-access',
    );
    expect(rule?.InputParameters).toEqual({ ruleId: 'sagemaker-notebook-root-access' });
  });

  it('are triggered by changes of recorded types, and by the clock in any case', () => {
    const byName = new Map(rulesIn(make('perRule').nested).map((each) => [each.ConfigRuleName, each]));
    expect(byName.get('assay-sagemaker-notebook-root-access')).toMatchObject({
      Scope: { ComplianceResourceTypes: ['AWS::SageMaker::NotebookInstance'] },
      Source: {
        Owner: 'CUSTOM_LAMBDA',
        SourceDetails: [
          { EventSource: 'aws.config', MessageType: 'ConfigurationItemChangeNotification' },
          { EventSource: 'aws.config', MessageType: 'OversizedConfigurationItemChangeNotification' },
          {
            EventSource: 'aws.config',
            MessageType: 'ScheduledNotification',
            MaximumExecutionFrequency: 'One_Hour',
          },
        ],
      },
    });
    const unrecorded = byName.get('assay-sagemaker-training-job-in-vpc');
    expect(unrecorded?.Scope).toBeUndefined();
    expect(unrecorded?.Source.SourceDetails).toEqual([
      {
        EventSource: 'aws.config',
        MessageType: 'ScheduledNotification',
        MaximumExecutionFrequency: 'TwentyFour_Hours',
      },
    ]);
  });

  it('are one for each type where that is wanted, and none where AWS Config is off', () => {
    const names = rulesIn(make('perType').nested).map(({ ConfigRuleName }) => ConfigRuleName);
    expect(names).toContain('assay-type-sage-maker-notebook-instance');
    expect(names.length).toBeLessThan(make('perRule').nested.length * 200);
    const off = synthesize({ configRules: 'off' });
    expect(JSON.stringify(off)).not.toMatch(/AWS::Config::ConfigRule|evaluate-config-rule|wake-config-rules/);
  });

  it('come in nested stacks of at most two hundred', () => {
    const [rule] = allRules;
    if (!rule) throw new Error('there are no rules');
    const many = Array.from({ length: 450 }, (_, index) => ({ ...rule, id: `rule-${index}` }));
    const sizes = make('perRule', many).nested.map((each) => Object.keys(each.toJSON()['Resources']).length);
    expect(sizes).toEqual([200, 200, 50]);
  });

  it('need one permission in all, for this account', () => {
    const { template, nested } = make('perRule');
    const config = { Principal: 'config.amazonaws.com', SourceAccount: { Ref: 'AWS::AccountId' } };
    template.hasResourceProperties('AWS::Lambda::Permission', config);
    const permissions = Object.values(
      template.findResources('AWS::Lambda::Permission', { Properties: config }),
    );
    expect(permissions).toHaveLength(1);
    for (const each of nested) each.resourceCountIs('AWS::Lambda::Permission', 0);
  });

  it('are made only once AWS Config may invoke the function: it refuses them before', () => {
    const { template } = make('perRule');
    const [permission] = Object.keys(
      template.findResources('AWS::Lambda::Permission', {
        Properties: { Principal: 'config.amazonaws.com' },
      }),
    );
    const [nested] = Object.values(template.findResources('AWS::CloudFormation::Stack'));
    expect(nested?.['DependsOn']).toContain(permission);
  });
});
