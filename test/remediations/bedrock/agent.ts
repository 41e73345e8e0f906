import {
  BedrockAgentClient,
  CreateAgentCommand,
  type CreateAgentRequest,
  PrepareAgentCommand,
} from '@aws-sdk/client-bedrock-agent';
import fc from 'fast-check';
import type { Emulated, World } from '../../../emulator/index.ts';
import { refOf } from '../kit.ts';

const AGENT = {
  agentName: 'claims',
  agentResourceRoleArn: 'arn:aws:iam::111122223333:role/Agent',
  foundationModel: 'amazon.nova-lite-v1:0',
  instruction: 'You answer questions about claims, and nothing else at all.',
};

export const agent =
  (asked: Partial<CreateAgentRequest> = {}, isPrepared = true) =>
  async (door: Emulated, world: World) => {
    const client = door.client(BedrockAgentClient);
    const { agent: made } = await client.send(new CreateAgentCommand({ ...AGENT, ...asked }));
    const agentId = made?.agentId ?? '';
    world.clock.advance(60_000);
    if (isPrepared) await client.send(new PrepareAgentCommand({ agentId }));
    return refOf('AWS::Bedrock::Agent', agentId, made?.agentArn);
  };

/** An agent that has this, and anything else set that the rules at hand do not judge. */
export const anyAgentWith = (asked: Partial<CreateAgentRequest>) =>
  fc
    .record({
      settings: fc.record(
        {
          description: fc.string({ minLength: 1, maxLength: 20 }),
          idleSessionTTLInSeconds: fc.integer({ min: 60, max: 5400 }),
          memoryConfiguration: fc.constant({
            enabledMemoryTypes: ['SESSION_SUMMARY' as const],
            storageDays: 30,
          }),
          agentCollaboration: fc.constantFrom('SUPERVISOR' as const, 'DISABLED' as const),
        },
        { requiredKeys: [] },
      ),
      isPrepared: fc.boolean(),
    })
    .map(({ settings, isPrepared }) =>
      agent({ ...(settings as unknown as Partial<CreateAgentRequest>), ...asked }, isPrepared),
    );

export const anyAgent = anyAgentWith({});

/** Times that every update moves on. */
export const alsoChanges = ['UpdatedAt', 'PreparedAt'];
