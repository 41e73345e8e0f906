import type { CreateGuardrailRequest } from '@aws-sdk/client-bedrock';
import fc from 'fast-check';
import remediation from '../../../remediations/bedrock/guardrail-policies.ts';
import { itPutsRight, type Scene } from '../kit.ts';
import { anySettings, guardrail } from './guardrail.ts';

interface Violation extends Omit<Scene, 'make'> {
  readonly asked: Partial<CreateGuardrailRequest>;
}

const violations: readonly [Violation, ...Violation[]] = [
  { name: 'without a filter against attacks', rule: 'bedrock-guardrail-prompt-attack-high', asked: {} },
  {
    name: 'with a weak filter against attacks',
    rule: 'bedrock-guardrail-prompt-attack-high',
    asked: {
      contentPolicyConfig: {
        filtersConfig: [
          { type: 'HATE', inputStrength: 'LOW', outputStrength: 'LOW' },
          { type: 'PROMPT_ATTACK', inputStrength: 'LOW', outputStrength: 'NONE' },
        ],
      },
    },
  },
  {
    name: 'with some filters against harm',
    rule: 'bedrock-guardrail-harmful-content-filters',
    asked: {
      contentPolicyConfig: {
        filtersConfig: [
          { type: 'HATE', inputStrength: 'MEDIUM', outputStrength: 'MEDIUM' },
          { type: 'SEXUAL', inputStrength: 'HIGH', outputStrength: 'HIGH', outputAction: 'NONE' },
          { type: 'VIOLENCE', inputStrength: 'HIGH', outputStrength: 'HIGH', inputModalities: ['IMAGE'] },
        ],
      },
    },
  },
  { name: 'without grounding', rule: 'bedrock-guardrail-contextual-grounding', asked: {} },
  { name: 'without any filter of personal data', rule: 'bedrock-guardrail-pii-filter', asked: {} },
  { name: 'without a filter of credentials', rule: 'bedrock-guardrail-credential-filter', asked: {} },
  {
    name: 'with credentials that are masked, or seen in prompts only',
    rule: 'bedrock-guardrail-credential-filter',
    asked: {
      sensitiveInformationPolicyConfig: {
        piiEntitiesConfig: [
          { type: 'PASSWORD', action: 'ANONYMIZE' },
          { type: 'EMAIL', action: 'NONE' },
          { type: 'AWS_ACCESS_KEY', action: 'BLOCK', outputEnabled: false },
          { type: 'AWS_SECRET_KEY', action: 'BLOCK' },
        ],
        regexesConfig: [{ name: 'badge', pattern: 'B-[0-9]+', action: 'NONE' }],
      },
    },
  },
  {
    name: 'with words that are only detected',
    rule: 'bedrock-guardrail-word-filter',
    asked: {
      wordPolicyConfig: { wordsConfig: [{ text: 'rival', inputAction: 'NONE', outputAction: 'NONE' }] },
    },
  },
  {
    name: 'with a managed list that is off',
    rule: 'bedrock-guardrail-word-filter',
    asked: {
      wordPolicyConfig: {
        managedWordListsConfig: [{ type: 'PROFANITY', inputEnabled: false, outputEnabled: false }],
      },
    },
  },
  {
    name: 'with filters that look at text only',
    rule: 'bedrock-guardrail-image-modality',
    asked: {
      contentPolicyConfig: {
        filtersConfig: [
          { type: 'HATE', inputStrength: 'LOW', outputStrength: 'LOW' },
          {
            type: 'SEXUAL',
            inputStrength: 'LOW',
            outputStrength: 'LOW',
            inputModalities: ['IMAGE'],
            outputModalities: ['TEXT'],
          },
          {
            type: 'PROMPT_ATTACK',
            inputStrength: 'LOW',
            outputStrength: 'NONE',
            inputModalities: ['TEXT'],
          },
        ],
      },
      tags: [{ key: 'modality', value: 'multimodal' }],
    },
    parameters: { multimodalTags: ['modality=multimodal'] },
  },
];

const sceneOf = ({ asked, ...rest }: Violation, settings: Partial<CreateGuardrailRequest> = {}): Scene => ({
  ...rest,
  make: guardrail({ ...settings, ...asked }),
});

const [first, ...others] = violations;

itPutsRight(remediation, [sceneOf(first), ...others.map((each) => sceneOf(each))], {
  anyScene: fc
    .record({ violation: fc.constantFrom(...violations), settings: anySettings })
    .map(({ violation, settings }) => sceneOf(violation, settings)),
});
