import type {
  Agent,
  GetAgentCommandInput,
  PrepareAgentCommandInput,
  UpdateAgentCommandInput,
} from '@aws-sdk/client-bedrock-agent';
import type { Json, JsonObject } from '../../resources/resource.ts';
import { type Ask, answers, apiCall, type Condition, type Step } from '../remediation.ts';

/** UpdateAgent replaces the whole draft: what is not written again is gone. */
const MEMBERS = [
  'agentCollaboration',
  'agentName',
  'agentResourceRoleArn',
  'customOrchestration',
  'customerEncryptionKeyArn',
  'description',
  'foundationModel',
  'guardrailConfiguration',
  'idleSessionTTLInSeconds',
  'instruction',
  'memoryConfiguration',
  'orchestrationType',
  'promptOverrideConfiguration',
] as const satisfies readonly (keyof Agent)[];

/** The draft as the API tells it, and whether it is prepared. */
export async function readAgent(id: string, ask: Ask): Promise<JsonObject> {
  const agent: object = Object((await ask(getAgent(id)))['agent']);
  return Object.fromEntries(
    ['agentStatus', ...MEMBERS].map((member) => [member, Reflect.get(agent, member)]),
  );
}

/** Why an agent is left alone for now; undefined where nothing is in the way. */
export const notSettled = ({ agentStatus }: JsonObject): string | undefined =>
  agentStatus === 'PREPARED' || agentStatus === 'NOT_PREPARED'
    ? undefined
    : `the agent is ${String(agentStatus)}; wait until it is PREPARED or NOT_PREPARED`;

/**
 * Replaces the draft by one with another value of `member`, and prepares it if it was prepared. Preparing is asked for
 * before as well: undone last, it brings back an agent that is prepared with what it had.
 */
export function replacing(
  id: string,
  before: JsonObject,
  { member, value }: { member: (typeof MEMBERS)[number]; value: Json },
): readonly [Step, ...Step[]] {
  const update: Step = {
    ...writing(id, { ...before, [member]: value }, member),
    undo: writing(id, before, member),
  };
  const prepare = preparing(id);
  return before['agentStatus'] === 'PREPARED'
    ? [{ ...prepare, undo: prepare }, update, { ...prepare, undo: null }]
    : [update];
}

function writing(agentId: string, state: JsonObject, member: string) {
  const draft = Object.fromEntries(
    MEMBERS.flatMap((name) =>
      state[name] === undefined || state[name] === null ? [] : [[name, state[name]]],
    ),
  );
  return {
    call: apiCall<UpdateAgentCommandInput>('bedrock-agent', 'UpdateAgent', {
      agentId,
      ...(draft as unknown as Omit<UpdateAgentCommandInput, 'agentId'>),
    }),
    until: {
      ...settled(agentId, ['PREPARED', 'NOT_PREPARED']),
      expect: {
        'agent.agentStatus': ['PREPARED', 'NOT_PREPARED'],
        [`agent.${member}`]: [state[member] ?? null],
      },
    },
  };
}

const preparing = (agentId: string) => ({
  call: apiCall<PrepareAgentCommandInput>('bedrock-agent', 'PrepareAgent', { agentId }),
  until: settled(agentId, ['PREPARED']),
});

const settled = (agentId: string, statuses: readonly string[]): Condition => ({
  ...answers(getAgent(agentId), { 'agent.agentStatus': statuses }),
  never: { 'agent.agentStatus': ['FAILED', 'DELETING'] },
});

const getAgent = (agentId: string) => apiCall<GetAgentCommandInput>('bedrock-agent', 'GetAgent', { agentId });
