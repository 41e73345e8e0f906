import {
  BedrockAgentCoreControlClient,
  CreateMemoryCommand,
  type CreateMemoryInput,
} from '@aws-sdk/client-bedrock-agentcore-control';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Emulated } from '../../../emulator/index.ts';
import remediation from '../../../remediations/agentcore/memory-event-expiry.ts';
import { itPutsRight, refOf } from '../kit.ts';

const memory = (asked: Partial<CreateMemoryInput>) => async (door: Emulated) => {
  const made = await door
    .client(BedrockAgentCoreControlClient)
    .send(new CreateMemoryCommand({ name: 'talks', eventExpiryDuration: 30, ...asked }));
  return refOf('AWS::BedrockAgentCore::Memory', made.memory?.id ?? '', made.memory?.arn);
};

const short = {
  name: 'a memory that keeps events for three days',
  rule: 'agentcore-memory-event-expiry',
  make: memory({ eventExpiryDuration: 3 }),
  alsoChanges: ['UpdatedAt'],
} as const;

const long = {
  ...short,
  name: 'one that keeps them for ten years',
  make: memory({ eventExpiryDuration: 3650 }),
};

const anySettings = fc.record(
  {
    description: fc.string({ minLength: 1, maxLength: 20 }),
    memoryExecutionRoleArn: fc.constant('arn:aws:iam::111122223333:role/Memory'),
    memoryStrategies: fc.constant([
      { semanticMemoryStrategy: { name: 'facts', namespaces: ['/facts/{actorId}'] } },
    ]),
    indexedKeys: fc.constant([{ key: 'topic', type: 'STRING' as const }]),
  },
  { requiredKeys: [] },
) as fc.Arbitrary<Partial<CreateMemoryInput>>;

itPutsRight(remediation, [short, long], {
  anyScene: fc
    .tuple(anySettings, fc.oneof(fc.integer({ min: 3, max: 6 }), fc.integer({ min: 366, max: 3650 })))
    .map(([each, eventExpiryDuration]) => ({
      ...short,
      make: memory({ ...each, eventExpiryDuration }),
    })),
});

describe('a memory', () => {
  const resource = {
    ...refOf('AWS::BedrockAgentCore::Memory', 'talks'),
    source: 'live',
    properties: {},
  } as const;
  const options = { kmsKeyArn: undefined, tags: {} };
  const plan = (before: { status: string; eventExpiryDuration: number }, expected: string) =>
    remediation.plan({
      ...{ resource, before, options, rule: short.rule },
      observations: [{ path: 'EventExpiryDuration', expected, actual: before.eventExpiryDuration }],
    });

  it('in motion is left alone', () => {
    expect(plan({ status: 'UPDATING', eventExpiryDuration: 3 }, 'at least 7')).toEqual({
      refused: 'the memory is UPDATING; wait until it is ACTIVE',
      isPassing: true,
    });
  });

  it('is refused what AWS does not take', () => {
    expect(plan({ status: 'ACTIVE', eventExpiryDuration: 3 }, 'at most 2')).toEqual({
      refused: 'the limit is 2 days, and AgentCore takes 3 to 3650',
    });
    expect(plan({ status: 'ACTIVE', eventExpiryDuration: 3 }, 'at least 3651')).toEqual({
      refused: 'the limit is 3651 days, and AgentCore takes 3 to 3650',
    });
    expect(plan({ status: 'ACTIVE', eventExpiryDuration: 5 }, 'at most 3')).toMatchObject({
      changes: [{ after: 3 }],
    });
    expect(plan({ status: 'ACTIVE', eventExpiryDuration: 5 }, 'at least 3650')).toMatchObject({
      changes: [{ after: 3650 }],
    });
  });
});
