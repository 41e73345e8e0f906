import { BedrockClient, CreateGuardrailCommand } from '@aws-sdk/client-bedrock';
import { describe, expect, it } from 'vitest';
import reader from '../../../../../adapters/aws/readers/bedrock/guardrail.ts';
import { readerContract } from '../../contract.ts';
import { type EmulatedAws, emulatedAws, refOf } from '../../kit.ts';

const type = 'AWS::Bedrock::Guardrail';

async function make({ door }: EmulatedAws) {
  const { guardrailId = '' } = await door.client(BedrockClient).send(
    new CreateGuardrailCommand({
      name: 'chat',
      description: 'for the chat',
      blockedInputMessaging: 'no',
      blockedOutputsMessaging: 'no',
      kmsKeyId: 'arn:aws:kms:eu-central-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab',
      contentPolicyConfig: {
        filtersConfig: [{ type: 'PROMPT_ATTACK', inputStrength: 'HIGH', outputStrength: 'NONE' }],
        tierConfig: { tierName: 'STANDARD' },
      },
      crossRegionConfig: { guardrailProfileIdentifier: 'eu.guardrail.v1:0' },
      topicPolicyConfig: {
        topicsConfig: [{ name: 'tax', definition: 'advice about tax', examples: ['how?'], type: 'DENY' }],
      },
      wordPolicyConfig: {
        wordsConfig: [{ text: 'secret' }],
        managedWordListsConfig: [{ type: 'PROFANITY' }],
      },
      sensitiveInformationPolicyConfig: {
        piiEntitiesConfig: [{ type: 'EMAIL', action: 'ANONYMIZE' }],
        regexesConfig: [{ name: 'id', pattern: '\\d+', action: 'BLOCK' }],
      },
      contextualGroundingPolicyConfig: { filtersConfig: [{ type: 'GROUNDING', threshold: 0.8 }] },
      tags: [{ key: 'team', value: 'ml' }],
    }),
  );
  return refOf(type, guardrailId);
}

describe(type, () => {
  readerContract({
    reader,
    main: { service: 'bedrock', operation: 'GetGuardrail' },
    part: { operation: 'ListTagsForResource', member: 'Tags' },
    missing: refOf(type, 'abcdefghijkl'),
    make,
    properties: {
      Name: 'chat',
      Description: 'for the chat',
      Status: 'READY',
      Version: 'DRAFT',
      KmsKeyArn: 'arn:aws:kms:eu-central-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab',
      BlockedInputMessaging: 'no',
      ContentPolicyConfig: {
        FiltersConfig: [{ Type: 'PROMPT_ATTACK', InputStrength: 'HIGH', OutputStrength: 'NONE' }],
        ContentFiltersTierConfig: { TierName: 'STANDARD' },
      },
      TopicPolicyConfig: {
        TopicsConfig: [{ Name: 'tax', Definition: 'advice about tax', Examples: ['how?'], Type: 'DENY' }],
      },
      WordPolicyConfig: {
        WordsConfig: [{ Text: 'secret' }],
        ManagedWordListsConfig: [{ Type: 'PROFANITY' }],
      },
      SensitiveInformationPolicyConfig: {
        PiiEntitiesConfig: [{ Type: 'EMAIL', Action: 'ANONYMIZE' }],
        RegexesConfig: [{ Name: 'id', Pattern: '\\d+', Action: 'BLOCK' }],
      },
      ContextualGroundingPolicyConfig: { FiltersConfig: [{ Type: 'GROUNDING', Threshold: 0.8 }] },
      Tags: [{ Key: 'team', Value: 'ml' }],
    },
  });

  it('is on its way while it is created', async () => {
    const emulated = emulatedAws();
    const ref = await make(emulated);
    expect(await reader.read(ref, emulated.aws)).toMatchObject({ transitional: 'CREATING' });
  });
});
