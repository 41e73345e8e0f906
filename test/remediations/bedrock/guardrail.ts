import { BedrockClient, CreateGuardrailCommand, type CreateGuardrailRequest } from '@aws-sdk/client-bedrock';
import fc from 'fast-check';
import type { Emulated } from '../../../emulator/index.ts';
import { refOf } from '../kit.ts';

const MESSAGES = { name: 'chat', blockedInputMessaging: 'no', blockedOutputsMessaging: 'not that' };

export const guardrail =
  (asked: Partial<CreateGuardrailRequest> = {}) =>
  async (door: Emulated) => {
    const { guardrailId = '', guardrailArn } = await door
      .client(BedrockClient)
      .send(new CreateGuardrailCommand({ ...MESSAGES, ...TOPICS, ...asked }));
    return refOf('AWS::Bedrock::Guardrail', guardrailId, guardrailArn);
  };

const TOPICS: Partial<CreateGuardrailRequest> = {
  topicPolicyConfig: { topicsConfig: [{ name: 'law', definition: 'legal advice', type: 'DENY' }] },
};

const strength = fc.constantFrom('LOW', 'MEDIUM', 'HIGH');
const filter = fc.record({
  type: fc.constantFrom('HATE', 'INSULTS', 'SEXUAL', 'VIOLENCE', 'MISCONDUCT'),
  inputStrength: strength,
  outputStrength: strength,
  inputModalities: fc.constantFrom<('TEXT' | 'IMAGE')[]>(['TEXT'], ['TEXT', 'IMAGE']),
  inputAction: fc.constantFrom('BLOCK', 'NONE'),
});

/** A guardrail with anything set that the rules at hand do not judge. */
export const anySettings: fc.Arbitrary<Partial<CreateGuardrailRequest>> = fc.record(
  {
    description: fc.string({ minLength: 1, maxLength: 20 }),
    contentPolicyConfig: fc.record({
      filtersConfig: fc.uniqueArray(filter, { minLength: 1, selector: ({ type }) => type }),
      tierConfig: fc.constantFrom({ tierName: 'CLASSIC' }, { tierName: 'STANDARD' }),
    }),
    wordPolicyConfig: fc.constant({
      wordsConfig: [{ text: 'rival' }],
      managedWordListsConfig: [{ type: 'PROFANITY' }],
    }),
    sensitiveInformationPolicyConfig: fc.constant({
      piiEntitiesConfig: [{ type: 'NAME', action: 'NONE' }],
      regexesConfig: [{ name: 'badge', pattern: 'B-[0-9]+', action: 'NONE' }],
    }),
    contextualGroundingPolicyConfig: fc.constant({ filtersConfig: [{ type: 'GROUNDING', threshold: 0.2 }] }),
    crossRegionConfig: fc.constant({ guardrailProfileIdentifier: 'eu.guardrail.v1:0' }),
  },
  { requiredKeys: [] },
) as fc.Arbitrary<Partial<CreateGuardrailRequest>>;
