import type { BedrockAgentClient } from '@aws-sdk/client-bedrock-agent';
import type { Json } from '../../../../resources/resource.ts';
import { plain, toCloudFormation } from '../../cloudformation.ts';
import { allPages } from '../../pages.ts';
import { defineReader, type Reading, WRITE_ONLY } from '../../reader.ts';
import { bedrockAgentTags } from './_tags.ts';

const type = 'AWS::Bedrock::Agent';

const actions = [
  'bedrock:GetAgent',
  'bedrock:GetAgentActionGroup',
  'bedrock:ListAgentActionGroups',
  'bedrock:ListAgentCollaborators',
  'bedrock:ListAgentKnowledgeBases',
  'bedrock:ListTagsForResource',
] as const;

type AgentReading = Reading<(typeof actions)[number]>;

export default defineReader({
  type,
  actions,
  keyActions: ['kms:Decrypt'],
  unread: {
    AutoPrepare: WRITE_ONLY,
    SkipResourceInUseCheckOnDelete: WRITE_ONLY,
    TestAliasTags: 'the tags of its test alias are not read',
  },
  async read(reading) {
    const { ref, aws, ask } = reading;
    const { BedrockAgentClient, GetAgentCommand } = await import('../../clients/bedrock-agent.ts');
    const client = aws.client(BedrockAgentClient, ref.region);
    const { agent } = await ask('bedrock:GetAgent', () =>
      client.send(new GetAgentCommand({ agentId: ref.id })),
    );
    // CloudFormation describes the working draft.
    const parts = {
      actionGroups: await actionGroupsOf(reading, client),
      knowledgeBases: await knowledgeBasesOf(reading, client),
      ...(isSupervisor(agent?.agentCollaboration)
        ? { agentCollaborators: await collaboratorsOf(reading, client) }
        : {}),
    };
    const Tags = await bedrockAgentTags(reading, agent?.agentArn);
    const properties = toCloudFormation({ ...agent, ...parts }, type, {
      'actionGroups.parentActionSignature': 'ParentActionGroupSignature',
    });
    return {
      properties: { ...properties, Tags },
      arn: agent?.agentArn,
      createdAt: agent?.createdAt,
      status: agent?.agentStatus,
    };
  },
});

const isSupervisor = (collaboration: string | undefined): boolean =>
  collaboration !== undefined && collaboration !== 'DISABLED';

const draft = (agentId: string) => ({ agentId, agentVersion: 'DRAFT' });

async function actionGroupsOf({ ref, aside }: AgentReading, client: BedrockAgentClient) {
  const { GetAgentActionGroupCommand, ListAgentActionGroupsCommand } = await import(
    '../../clients/bedrock-agent.ts'
  );
  const listed = await aside('bedrock:ListAgentActionGroups', async (): Promise<Json[]> => {
    const groups = await allPages(async (nextToken) => {
      const page = await client.send(new ListAgentActionGroupsCommand({ ...draft(ref.id), nextToken }));
      return { rows: page.actionGroupSummaries, next: page.nextToken };
    });
    return groups.flatMap(({ actionGroupId }) => actionGroupId ?? []);
  });
  if (!Array.isArray(listed)) return listed;
  return Promise.all(
    listed.map((actionGroupId) =>
      aside('bedrock:GetAgentActionGroup', async () => {
        const input = { ...draft(ref.id), actionGroupId: String(actionGroupId) };
        return plain((await client.send(new GetAgentActionGroupCommand(input))).agentActionGroup);
      }),
    ),
  );
}

async function knowledgeBasesOf({ ref, aside }: AgentReading, client: BedrockAgentClient) {
  const { ListAgentKnowledgeBasesCommand } = await import('../../clients/bedrock-agent.ts');
  return aside('bedrock:ListAgentKnowledgeBases', async () => {
    const associated = await allPages(async (nextToken) => {
      const page = await client.send(new ListAgentKnowledgeBasesCommand({ ...draft(ref.id), nextToken }));
      return { rows: page.agentKnowledgeBaseSummaries, next: page.nextToken };
    });
    return plain(associated);
  });
}

async function collaboratorsOf({ ref, aside }: AgentReading, client: BedrockAgentClient) {
  const { ListAgentCollaboratorsCommand } = await import('../../clients/bedrock-agent.ts');
  return aside('bedrock:ListAgentCollaborators', async () => {
    const collaborators = await allPages(async (nextToken) => {
      const page = await client.send(new ListAgentCollaboratorsCommand({ ...draft(ref.id), nextToken }));
      return { rows: page.agentCollaboratorSummaries, next: page.nextToken };
    });
    return plain(collaborators);
  });
}
