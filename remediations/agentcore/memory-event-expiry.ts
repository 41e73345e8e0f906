import type {
  GetMemoryCommandInput,
  UpdateMemoryCommandInput,
} from '@aws-sdk/client-bedrock-agentcore-control';
import { apiCall, change, defineRemediation, draft, notYet, refuse } from '../remediation.ts';

/** Days that the API takes, as its service model has them; the text of its page says 7 to 365. */
const LEAST = 3;
const MOST = 3650;

export default defineRemediation({
  id: 'agentcore-memory-event-expiry',
  title: 'Keep new events of the memory as long as is asked for',
  resourceType: 'AWS::BedrockAgentCore::Memory',
  repairs: ['agentcore-memory-event-expiry'],
  risk: 'safe',
  breaks:
    'Events that are written from now on expire after the new number of days; those that are there keep theirs.',
  permissions: ['bedrock-agentcore:GetMemory', 'bedrock-agentcore:UpdateMemory'],
  references: [
    'https://docs.aws.amazon.com/bedrock-agentcore-control/latest/APIReference/API_UpdateMemory.html',
    // That it is applied to each event as it is written.
    'https://docs.aws.amazon.com/bedrock-agentcore/latest/devguide/memory-create-a-memory-store.html',
  ],

  async read({ id }, ask) {
    const { memory } = await ask(get(id));
    const { status, eventExpiryDuration } = Object(memory);
    return { status, eventExpiryDuration };
  },

  plan({ resource: { id }, before: { status, eventExpiryDuration }, observations }) {
    if (status !== 'ACTIVE') return notYet(`the memory is ${String(status)}; wait until it is ACTIVE`);
    const [, bound] = /^at (?:least|most) (\d+)$/.exec(String(observations[0]?.expected)) ?? [];
    if (bound === undefined || typeof eventExpiryDuration !== 'number') return refuse('it is so already');
    const days = Number(bound);
    if (days < LEAST || days > MOST) {
      return refuse(`the limit is ${days} days, and AgentCore takes ${LEAST} to ${MOST}`);
    }
    return draft(
      [change('EventExpiryDuration', eventExpiryDuration, days)],
      [{ ...lasting(id, days), undo: lasting(id, eventExpiryDuration) }],
    );
  },
});

const get = (memoryId: string) =>
  apiCall<GetMemoryCommandInput>('bedrock-agentcore-control', 'GetMemory', { memoryId });

/** What an update does not name stays as it is. */
const lasting = (memoryId: string, eventExpiryDuration: number) => ({
  call: apiCall<UpdateMemoryCommandInput>('bedrock-agentcore-control', 'UpdateMemory', {
    memoryId,
    eventExpiryDuration,
  }),
  until: {
    call: get(memoryId),
    expect: { 'memory.status': ['ACTIVE'], 'memory.eventExpiryDuration': [eventExpiryDuration] },
    never: { 'memory.status': ['FAILED', 'DELETING'] },
  },
});
