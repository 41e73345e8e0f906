import { ATTACHED_POLICY_CALLS, detached, readAttached } from '../_families/attached-policies.ts';
import { defineRemediation, refuse } from '../remediation.ts';

/** `arn:aws-cn:iam::aws:policy/AdministratorAccess` */
const AWS_MANAGED = /^arn:[^:]+:iam::aws:policy\//;

export default defineRemediation({
  id: 'ai-execution-role-admin',
  title: 'Detach administrator access from the role',
  resourceType: 'AWS::IAM::Role',
  repairs: ['ai-execution-role-admin'],
  risk: 'disruptive',
  breaks:
    'Whatever uses the role loses all that no other policy of it allows, at once and for sessions that are running. ' +
    'Give it a policy with the actions that it needs first; the last-accessed page of the role shows them.',
  ...ATTACHED_POLICY_CALLS,

  read: ({ id }, ask) => readAttached(id, ask),

  plan({ resource: { id }, before, observations }) {
    const named = observations.map(({ actual }) => String(actual));
    // What is written for this role, or kept by its owner, says besides what the role is for.
    const own = observations.find(({ actual }) => !AWS_MANAGED.test(String(actual)));
    if (own)
      return refuse(`${own.path} is no policy of AWS: which of its permissions are needed is not known`);
    return detached(id, before['policies'] as readonly string[], named);
  },
});
