import { Duration, NestedStack, Stack } from 'aws-cdk-lib';
import { CfnConfigRule } from 'aws-cdk-lib/aws-config';
import { Schedule } from 'aws-cdk-lib/aws-events';
import { ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { type ConfigRuleDefinition, type ConfigRuleMode, configRules } from '../../engine/config-rules.ts';
import type { Rule } from '../../engine/rule.ts';
import { acknowledge, acknowledgeWildcards } from '../acknowledgements.ts';
import type { ChangeFeed } from './change-feed.ts';
import type { FindingsBus } from './findings-bus.ts';
import { ComplianceFunction } from './function.ts';
import type { Operations } from './operations.ts';
import type { PostureTable } from './posture-table.ts';
import { invokeOnSchedule, queueTarget } from './targets.ts';
import { WorkQueue } from './work-queue.ts';

/** By it everybody tells our Config rules from others. */
export const CONFIG_RULE_PREFIX = 'assay-';

/** A stack holds 500 resources; its template a megabyte. */
const RULES_A_STACK = 200;

export interface ConfigRulesProps {
  readonly operations: Operations;
  readonly posture: PostureTable;
  readonly bus: FindingsBus;
  readonly feed: ChangeFeed;
  /** Those that the settings choose. */
  readonly rules: readonly Rule[];
  readonly mode: ConfigRuleMode;
}

/** Custom rules of AWS Config, the one function that answers all of them, and the one that wakes them. */
export class ConfigRules extends Construct {
  readonly evaluate: ComplianceFunction;
  readonly wake: ComplianceFunction;

  constructor(scope: Construct, id: string, props: ConfigRulesProps) {
    super(scope, id);
    this.evaluate = evaluateFunction(this, props);
    this.wake = wakeFunction(this, props);
    const definitions = configRules(props.rules, { mode: props.mode, prefix: CONFIG_RULE_PREFIX });
    for (let start = 0; start < definitions.length; start += RULES_A_STACK) {
      const stack = new NestedStack(this, `Rules${start / RULES_A_STACK + 1}`, {
        description: 'Assay: custom rules of AWS Config',
      });
      for (const each of definitions.slice(start, start + RULES_A_STACK)) this.addRule(stack, each);
      // AWS Config refuses a rule whose function it may not invoke.
      stack.node.addDependency(this.evaluate.lambda);
    }
  }

  private addRule(stack: NestedStack, definition: ConfigRuleDefinition): CfnConfigRule {
    const { name, description, inputParameters, scopeTypes, changeTriggered, periodic } = definition;
    const messages = changeTriggered
      ? ['ConfigurationItemChangeNotification', 'OversizedConfigurationItemChangeNotification']
      : [];
    return new CfnConfigRule(stack, name, {
      configRuleName: name,
      description,
      inputParameters,
      ...(scopeTypes.length > 0 && { scope: { complianceResourceTypes: [...scopeTypes] } }),
      source: {
        owner: 'CUSTOM_LAMBDA',
        sourceIdentifier: this.evaluate.lambda.functionArn,
        sourceDetails: [
          ...messages.map((messageType) => ({ eventSource: 'aws.config', messageType })),
          {
            eventSource: 'aws.config',
            messageType: 'ScheduledNotification',
            maximumExecutionFrequency: periodic,
          },
        ],
      },
    });
  }
}

function evaluateFunction(
  scope: Construct,
  { operations, posture, feed }: ConfigRulesProps,
): ComplianceFunction {
  const fn = new ComplianceFunction(scope, 'Evaluate', {
    operations,
    entry: 'evaluate-config-rule',
    description: 'Assay: answers every custom rule of AWS Config',
    reserved: 5,
    timeout: Duration.minutes(5),
  });
  posture.grant(fn, {
    actions: ['BatchGetItem', 'DeleteItem', 'GetItem', 'PutItem', 'Query'],
    indexes: ['byType'],
  });
  feed.changes.grantSend(fn, 'CHANGES_QUEUE_URL');
  fn.allow({ actions: ['config:GetResourceConfigHistory', 'config:PutEvaluations'], resources: ['*'] });
  acknowledge(fn, {
    'AwsSolutions-IAM5[Resource::*]':
      'IAM binds neither action to a resource; PutEvaluations takes only the token of an invocation by AWS Config',
  });
  // One permission for all rules: a policy of a function holds 20 kB, and a statement for each rule would not fit.
  fn.lambda.addPermission('Config', {
    principal: new ServicePrincipal('config.amazonaws.com'),
    sourceAccount: Stack.of(scope).account,
  });
  return fn;
}

function wakeFunction(
  scope: Construct,
  { operations, posture, bus, mode }: ConfigRulesProps,
): ComplianceFunction {
  const timeout = Duration.seconds(30);
  const fn = new ComplianceFunction(scope, 'Wake', {
    operations,
    entry: 'wake-config-rules',
    description: 'Assay: makes AWS Config ask for verdicts that have changed',
    reserved: 3,
    timeout,
  });
  const rules = Stack.of(scope).formatArn({ service: 'config', resource: 'config-rule', resourceName: '*' });
  posture.grant(fn, { actions: ['DeleteItem', 'PutItem', 'Query', 'UpdateItem'] });
  fn.allow({ actions: ['config:StartConfigRulesEvaluation'], resources: [rules] });
  fn.allow({ actions: ['config:DescribeConfigRules'], resources: ['*'] });
  acknowledgeWildcards(
    fn,
    [rules],
    'AWS Config makes up the ids of rules; it can start them, and nothing else',
  );
  acknowledge(fn, { 'AwsSolutions-IAM5[Resource::*]': 'IAM binds DescribeConfigRules to no resource' });
  fn.set('CONFIG_RULE_MODE', mode);
  fn.set('CONFIG_RULE_PREFIX', CONFIG_RULE_PREFIX);
  const queue = new WorkQueue(scope, 'Changed', {
    operations,
    timeout,
    carries: 'A changed verdict for AWS Config',
  });
  bus.onTransition('ToConfig', [queueTarget(queue)]);
  queue.feed(fn, { batchSize: 100, window: Duration.seconds(20), concurrency: 2 });
  invokeOnSchedule(fn, Schedule.rate(Duration.minutes(1)));
  return fn;
}
