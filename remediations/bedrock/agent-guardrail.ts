import { change, defineRemediation, draft, notYet, refuse } from '../remediation.ts';
import { notSettled, readAgent, replacing } from './_agent.ts';

export default defineRemediation({
  id: 'bedrock-agent-guardrail',
  title: 'Give the agent the guardrail that the settings name',
  resourceType: 'AWS::Bedrock::Agent',
  repairs: ['bedrock-agent-guardrail'],
  risk: 'disruptive',
  breaks:
    'The draft refuses and masks what the guardrail says, and each turn costs and takes a little more. The agent’s role ' +
    'needs bedrock:ApplyGuardrail. Versions that aliases point to stay without until a new one is published.',
  permissions: ['bedrock:GetAgent', 'bedrock:PrepareAgent', 'bedrock:UpdateAgent'],
  implied: { 'iam:PassRole': 'bedrock:UpdateAgent names the agent’s role again' },
  references: ['https://docs.aws.amazon.com/bedrock/latest/userguide/agents-guardrail.html'],

  read: ({ id }, ask) => readAgent(id, ask),

  plan({ resource: { id }, before, options: { guardrail } }) {
    const waiting = notSettled(before);
    if (waiting !== undefined) return notYet(waiting);
    if (guardrail === undefined) return refuse('the settings name no guardrail for this Region');
    const value = { guardrailIdentifier: guardrail.identifier, guardrailVersion: guardrail.version };
    const has = Object(before['guardrailConfiguration']);
    return draft(
      [
        change(
          'GuardrailConfiguration.GuardrailIdentifier',
          Reflect.get(has, 'guardrailIdentifier'),
          guardrail.identifier,
        ),
        change(
          'GuardrailConfiguration.GuardrailVersion',
          Reflect.get(has, 'guardrailVersion'),
          guardrail.version,
        ),
      ],
      replacing(id, before, { member: 'guardrailConfiguration', value }),
    );
  },
});
