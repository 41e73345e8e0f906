import type {
  AttachRolePolicyCommandInput,
  DetachRolePolicyCommandInput,
  ListAttachedRolePoliciesCommandInput,
} from '@aws-sdk/client-iam';
import type { Json } from '../../resources/resource.ts';
import {
  type Ask,
  answers,
  apiCall,
  change,
  type Draft,
  draft,
  type Refusal,
  refuse,
  type Step,
} from '../remediation.ts';

export const ATTACHED_POLICY_CALLS = {
  permissions: ['iam:AttachRolePolicy', 'iam:DetachRolePolicy', 'iam:ListAttachedRolePolicies'],
  references: ['https://docs.aws.amazon.com/IAM/latest/APIReference/API_DetachRolePolicy.html'],
} as const;

/** ARNs of the managed policies of a role; IAM gives no order of its own: nothing may seem another for being elsewhere. */
export async function readAttached(
  role: string,
  ask: Ask,
): Promise<{ readonly policies: readonly string[] }> {
  return { policies: arnsIn((await ask(list(role)))['AttachedPolicies']).toSorted() };
}

/** Takes these off the role, and leaves all others. */
export function detached(
  role: string,
  attached: readonly string[],
  named: readonly string[],
): Draft | Refusal {
  const doomed = named.filter((arn) => attached.includes(arn));
  const [first, ...others] = doomed.map((arn) => detaching(role, arn));
  if (!first) return refuse('none of them is attached any more');
  const kept = attached.filter((arn) => !doomed.includes(arn));
  return draft([change('ManagedPolicyArns', attached, kept)], [first, ...others]);
}

const arnsIn = (policies: Json | undefined): readonly string[] =>
  (Array.isArray(policies) ? policies : []).map((policy) => String(Reflect.get(Object(policy), 'PolicyArn')));

const list = (RoleName: string) =>
  apiCall<ListAttachedRolePoliciesCommandInput>('iam', 'ListAttachedRolePolicies', { RoleName });

function detaching(RoleName: string, PolicyArn: string): Step {
  const element = { AttachedPolicies: { PolicyArn } };
  return {
    call: apiCall<DetachRolePolicyCommandInput>('iam', 'DetachRolePolicy', { RoleName, PolicyArn }),
    until: { ...answers(list(RoleName), {}), excludes: element },
    undo: {
      call: apiCall<AttachRolePolicyCommandInput>('iam', 'AttachRolePolicy', { RoleName, PolicyArn }),
      until: { ...answers(list(RoleName), {}), includes: element },
    },
  };
}
