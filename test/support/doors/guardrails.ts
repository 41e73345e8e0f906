import { BedrockClient, CreateGuardrailCommand, type CreateGuardrailRequest } from '@aws-sdk/client-bedrock';
import type { Status } from '../../../engine/verdict.ts';
import type { EmulatedAws } from '../../adapters/aws/kit.ts';
import type { DoorCase } from './door.ts';
import { KEY } from './key.ts';
import { tagged, untaggedPlan } from './tags.ts';

const bedrock = ({ door }: EmulatedAws) => door.client(BedrockClient);

const PROFILE = 'arn:aws:bedrock:eu-central-1:111122223333:guardrail-profile/eu.guardrail.v1:0';
const CATEGORIES = ['HATE', 'INSULTS', 'SEXUAL', 'VIOLENCE', 'MISCONDUCT'] as const;
const CREDENTIALS = ['AWS_ACCESS_KEY', 'AWS_SECRET_KEY', 'PASSWORD'] as const;
const MESSAGES = { blockedInputMessaging: 'no', blockedOutputsMessaging: 'no' };

const asked: CreateGuardrailRequest = {
  name: 'chat',
  ...MESSAGES,
  kmsKeyId: KEY,
  tags: tagged.camelList,
  contentPolicyConfig: {
    filtersConfig: [
      ...CATEGORIES.map((type) => ({ type, inputStrength: 'HIGH', outputStrength: 'HIGH' }) as const),
      { type: 'PROMPT_ATTACK', inputStrength: 'HIGH', outputStrength: 'NONE' },
    ],
  },
  sensitiveInformationPolicyConfig: {
    piiEntitiesConfig: [
      { type: 'EMAIL', action: 'ANONYMIZE' },
      ...CREDENTIALS.map((type) => ({ type, action: 'BLOCK' }) as const),
    ],
  },
  wordPolicyConfig: { managedWordListsConfig: [{ type: 'PROFANITY' }] },
  contextualGroundingPolicyConfig: {
    filtersConfig: [
      { type: 'GROUNDING', threshold: 0.8 },
      { type: 'RELEVANCE', threshold: 0.8 },
    ],
  },
};

export const guardrailCases: readonly DoorCase[] = [
  {
    name: 'a guardrail with an owner and every filter',
    type: 'AWS::Bedrock::Guardrail',
    make: (emulated) => bedrock(emulated).send(new CreateGuardrailCommand(asked)),
    template: {
      Judged: {
        Type: 'AWS::Bedrock::Guardrail',
        Properties: {
          Name: 'chat',
          BlockedInputMessaging: 'no',
          BlockedOutputsMessaging: 'no',
          KmsKeyArn: KEY,
          Tags: tagged.list,
          ContentPolicyConfig: {
            FiltersConfig: [
              ...CATEGORIES.map((Type) => ({ Type, InputStrength: 'HIGH', OutputStrength: 'HIGH' })),
              { Type: 'PROMPT_ATTACK', InputStrength: 'HIGH', OutputStrength: 'NONE' },
            ],
          },
          SensitiveInformationPolicyConfig: {
            PiiEntitiesConfig: [
              { Type: 'EMAIL', Action: 'ANONYMIZE' },
              ...CREDENTIALS.map((Type) => ({ Type, Action: 'BLOCK' })),
            ],
          },
          WordPolicyConfig: { ManagedWordListsConfig: [{ Type: 'PROFANITY' }] },
          ContextualGroundingPolicyConfig: {
            FiltersConfig: [
              { Type: 'GROUNDING', Threshold: 0.8 },
              { Type: 'RELEVANCE', Threshold: 0.8 },
            ],
          },
        },
      },
    },
    plan: [
      {
        address: 'aws_bedrock_guardrail.judged',
        after: {
          name: 'chat',
          blocked_input_messaging: 'no',
          blocked_outputs_messaging: 'no',
          kms_key_arn: KEY,
          content_policy_config: [
            {
              filters_config: [
                ...CATEGORIES.map((type) => ({ type, input_strength: 'HIGH', output_strength: 'HIGH' })),
                { type: 'PROMPT_ATTACK', input_strength: 'HIGH', output_strength: 'NONE' },
              ],
              tier_config: [],
            },
          ],
          contextual_grounding_policy_config: [
            {
              filters_config: [
                { type: 'GROUNDING', threshold: 0.8 },
                { type: 'RELEVANCE', threshold: 0.8 },
              ],
            },
          ],
          cross_region_config: [],
          sensitive_information_policy_config: [
            {
              pii_entities_config: [
                { type: 'EMAIL', action: 'ANONYMIZE' },
                ...CREDENTIALS.map((type) => ({ type, action: 'BLOCK' })),
              ],
              regexes_config: [],
            },
          ],
          topic_policy_config: [],
          word_policy_config: [{ managed_word_lists_config: [{ type: 'PROFANITY' }], words_config: [] }],
          ...tagged.plan,
        },
        unknown: { created_at: true, description: true, guardrail_arn: true, guardrail_id: true },
      },
    ],
    verdicts: {
      'bedrock-guardrail-contextual-grounding': 'COMPLIANT',
      'bedrock-guardrail-credential-filter': 'COMPLIANT',
      'bedrock-guardrail-harmful-content-filters': 'COMPLIANT',
      'bedrock-guardrail-image-modality': 'NOT_APPLICABLE',
      'bedrock-guardrail-kms-cmk': 'COMPLIANT',
      'bedrock-guardrail-not-detect-only': 'NOT_APPLICABLE',
      'bedrock-guardrail-pii-filter': 'COMPLIANT',
      'bedrock-guardrail-prompt-attack-high': 'COMPLIANT',
      'bedrock-guardrail-standard-tier': 'NON_COMPLIANT',
      'bedrock-guardrail-tagged': 'COMPLIANT',
      'bedrock-guardrail-word-filter': 'COMPLIANT',
    },
  },
  {
    name: 'a guardrail that only knows words',
    type: 'AWS::Bedrock::Guardrail',
    make: (emulated) =>
      bedrock(emulated).send(
        new CreateGuardrailCommand({
          name: 'chat',
          ...MESSAGES,
          wordPolicyConfig: { managedWordListsConfig: [{ type: 'PROFANITY' }] },
        }),
      ),
    template: {
      Judged: {
        Type: 'AWS::Bedrock::Guardrail',
        Properties: {
          Name: 'chat',
          BlockedInputMessaging: 'no',
          BlockedOutputsMessaging: 'no',
          WordPolicyConfig: { ManagedWordListsConfig: [{ Type: 'PROFANITY' }] },
        },
      },
    },
    plan: [
      {
        address: 'aws_bedrock_guardrail.judged',
        after: {
          name: 'chat',
          blocked_input_messaging: 'no',
          blocked_outputs_messaging: 'no',
          kms_key_arn: null,
          content_policy_config: [],
          contextual_grounding_policy_config: [],
          sensitive_information_policy_config: [],
          word_policy_config: [{ managed_word_lists_config: [{ type: 'PROFANITY' }], words_config: [] }],
          ...untaggedPlan,
        },
        unknown: { created_at: true, description: true, guardrail_arn: true, guardrail_id: true },
      },
    ],
    verdicts: {
      'bedrock-guardrail-contextual-grounding': 'NON_COMPLIANT',
      'bedrock-guardrail-credential-filter': 'NON_COMPLIANT',
      'bedrock-guardrail-harmful-content-filters': 'NON_COMPLIANT',
      'bedrock-guardrail-image-modality': 'NOT_APPLICABLE',
      'bedrock-guardrail-kms-cmk': 'NON_COMPLIANT',
      'bedrock-guardrail-not-detect-only': 'NOT_APPLICABLE',
      'bedrock-guardrail-pii-filter': 'NON_COMPLIANT',
      'bedrock-guardrail-prompt-attack-high': 'NON_COMPLIANT',
      'bedrock-guardrail-standard-tier': 'NOT_APPLICABLE',
      'bedrock-guardrail-tagged': 'NON_COMPLIANT',
      'bedrock-guardrail-word-filter': 'COMPLIANT',
    },
  },
  inProduction({ action: 'BLOCK', modalities: ['TEXT', 'IMAGE'], tierName: 'STANDARD' }, 'COMPLIANT'),
  inProduction({ action: 'NONE', modalities: ['TEXT'], tierName: 'CLASSIC' }, 'NON_COMPLIANT'),
];

interface Hate {
  readonly action: 'BLOCK' | 'NONE';
  readonly modalities: ('TEXT' | 'IMAGE')[];
  readonly tierName: 'CLASSIC' | 'STANDARD';
}

/** One filter, in front of a multimodal model in production. */
function inProduction({ action, modalities, tierName }: Hate, status: Status): DoorCase {
  return {
    name: `a guardrail in production, its action ${action}`,
    type: 'AWS::Bedrock::Guardrail',
    make: (emulated) =>
      bedrock(emulated).send(
        new CreateGuardrailCommand({
          name: 'chat',
          ...MESSAGES,
          crossRegionConfig: { guardrailProfileIdentifier: PROFILE },
          contentPolicyConfig: {
            filtersConfig: [
              {
                type: 'HATE',
                ...{ inputStrength: 'HIGH', inputAction: action, inputModalities: modalities },
                ...{ outputStrength: 'HIGH', outputAction: action, outputModalities: modalities },
              },
            ],
            tierConfig: { tierName },
          },
          tags: [
            { key: 'stage', value: 'production' },
            { key: 'modality', value: 'multimodal' },
          ],
        }),
      ),
    template: {
      Judged: {
        Type: 'AWS::Bedrock::Guardrail',
        Properties: {
          Name: 'chat',
          BlockedInputMessaging: 'no',
          BlockedOutputsMessaging: 'no',
          CrossRegionConfig: { GuardrailProfileArn: PROFILE },
          ContentPolicyConfig: {
            FiltersConfig: [
              {
                Type: 'HATE',
                ...{ InputStrength: 'HIGH', InputAction: action, InputModalities: modalities },
                ...{ OutputStrength: 'HIGH', OutputAction: action, OutputModalities: modalities },
              },
            ],
            ContentFiltersTierConfig: { TierName: tierName },
          },
          Tags: [
            { Key: 'stage', Value: 'production' },
            { Key: 'modality', Value: 'multimodal' },
          ],
        },
      },
    },
    plan: [
      {
        address: 'aws_bedrock_guardrail.judged',
        after: {
          name: 'chat',
          blocked_input_messaging: 'no',
          blocked_outputs_messaging: 'no',
          kms_key_arn: null,
          content_policy_config: [
            {
              filters_config: [
                {
                  type: 'HATE',
                  ...{ input_strength: 'HIGH', input_action: action, input_modalities: modalities },
                  ...{ output_strength: 'HIGH', output_action: action, output_modalities: modalities },
                  ...{ input_enabled: null, output_enabled: null },
                },
              ],
              tier_config: [{ tier_name: tierName }],
            },
          ],
          contextual_grounding_policy_config: [],
          cross_region_config: [{ guardrail_profile_identifier: PROFILE }],
          sensitive_information_policy_config: [],
          topic_policy_config: [],
          word_policy_config: [],
          tags: { stage: 'production', modality: 'multimodal' },
          tags_all: { stage: 'production', modality: 'multimodal' },
        },
        unknown: { created_at: true, description: true, guardrail_arn: true, guardrail_id: true },
      },
    ],
    verdicts: {
      'bedrock-guardrail-contextual-grounding': 'NON_COMPLIANT',
      'bedrock-guardrail-credential-filter': 'NON_COMPLIANT',
      'bedrock-guardrail-harmful-content-filters': 'NON_COMPLIANT',
      'bedrock-guardrail-image-modality': status,
      'bedrock-guardrail-kms-cmk': 'NON_COMPLIANT',
      'bedrock-guardrail-not-detect-only': status,
      'bedrock-guardrail-pii-filter': 'NON_COMPLIANT',
      'bedrock-guardrail-prompt-attack-high': 'NON_COMPLIANT',
      'bedrock-guardrail-standard-tier': status,
      'bedrock-guardrail-tagged': 'COMPLIANT',
      'bedrock-guardrail-word-filter': 'NON_COMPLIANT',
    },
  };
}
