import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { remediationPermissions } from './remediation-permissions.generated.ts';

/** Where it may change something. */
export interface RemediationScope {
  readonly partition: string;
  readonly account: string;
}

/** Services that remediated resources hand their roles to. */
const PASSED_TO = ['bedrock.amazonaws.com', 'bedrock-agentcore.amazonaws.com', 'sagemaker.amazonaws.com'];

/** What binds an action closer than a resource can. */
const CONDITIONS: Readonly<Record<string, Readonly<Record<string, object>>>> = {
  'iam:PassRole': { StringEquals: { 'iam:PassedToService': PASSED_TO } },
  // Taking back a cancelled deletion leaves the longest time there is to cancel it again.
  'kms:ScheduleKeyDeletion': {
    NumericGreaterThanEquals: { 'kms:ScheduleKeyDeletionPendingWindowInDays': '30' },
  },
};

/**
 * The actions of remediations as statements: one a service, of the resources that IAM knows for its actions, and one for
 * those that IAM can bind to no resource. Only reading ones where nothing is to be changed.
 */
export function remediationStatements(
  { partition, account }: RemediationScope,
  { readOnly }: { readonly readOnly: boolean },
): readonly PolicyStatement[] {
  const known = Object.entries(remediationPermissions).filter(([, { reads }]) => reads || !readOnly);
  const groups = Map.groupBy(known, ([action, { arns }]) => {
    if (Object.hasOwn(CONDITIONS, action)) return action;
    return arns.includes('*') ? '*' : (action.split(':')[0] ?? '');
  });
  return [...groups].map(([group, permissions]) => {
    const arns = permissions.flatMap(([, each]) => each.arns);
    return new PolicyStatement({
      actions: permissions.map(([action]) => action),
      resources: [...new Set(arns.map((arn) => placed(arn, { partition, account })))].toSorted(),
      ...(Object.hasOwn(CONDITIONS, group) && { conditions: CONDITIONS[group] }),
    });
  });
}

const placed = (arn: string, { partition, account }: RemediationScope): string =>
  arn
    .replace('${Partition}', partition)
    .replace('${Account}', account)
    .replaceAll(/\$\{\w+\}/g, '*');
