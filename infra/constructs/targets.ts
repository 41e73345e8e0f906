import { Duration, Stack } from 'aws-cdk-lib';
import { type IRuleTarget, Match, Rule, RuleTargetInput, type Schedule } from 'aws-cdk-lib/aws-events';
import { LambdaFunction, SqsQueue } from 'aws-cdk-lib/aws-events-targets';
import type { Construct } from 'constructs';
import type { ComplianceFunction } from './function.ts';
import type { WorkQueue } from './work-queue.ts';

/** As long as EventBridge tries at all. */
const PATIENCE = { maxEventAge: Duration.hours(24), retryAttempts: 185 };

/** What cannot be put into the queue goes to its dead letters. */
export const queueTarget = ({ queue, deadLetters }: WorkQueue, message?: RuleTargetInput): IRuleTarget =>
  new SqsQueue(queue, { ...PATIENCE, deadLetterQueue: deadLetters, ...(message && { message }) });

/** What cannot be handed to the function goes to its dead letters. */
export const functionTarget = (
  { lambda, deadLetters }: ComplianceFunction,
  event?: RuleTargetInput,
): IRuleTarget =>
  new LambdaFunction(lambda, { ...PATIENCE, deadLetterQueue: deadLetters, ...(event && { event }) });

/** Invokes a function again and again. */
export function invokeOnSchedule(fn: ComplianceFunction, schedule: Schedule): Rule {
  const tick = RuleTargetInput.fromObject({ kind: 'schedule' });
  return new Rule(fn, 'Schedule', { schedule, targets: [functionTarget(fn, tick)] });
}

/** Starts something each time that the stack has been created or updated: settings, waivers and rules may be others. */
export function onDeployment(scope: Construct, target: IRuleTarget): Rule {
  return new Rule(scope, 'AfterDeployment', {
    eventPattern: {
      source: Match.exactString('aws.cloudformation'),
      detailType: ['CloudFormation Stack Status Change'],
      detail: {
        'stack-id': [Stack.of(scope).stackId],
        'status-details': { status: ['CREATE_COMPLETE', 'UPDATE_COMPLETE'] },
      },
    },
    targets: [target],
  });
}
