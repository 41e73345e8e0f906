import { Stack, Validations } from 'aws-cdk-lib';
import { flattenCfnReference } from 'cdk-nag/lib/utils/flatten-cfn-reference.js';
import type { IConstruct } from 'constructs';

/**
 * Tells cdk-nag why a rule does not apply to a construct and what is inside it.
 * @param reasons rule id → a reason that would convince an auditor
 */
export function acknowledge(construct: IConstruct, reasons: Readonly<Record<string, string>>): void {
  const rules = Object.entries(reasons).map(([id, reason]) => ({ id, reason }));
  Validations.of(construct).acknowledge(...rules);
}

/** The same of the finding that a policy allows more than one resource: cdk-nag wants each by its text. */
export function acknowledgeWildcards(
  construct: IConstruct,
  resources: readonly string[],
  reason: string,
): void {
  const stack = Stack.of(construct);
  for (const resource of resources.filter((each) => each.includes('*'))) {
    const text = flattenCfnReference(stack.resolve(resource));
    acknowledge(construct, { [`AwsSolutions-IAM5[Resource::${text}]`]: reason });
  }
}

/** The rules that fit no stack of this kind; every other acknowledgement stands beside the resource that it excuses. */
export function acknowledgeEverywhere(app: IConstruct): void {
  acknowledge(app, {
    'NIST.800.53.R5-IAMNoInlinePolicy':
      'each policy belongs to one role and lives and dies with it; a managed policy could be attached elsewhere',
    'NIST.800.53.R5-LambdaInsideVPC':
      'the functions talk to public AWS APIs only and listen nowhere; a VPC would add routes out and guard nothing',
    'NIST.800.53.R5-S3BucketReplicationEnabled':
      'locked versions cannot be lost or changed; where a second Region is demanded, replicate the archive into a ' +
      'bucket of another account (docs/deploying.md)',
    'NIST.800.53.R5-DynamoDBInBackupPlan':
      'point-in-time recovery covers 35 days, and the posture table can be made anew from the archive',
  });
}
