import {
  BedrockAgentCoreControlClient,
  CreateMemoryCommand,
} from '@aws-sdk/client-bedrock-agentcore-control';
import { describe, expect, it } from 'vitest';
import reader from '../../../../../adapters/aws/readers/agentcore/memory.ts';
import { answering } from '../../answers.ts';
import { readerContract } from '../../contract.ts';
import { refOf } from '../../kit.ts';

const type = 'AWS::BedrockAgentCore::Memory';

describe(type, () => {
  readerContract({
    reader,
    main: { service: 'bedrock-agentcore-control', operation: 'GetMemory' },
    part: { operation: 'ListTagsForResource', member: 'Tags' },
    missing: refOf(type, 'chat-abcdefghij'),
    async make({ door }) {
      const { memory } = await door.client(BedrockAgentCoreControlClient).send(
        new CreateMemoryCommand({
          name: 'chat',
          eventExpiryDuration: 30,
          encryptionKeyArn: 'arn:aws:kms:eu-central-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab',
          memoryExecutionRoleArn: 'arn:aws:iam::111122223333:role/Memory',
          memoryStrategies: [
            { semanticMemoryStrategy: { name: 'facts', namespaces: ['/facts/{actorId}'] } },
            { summaryMemoryStrategy: { name: 'summary', namespaces: ['/sum/{actorId}/{sessionId}'] } },
          ],
          tags: { team: 'ml' },
        }),
      );
      return refOf(type, memory?.id ?? '');
    },
    properties: {
      Name: 'chat',
      EventExpiryDuration: 30,
      EncryptionKeyArn: 'arn:aws:kms:eu-central-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab',
      MemoryExecutionRoleArn: 'arn:aws:iam::111122223333:role/Memory',
      MemoryStrategies: [
        { SemanticMemoryStrategy: { Name: 'facts', Namespaces: ['/facts/{actorId}'] } },
        { SummaryMemoryStrategy: { Name: 'summary', Namespaces: ['/sum/{actorId}/{sessionId}'] } },
      ],
      Status: 'ACTIVE',
      Tags: { team: 'ml' },
    },
  });

  const strategies = (...given: object[]) =>
    answering(({ operation }) =>
      operation === 'GetMemory' ? { memory: { arn: 'arn', strategies: given } } : {},
    );

  it.each([
    [
      'a custom override, its instructions unwrapped',
      {
        type: 'CUSTOM',
        configuration: {
          type: 'SEMANTIC_OVERRIDE',
          extraction: {
            customExtractionConfiguration: {
              semanticExtractionOverride: { appendToPrompt: 'x', modelId: 'm' },
            },
          },
        },
      },
      { CustomMemoryStrategy: { Configuration: { SemanticOverride: { Extraction: { ModelId: 'm' } } } } },
    ],
    [
      'one managed by the customer, with its bucket',
      {
        type: 'CUSTOM',
        configuration: {
          type: 'SELF_MANAGED',
          selfManagedConfiguration: { invocationConfiguration: { payloadDeliveryBucketName: 'payloads' } },
        },
      },
      {
        CustomMemoryStrategy: {
          Configuration: {
            SelfManagedConfiguration: { InvocationConfiguration: { PayloadDeliveryBucketName: 'payloads' } },
          },
        },
      },
    ],
    [
      'an episodic one, with its reflection',
      {
        type: 'EPISODIC',
        configuration: { reflection: { episodicReflectionConfiguration: { namespaces: ['/e/{actorId}'] } } },
      },
      { EpisodicMemoryStrategy: { ReflectionConfiguration: { Namespaces: ['/e/{actorId}'] } } },
    ],
    ['a kind that nobody knows', { type: 'DREAM' }, { $unknown: 'a memory strategy of the kind DREAM' }],
  ])('nests %s', async (_name, strategy, expected) => {
    expect(await reader.read(refOf(type, 'm'), strategies(strategy))).toMatchObject({
      resource: { properties: { MemoryStrategies: [expected] } },
    });
  });
});
