import type {
  AttachRolePolicyCommandInput,
  DetachRolePolicyCommandInput,
  ListAttachedRolePoliciesCommandInput,
} from '@aws-sdk/client-iam';
import type { Json } from '../../resources/resource.ts';
import { answers, apiCall, change, defineRemediation, draft, refuse, type Step } from '../remediation.ts';

export default defineRemediation({
  id: 'iam-full-access-policies-detached',
  title: 'Detach the FullAccess policies of AI services from the role',
  resourceType: 'AWS::IAM::Role',
  repairs: ['ai-full-access-policies-not-attached'],
  risk: 'disruptive',
  breaks:
    'Whatever uses the role loses what only these policies allow, at once and for sessions that are running. Give it a ' +
    'policy with the actions that it needs first; the last-accessed page of the role shows them.',
  permissions: ['iam:AttachRolePolicy', 'iam:DetachRolePolicy', 'iam:ListAttachedRolePolicies'],
  references: ['https://docs.aws.amazon.com/IAM/latest/APIReference/API_DetachRolePolicy.html'],

  async read({ id }, ask) {
    // IAM gives no order of its own: nothing may seem another for being elsewhere.
    return { policies: arnsIn((await ask(list(id)))['AttachedPolicies']).toSorted() };
  },

  plan({ resource: { id }, before, observations }) {
    const attached = before['policies'] as readonly string[];
    const doomed = observations.map(({ actual }) => String(actual)).filter((arn) => attached.includes(arn));
    const [first, ...others] = doomed.map((arn) => detaching(id, arn));
    if (!first) return refuse('none of them is attached any more');
    const kept = attached.filter((arn) => !doomed.includes(arn));
    return draft([change('ManagedPolicyArns', attached, kept)], [first, ...others]);
  },
});

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
