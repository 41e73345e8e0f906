import { type Policy, parsePolicy } from './policy.ts';

/**
 * AWS managed policies whose name says enough, reduced to the statements that our questions are about.
 * https://docs.aws.amazon.com/aws-managed-policy/latest/reference/policy-list.html
 */
const KNOWN: Readonly<Record<string, object>> = {
  AdministratorAccess: { Effect: 'Allow', Action: '*', Resource: '*' },
  PowerUserAccess: {
    Effect: 'Allow',
    NotAction: ['iam:*', 'organizations:*', 'account:*'],
    Resource: '*',
  },
  IAMFullAccess: { Effect: 'Allow', Action: 'iam:*', Resource: '*' },
};

/** `arn:aws:iam::aws:policy/service-role/X`, in any partition and in a template's `arn:${AWS::Partition}:…`. */
const AWS_MANAGED = /^arn:[^:]*(?:\$\{[^}]*\})?:iam::aws:policy\/(?:.*\/)?([^/]+)$/;

/** The name of an AWS managed policy, undefined if the text is no such policy's ARN. */
export function awsManagedPolicyName(arn: string): string | undefined {
  return AWS_MANAGED.exec(arn)?.[1];
}

/** What is known of an AWS managed policy by its name, under `path`; undefined where the name does not say enough. */
export function policyKnownByName(arn: string, path: string): Policy | undefined {
  const name = awsManagedPolicyName(arn);
  const statement = name !== undefined && Object.hasOwn(KNOWN, name) ? KNOWN[name] : undefined;
  if (statement === undefined) return undefined;
  return parsePolicy({ Statement: statement }, path).map((read) =>
    'value' in read ? { value: { ...read.value, path, policyArn: arn } } : read,
  );
}
