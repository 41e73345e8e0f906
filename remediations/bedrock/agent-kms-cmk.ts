import { change, defineRemediation, draft, notYet, refuse } from '../remediation.ts';
import { notSettled, readAgent, replacing } from './_agent.ts';

export default defineRemediation({
  id: 'bedrock-agent-kms-cmk',
  title: 'Encrypt the agent with your own key',
  resourceType: 'AWS::Bedrock::Agent',
  repairs: ['bedrock-agent-kms-cmk'],
  risk: 'disruptive',
  breaks:
    'The agent’s role, and whoever edits the agent, need to use the key: without, calls of the draft are denied. Versions ' +
    'that aliases point to keep the key that they were made with until a new one is published.',
  permissions: ['bedrock:GetAgent', 'bedrock:PrepareAgent', 'bedrock:UpdateAgent'],
  implied: { 'iam:PassRole': 'bedrock:UpdateAgent names the agent’s role again' },
  references: ['https://docs.aws.amazon.com/bedrock/latest/APIReference/API_agent_UpdateAgent.html'],

  read: ({ id }, ask) => readAgent(id, ask),

  plan({ resource: { id }, before, options: { kmsKeyArn } }) {
    const waiting = notSettled(before);
    if (waiting !== undefined) return notYet(waiting);
    if (kmsKeyArn === undefined) return refuse('the settings name no KMS key for this Region');
    return draft(
      [change('CustomerEncryptionKeyArn', before['customerEncryptionKeyArn'], kmsKeyArn)],
      replacing(id, before, { member: 'customerEncryptionKeyArn', value: kmsKeyArn }),
    );
  },
});
