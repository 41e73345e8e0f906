import type {
  AgentActionGroup,
  AgentCollaborator,
  AgentCollaboratorSummary,
  AgentKnowledgeBase,
} from '@aws-sdk/client-bedrock-agent';
import { conflict, resourceNotFound } from '../../errors.ts';
import { restPage } from '../../pages.ts';
import type { Operations } from '../../service.ts';
import { createTable } from '../../table.ts';
import { findAgent } from './agent.ts';
import { findKnowledgeBase } from './knowledge-base.ts';

// What hangs on an agent: each list is read by calls of its own, GetAgent has none of them.
const groups = createTable<AgentActionGroup & { agentId: string; actionGroupId: string }>();
const bases = createTable<AgentKnowledgeBase>();
const collaborators = createTable<AgentCollaborator & AgentCollaboratorSummary>();

export const agentParts = {
  CreateAgentActionGroup(input, call) {
    const { clientToken: _token, ...given } = input;
    findAgent(call, input.agentId);
    const siblings = ofAgent(groups.list(call), input.agentId);
    if (siblings.some(({ actionGroupName }) => actionGroupName === input.actionGroupName)) {
      throw conflict(`Action group with name ${input.actionGroupName} already exists.`);
    }
    const group = {
      actionGroupState: 'ENABLED' as const,
      ...given,
      actionGroupId: call.world.ids.upper(10),
      createdAt: call.now(),
      updatedAt: call.now(),
    };
    groups.put(call, `${input.agentId}/${group.actionGroupId}`, group);
    return { agentActionGroup: group };
  },

  GetAgentActionGroup(input, call) {
    findAgent(call, input.agentId);
    return {
      agentActionGroup: found(
        groups.get(call, `${input.agentId}/${input.actionGroupId}`),
        'Action group',
        input.actionGroupId,
      ),
    };
  },

  ListAgentActionGroups(input, call) {
    findAgent(call, input.agentId);
    const { page, nextToken } = restPage(ofAgent(groups.list(call), input.agentId), input);
    return { actionGroupSummaries: page, nextToken };
  },

  DeleteAgentActionGroup(input, call) {
    const key = `${input.agentId}/${input.actionGroupId}`;
    found(groups.get(call, key), 'Action group', input.actionGroupId);
    groups.delete(call, key);
    return {};
  },

  AssociateAgentKnowledgeBase(input, call) {
    findAgent(call, input.agentId);
    findKnowledgeBase(call, input.knowledgeBaseId);
    const base: AgentKnowledgeBase = {
      knowledgeBaseState: 'ENABLED',
      ...input,
      createdAt: call.now(),
      updatedAt: call.now(),
    };
    bases.put(call, `${input.agentId}/${input.knowledgeBaseId}`, base);
    return { agentKnowledgeBase: base };
  },

  ListAgentKnowledgeBases(input, call) {
    findAgent(call, input.agentId);
    const { page, nextToken } = restPage(ofAgent(bases.list(call), input.agentId), input);
    return { agentKnowledgeBaseSummaries: page, nextToken };
  },

  DisassociateAgentKnowledgeBase(input, call) {
    const key = `${input.agentId}/${input.knowledgeBaseId}`;
    found(bases.get(call, key), 'Knowledge base', input.knowledgeBaseId);
    bases.delete(call, key);
    return {};
  },

  AssociateAgentCollaborator(input, call) {
    const { clientToken: _token, ...given } = input;
    findAgent(call, input.agentId);
    const collaborator = {
      relayConversationHistory: 'DISABLED' as const,
      ...given,
      collaboratorId: call.world.ids.upper(10),
      createdAt: call.now(),
      lastUpdatedAt: call.now(),
    };
    collaborators.put(call, `${input.agentId}/${collaborator.collaboratorId}`, collaborator);
    return { agentCollaborator: collaborator };
  },

  ListAgentCollaborators(input, call) {
    findAgent(call, input.agentId);
    const { page, nextToken } = restPage(ofAgent(collaborators.list(call), input.agentId), input);
    return { agentCollaboratorSummaries: page, nextToken };
  },
} satisfies Operations<typeof import('@aws-sdk/client-bedrock-agent')>;

const ofAgent = <T extends { agentId: string | undefined }>(all: readonly T[], id: string | undefined): T[] =>
  all.filter(({ agentId }) => agentId === id);

function found<T>(row: T | undefined, kind: string, id: string | undefined): T {
  if (row === undefined) throw resourceNotFound(`${kind} with id ${id} is not found.`);
  return row;
}
