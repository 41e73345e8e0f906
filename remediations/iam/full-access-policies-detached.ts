import { ATTACHED_POLICY_CALLS, detached, readAttached } from '../_families/attached-policies.ts';
import { defineRemediation } from '../remediation.ts';

export default defineRemediation({
  id: 'iam-full-access-policies-detached',
  title: 'Detach the FullAccess policies of AI services from the role',
  resourceType: 'AWS::IAM::Role',
  repairs: ['ai-full-access-policies-not-attached'],
  risk: 'disruptive',
  breaks:
    'Whatever uses the role loses what only these policies allow, at once and for sessions that are running. Give it a ' +
    'policy with the actions that it needs first; the last-accessed page of the role shows them.',
  ...ATTACHED_POLICY_CALLS,

  read: ({ id }, ask) => readAttached(id, ask),

  plan: ({ resource: { id }, before, observations }) =>
    detached(
      id,
      before['policies'] as readonly string[],
      observations.map(({ actual }) => String(actual)),
    ),
});
