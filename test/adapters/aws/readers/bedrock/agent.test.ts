import { BedrockAgentClient, CreateAgentCommand } from '@aws-sdk/client-bedrock-agent';
import { describe, expect, it } from 'vitest';
import reader from '../../../../../adapters/aws/readers/bedrock/agent.ts';
import { emulate } from '../../../../../emulator/plugin.ts';
import { answering, awsError, type Question } from '../../answers.ts';
import { emulatedAws, readOf, refOf } from '../../kit.ts';

const ref = refOf('AWS::Bedrock::Agent', 'AGENT12345');

/** An agent with action groups over two pages; `instead` answers some questions otherwise. */
const agent = (instead: (question: Question) => unknown = () => undefined) =>
  answering((question) => instead(question) ?? answers[question.operation]?.(question.input) ?? {});

const answers: Readonly<Record<string, (input: object) => unknown>> = {
  GetAgent: () => ({
    agent: {
      agentId: 'AGENT12345',
      agentArn: 'arn:aws:bedrock:eu-central-1:111122223333:agent/AGENT12345',
      agentName: 'helper',
      agentStatus: 'PREPARED',
      agentCollaboration: 'SUPERVISOR',
      idleSessionTTLInSeconds: 600,
      customerEncryptionKeyArn:
        'arn:aws:kms:eu-central-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab',
      guardrailConfiguration: { guardrailIdentifier: 'abc', guardrailVersion: 'DRAFT' },
      createdAt: new Date('2026-01-01T00:00:00Z'),
    },
  }),
  ListAgentActionGroups: (input) =>
    'nextToken' in input && input.nextToken
      ? { actionGroupSummaries: [{ actionGroupId: 'CODE' }] }
      : { actionGroupSummaries: [{ actionGroupId: 'LAMBDA' }], nextToken: 'more' },
  GetAgentActionGroup: (input) => ({
    agentActionGroup:
      Reflect.get(input, 'actionGroupId') === 'CODE'
        ? {
            actionGroupName: 'code',
            parentActionSignature: 'AMAZON.CodeInterpreter',
            actionGroupState: 'ENABLED',
          }
        : {
            actionGroupName: 'orders',
            actionGroupState: 'ENABLED',
            actionGroupExecutor: { lambda: 'arn:aws:lambda:eu-central-1:111122223333:function:orders' },
            functionSchema: { functions: [{ name: 'cancel', requireConfirmation: 'ENABLED' }] },
          },
  }),
  ListAgentKnowledgeBases: () => ({
    agentKnowledgeBaseSummaries: [{ knowledgeBaseId: 'KB', knowledgeBaseState: 'ENABLED' }],
  }),
  ListAgentCollaborators: () => ({
    agentCollaboratorSummaries: [{ collaboratorName: 'other', relayConversationHistory: 'TO_COLLABORATOR' }],
  }),
  ListTagsForResource: () => ({ tags: { team: 'ml' } }),
};

describe('AWS::Bedrock::Agent', () => {
  it('is its working draft with all that CloudFormation nests in it', async () => {
    expect(readOf(await reader.read(ref, agent()), reader)).toMatchObject({
      id: 'AGENT12345',
      createdAt: '2026-01-01T00:00:00.000Z',
      properties: {
        AgentName: 'helper',
        AgentStatus: 'PREPARED',
        IdleSessionTTLInSeconds: 600,
        CustomerEncryptionKeyArn:
          'arn:aws:kms:eu-central-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab',
        GuardrailConfiguration: { GuardrailIdentifier: 'abc', GuardrailVersion: 'DRAFT' },
        ActionGroups: [
          {
            ActionGroupName: 'orders',
            ActionGroupExecutor: { Lambda: 'arn:aws:lambda:eu-central-1:111122223333:function:orders' },
            FunctionSchema: { Functions: [{ Name: 'cancel', RequireConfirmation: 'ENABLED' }] },
          },
          { ActionGroupName: 'code', ParentActionGroupSignature: 'AMAZON.CodeInterpreter' },
        ],
        KnowledgeBases: [{ KnowledgeBaseId: 'KB', KnowledgeBaseState: 'ENABLED' }],
        AgentCollaborators: [{ CollaboratorName: 'other', RelayConversationHistory: 'TO_COLLABORATOR' }],
        Tags: { team: 'ml' },
      },
    });
  });

  it.each([
    ['ListAgentActionGroups', 'ActionGroups'],
    ['ListAgentKnowledgeBases', 'KnowledgeBases'],
    ['ListAgentCollaborators', 'AgentCollaborators'],
    ['ListTagsForResource', 'Tags'],
  ])('where %s is denied, %s are unknown and the rest is read', async (denied, member) => {
    const aws = agent(({ operation }) => {
      if (operation === denied) throw awsError('AccessDeniedException', 403);
    });
    expect(await reader.read(ref, aws)).toMatchObject({
      resource: {
        properties: { AgentName: 'helper', [member]: { $unknown: `access denied: bedrock:${denied}` } },
      },
    });
  });

  it('names neither action group whose content is denied', async () => {
    const aws = agent(({ operation }) => {
      if (operation === 'GetAgentActionGroup') throw awsError('AccessDeniedException', 403);
    });
    const unknown = { $unknown: 'access denied: bedrock:GetAgentActionGroup' };
    expect(await reader.read(ref, aws)).toMatchObject({
      resource: { properties: { ActionGroups: [unknown, unknown] } },
    });
  });

  it('does not ask an agent on its own for collaborators', async () => {
    const asked: string[] = [];
    const aws = agent(({ operation }) => {
      asked.push(operation);
      return operation === 'GetAgent'
        ? { agent: { agentArn: 'arn', agentCollaboration: 'DISABLED' } }
        : undefined;
    });
    await reader.read(ref, aws);
    expect(asked).not.toContain('ListAgentCollaborators');
  });

  it('tells an agent that is gone, and one that may not be read', async () => {
    const { aws, world } = emulatedAws();
    expect(await reader.read(ref, aws)).toEqual({ outcome: 'not-found' });
    const door = emulate(world, { region: 'eu-central-1' });
    await door.client(BedrockAgentClient).send(new CreateAgentCommand({ agentName: 'helper' }));
    world.faults.deny({ operation: 'GetAgent' });
    expect(await reader.read(ref, aws)).toEqual({
      outcome: 'denied',
      because: 'access denied: bedrock:GetAgent',
    });
  });
});
