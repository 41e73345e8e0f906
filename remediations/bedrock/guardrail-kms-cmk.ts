import { change, defineRemediation, draft, notYet, refuse } from '../remediation.ts';
import { notReady, readGuardrail, replacing } from './_guardrail.ts';

export default defineRemediation({
  id: 'bedrock-guardrail-kms-cmk',
  title: 'Encrypt the guardrail with your own key',
  resourceType: 'AWS::Bedrock::Guardrail',
  repairs: ['bedrock-guardrail-kms-cmk'],
  risk: 'disruptive',
  breaks:
    'Whoever applies or edits the guardrail needs kms:Decrypt on the key, and its policy must let Bedrock use it: without, ' +
    'calls through the guardrail are denied. Published versions keep the key that they were made with.',
  permissions: ['bedrock:GetGuardrail', 'bedrock:UpdateGuardrail'],
  references: ['https://docs.aws.amazon.com/bedrock/latest/userguide/guardrails-permissions-kms.html'],

  read: ({ id }, ask) => readGuardrail(id, ask),

  plan({ resource: { id }, before, options: { kmsKeyArn } }) {
    if (kmsKeyArn === undefined) return refuse('the settings name no KMS key for this Region');
    const waiting = notReady(before);
    if (waiting !== undefined) return notYet(waiting);
    return draft(
      [change('KmsKeyArn', before['kmsKeyArn'], kmsKeyArn)],
      [replacing(id, before, { changed: { kmsKeyArn }, paths: ['kmsKeyArn'] })],
    );
  },
});
