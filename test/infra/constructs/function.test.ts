import { Duration } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { describe, expect, it } from 'vitest';
import { entryOf } from '../../../infra/bundle.ts';
import { ComplianceFunction, type FunctionName } from '../../../infra/constructs/function.ts';
import { bench } from './kit.ts';

const make = (setting: object = {}) => {
  const { stack, operations } = bench(setting);
  const props = {
    operations,
    entry: 'canary',
    description: 'a test',
    reserved: 3,
    timeout: Duration.seconds(30),
  } as const;
  return { stack, fn: new ComplianceFunction(stack, 'Canary', props) };
};

describe('a compliance function', () => {
  it('may do nothing but write its log and its dead letters', () => {
    const { stack } = make();
    const policies = Template.fromStack(stack).findResources('AWS::IAM::Policy');
    const actions = Object.values(policies).flatMap(({ Properties }) =>
      Properties.PolicyDocument.Statement.flatMap(({ Action }: { Action: string | string[] }) => Action),
    );
    expect(actions.toSorted()).toEqual(['logs:CreateLogStream', 'logs:PutLogEvents', 'sqs:SendMessage']);
  });

  it('says in the template where its code is from', () => {
    Template.fromStack(make().stack).hasResource('AWS::Lambda::Function', {
      Metadata: { source: 'functions/canary.ts' },
    });
  });

  it('reserves its concurrency, unless the account has none to reserve', () => {
    const concurrency = { ReservedConcurrentExecutions: 3 };
    Template.fromStack(make().stack).hasResourceProperties('AWS::Lambda::Function', concurrency);
    Template.fromStack(make({ reserveConcurrency: false }).stack).hasResourceProperties(
      'AWS::Lambda::Function',
      {
        ReservedConcurrentExecutions: Match.absent(),
      },
    );
  });

  it('tells of errors, throttles and dead letters', () => {
    const alarms = Template.fromStack(make().stack).findResources('AWS::CloudWatch::Alarm');
    const metrics = Object.entries(alarms)
      .filter(([id]) => id.startsWith('Canary'))
      .map(([, { Properties }]) => Properties.MetricName);
    expect(metrics.toSorted()).toEqual(['ApproximateNumberOfMessagesVisible', 'Errors', 'Throttles']);
  });

  it('gets a variable and what it is for in one act', () => {
    const { stack, fn } = make();
    fn.set('POSTURE_TABLE', 'postures');
    fn.allow({
      actions: ['dynamodb:GetItem'],
      resources: ['arn:aws:dynamodb:us-east-1:111122223333:table/postures'],
    });
    const template = Template.fromStack(stack);
    template.hasResourceProperties('AWS::Lambda::Function', {
      Environment: { Variables: { POSTURE_TABLE: 'postures' } },
    });
    template.hasResourceProperties('AWS::IAM::Policy', {
      PolicyDocument: { Statement: Match.arrayWith([Match.objectLike({ Action: 'dynamodb:GetItem' })]) },
    });
  });

  it('that has no file fails when it is bundled, and says which', () => {
    const missing = 'predict-the-future' as FunctionName;
    expect(() => entryOf(missing)).toThrow('functions/predict-the-future.ts is missing');
  });
});
