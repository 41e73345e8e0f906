import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { remediationPermissions } from './remediation-permissions.generated.ts';

/** Where it may change something. */
export interface RemediationScope {
  readonly partition: string;
  readonly account: string;
}

/** Services that remediated resources hand their roles to. */
const PASSED_TO = ['bedrock.amazonaws.com', 'bedrock-agentcore.amazonaws.com', 'sagemaker.amazonaws.com'];

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
    if (action === 'iam:PassRole') return action;
    return arns.includes('*') ? '*' : (action.split(':')[0] ?? '');
  });
  return [...groups].map(([group, permissions]) => {
    const arns = permissions.flatMap(([, each]) => each.arns);
    return new PolicyStatement({
      actions: permissions.map(([action]) => action),
      resources: [...new Set(arns.map((arn) => placed(arn, { partition, account })))].toSorted(),
      ...(group === 'iam:PassRole' && { conditions: { StringEquals: { 'iam:PassedToService': PASSED_TO } } }),
    });
  });
}

const placed = (arn: string, { partition, account }: RemediationScope): string =>
  arn
    .replace('${Partition}', partition)
    .replace('${Account}', account)
    .replaceAll(/\$\{\w+\}/g, '*');
