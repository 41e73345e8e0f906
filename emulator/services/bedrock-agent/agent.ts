import type { Agent } from '@aws-sdk/client-bedrock-agent';
import { AwsError, conflict, resourceNotFound } from '../../errors.ts';
import { restPage } from '../../pages.ts';
import type { Call, Operations } from '../../service.ts';
import { createTable } from '../../table.ts';
import { tags } from '../bedrock/_shared.ts';

type StoredAgent = Agent & { agentId: string; agentArn: string };

const agents = createTable<StoredAgent>();

const SECONDS = 1000;

export const agent = {
  CreateAgent(input, call) {
    const { agentName, clientToken: _token, tags: given, agentResourceRoleArn, ...rest } = input;
    freeName(call, agentName, undefined);
    const agentId = call.world.ids.upper(10);
    const agentArn = call.arn(`agent/${agentId}`);
    const begun: StoredAgent = {
      // https://docs.aws.amazon.com/bedrock/latest/APIReference/API_agent_CreateAgent.html
      idleSessionTTLInSeconds: 600,
      orchestrationType: 'DEFAULT',
      agentCollaboration: 'DISABLED',
      ...rest,
      ...{ agentId, agentArn, agentName },
      agentVersion: 'DRAFT',
      agentStatus: 'CREATING',
      // The answer must name a role, even where the caller left it for later.
      agentResourceRoleArn: agentResourceRoleArn ?? '',
      createdAt: call.now(),
      updatedAt: call.now(),
    };
    settle(call, begun, 'NOT_PREPARED');
    tags.start(call, agentArn, given ?? {});
    return { agent: begun };
  },

  GetAgent: (input, call) => ({ agent: findAgent(call, input.agentId) }),

  ListAgents(input, call) {
    const { page, nextToken } = restPage(agents.list(call), input);
    return { agentSummaries: page, nextToken };
  },

  UpdateAgent(input, call) {
    const current = findAgent(call, input.agentId);
    freeName(call, input.agentName, input.agentId);
    const { agentId, agentArn, agentVersion, createdAt, preparedAt } = current;
    // What is not named again is gone: an update replaces the whole draft.
    const begun: StoredAgent = {
      idleSessionTTLInSeconds: 600,
      orchestrationType: 'DEFAULT',
      agentCollaboration: 'DISABLED',
      ...input,
      ...{ agentId, agentArn, agentVersion, createdAt, preparedAt },
      agentStatus: 'UPDATING',
      updatedAt: call.now(),
    };
    settle(call, begun, 'NOT_PREPARED');
    return { agent: begun };
  },

  PrepareAgent(input, call) {
    const current = findAgent(call, input.agentId);
    // https://docs.aws.amazon.com/bedrock/latest/userguide/agents-test.html
    if (!current.instruction || !current.foundationModel) {
      throw new AwsError(
        'ValidationException',
        'An agent without instruction and foundation model cannot be prepared.',
      );
    }
    const preparedAt = call.now();
    settle(call, { ...current, agentStatus: 'PREPARING', preparedAt }, 'PREPARED');
    return { agentId: input.agentId, agentStatus: 'PREPARING' as const, agentVersion: 'DRAFT', preparedAt };
  },

  DeleteAgent(input, call) {
    const current = findAgent(call, input.agentId);
    const leaving: StoredAgent = { ...current, agentStatus: 'DELETING', updatedAt: call.now() };
    agents.put(call, input.agentId, leaving, { afterMs: 10 * SECONDS, become: () => undefined });
    tags.end(call, current.agentArn);
    return { agentId: input.agentId, agentStatus: 'DELETING' as const };
  },
} satisfies Operations<typeof import('@aws-sdk/client-bedrock-agent')>;

function settle(call: Call, begun: StoredAgent, agentStatus: 'NOT_PREPARED' | 'PREPARED'): void {
  agents.put(call, begun.agentId, begun, {
    afterMs: 10 * SECONDS,
    become: (at) => ({ ...begun, agentStatus, updatedAt: at }),
  });
}

export function findAgent(call: Call, agentId: string): StoredAgent {
  const found = agents.get(call, agentId);
  if (found === undefined)
    throw resourceNotFound(`Failed to retrieve resource because it doesn't exist: agent ${agentId}`);
  return found;
}

function freeName(call: Call, name: string, ownId: string | undefined): void {
  const taken = agents.list(call).find(({ agentName, agentId }) => agentName === name && agentId !== ownId);
  if (taken !== undefined) throw conflict(`Could not create Agent: an agent named ${name} already exists.`);
}
