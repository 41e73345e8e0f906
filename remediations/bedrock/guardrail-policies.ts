import type { RuleId } from '../../rules/index.ts';
import { type Asked, defineRemediation, draft, notYet, refuse } from '../remediation.ts';
import { notReady, readGuardrail, replacing, type Shown } from './_guardrail.ts';
import {
  blocked,
  type Correction,
  grounded,
  masked,
  seeing,
  strengthened,
  worded,
} from './_guardrail-filters.ts';

type Correct = (before: Shown, observations: Asked['observations']) => Correction;

const CORRECTIONS: Partial<Record<RuleId, Correct>> = {
  'bedrock-guardrail-contextual-grounding': grounded,
  'bedrock-guardrail-credential-filter': blocked,
  'bedrock-guardrail-harmful-content-filters': strengthened,
  'bedrock-guardrail-image-modality': seeing,
  'bedrock-guardrail-pii-filter': masked,
  'bedrock-guardrail-prompt-attack-high': strengthened,
  'bedrock-guardrail-word-filter': worded,
};

export default defineRemediation({
  id: 'bedrock-guardrail-policies',
  title: 'Add to the guardrail the filters that it lacks, and make weak ones strong',
  resourceType: 'AWS::Bedrock::Guardrail',
  repairs: [
    'bedrock-guardrail-contextual-grounding',
    'bedrock-guardrail-credential-filter',
    'bedrock-guardrail-harmful-content-filters',
    'bedrock-guardrail-image-modality',
    'bedrock-guardrail-pii-filter',
    'bedrock-guardrail-prompt-attack-high',
    'bedrock-guardrail-word-filter',
  ],
  risk: 'disruptive',
  breaks:
    'Applications that use the working draft get more refusals at once, and masked answers where e-mail addresses are ' +
    'anonymised; every filter costs and takes time on each call, and not every Region filters every category in images. Published versions stay as they are: publish a new one, ' +
    'and let the applications use it.',
  permissions: ['bedrock:GetGuardrail', 'bedrock:UpdateGuardrail'],
  references: ['https://docs.aws.amazon.com/bedrock/latest/APIReference/API_UpdateGuardrail.html'],

  read: ({ id }, ask) => readGuardrail(id, ask),

  plan({ resource: { id }, before, rule, observations }) {
    const corrected = CORRECTIONS[rule]?.(before as unknown as Shown, observations);
    if (!corrected) return refuse(`nothing here repairs ${rule}`);
    const waiting = notReady(before);
    if (waiting !== undefined) return notYet(waiting);
    return draft(corrected.changes, [replacing(id, before, corrected)]);
  },
});
