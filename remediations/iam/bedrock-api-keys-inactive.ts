import { BEDROCK_KEY_CALLS, deactivated, readCredentials } from '../_families/bedrock-keys.ts';
import { defineRemediation } from '../remediation.ts';

export default defineRemediation({
  id: 'iam-bedrock-api-keys-inactive',
  title: 'Deactivate the long-term Bedrock API keys of the user',
  resourceType: 'AWS::IAM::User',
  repairs: ['bedrock-api-key-no-long-term'],
  risk: 'disruptive',
  breaks:
    'Whatever calls Bedrock with one of these keys is denied at once. Give it short-term keys or a role first. The keys stay, ' +
    'and can be made active again.',
  ...BEDROCK_KEY_CALLS,

  read: ({ id }, ask) => readCredentials(id, ask),

  plan: ({ resource: { id }, before }) => deactivated(id, before),
});
