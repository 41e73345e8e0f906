import fc from 'fast-check';
import remediation from '../../../remediations/bedrock/guardrail-policies.ts';
import { itPutsRight } from '../kit.ts';
import { anySettings, guardrail } from './guardrail.ts';

const scenes = [
  {
    name: 'without a filter against attacks',
    rule: 'bedrock-guardrail-prompt-attack-high',
    make: guardrail(),
  },
  {
    name: 'with a weak filter against attacks',
    rule: 'bedrock-guardrail-prompt-attack-high',
    make: guardrail({
      contentPolicyConfig: {
        filtersConfig: [
          { type: 'HATE', inputStrength: 'LOW', outputStrength: 'LOW' },
          { type: 'PROMPT_ATTACK', inputStrength: 'LOW', outputStrength: 'NONE' },
        ],
      },
    }),
  },
  {
    name: 'with some filters against harm',
    rule: 'bedrock-guardrail-harmful-content-filters',
    make: guardrail({
      contentPolicyConfig: {
        filtersConfig: [
          { type: 'HATE', inputStrength: 'MEDIUM', outputStrength: 'MEDIUM' },
          { type: 'SEXUAL', inputStrength: 'HIGH', outputStrength: 'HIGH', outputAction: 'NONE' },
        ],
      },
    }),
  },
  { name: 'without grounding', rule: 'bedrock-guardrail-contextual-grounding', make: guardrail() },
  { name: 'without any filter of personal data', rule: 'bedrock-guardrail-pii-filter', make: guardrail() },
] as const;

const anyScene = fc
  .record({ scene: fc.constantFrom(...scenes), settings: anySettings })
  .map(({ scene, settings }) => ({ ...scene, make: guardrail(settings) }));

itPutsRight(remediation, scenes, { anyScene });
