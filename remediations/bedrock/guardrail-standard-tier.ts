import { change, defineRemediation, draft, notYet, refuse } from '../remediation.ts';
import { notReady, readGuardrail, replacing, type Shown } from './_guardrail.ts';

const STANDARD = { tierName: 'STANDARD' as const };

export default defineRemediation({
  id: 'bedrock-guardrail-standard-tier',
  title: 'Move the guardrail’s filters and topics to the STANDARD tier',
  resourceType: 'AWS::Bedrock::Guardrail',
  repairs: ['bedrock-guardrail-standard-tier'],
  risk: 'disruptive',
  breaks:
    'The working draft judges by other models: it blocks what it let pass, and the other way round. Published versions ' +
    'stay as they are: publish a new one, and let the applications use it.',
  permissions: ['bedrock:GetGuardrail', 'bedrock:UpdateGuardrail'],
  references: ['https://docs.aws.amazon.com/bedrock/latest/userguide/guardrails-tiers.html'],

  read: ({ id }, ask) => readGuardrail(id, ask),

  plan({ resource: { id }, before }) {
    const waiting = notReady(before);
    if (waiting !== undefined) return notYet(waiting);
    const { contentPolicy, crossRegionDetails, topicPolicy } = before as unknown as Shown;
    if (!crossRegionDetails) {
      return refuse(
        'the STANDARD tier needs a guardrail profile, and through which Regions your data may go is yours to say: set ' +
          'CrossRegionConfig first',
      );
    }
    const changed: Shown = {
      ...(contentPolicy && { contentPolicy: { ...contentPolicy, tier: STANDARD } }),
      ...(topicPolicy && { topicPolicy: { ...topicPolicy, tier: STANDARD } }),
    };
    return draft(
      [
        change(
          'ContentPolicyConfig.ContentFiltersTierConfig.TierName',
          contentPolicy?.tier?.tierName,
          changed.contentPolicy?.tier?.tierName,
        ),
        change(
          'TopicPolicyConfig.TopicsTierConfig.TierName',
          topicPolicy?.tier?.tierName,
          changed.topicPolicy?.tier?.tierName,
        ),
      ],
      [
        replacing(id, before, {
          changed,
          paths: Object.keys(changed).map((policy) => `${policy}.tier.tierName`),
        }),
      ],
    );
  },
});
