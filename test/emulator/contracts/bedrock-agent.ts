import {
  BedrockAgentClient,
  CreateAgentCommand,
  CreateDataSourceCommand,
  CreateKnowledgeBaseCommand,
  DeleteAgentCommand,
  DeleteDataSourceCommand,
  DeleteKnowledgeBaseCommand,
  GetAgentCommand,
  GetDataSourceCommand,
  GetKnowledgeBaseCommand,
  ListAgentsCommand,
  ListDataSourcesCommand,
  ListKnowledgeBasesCommand,
  ListTagsForResourceCommand,
  PrepareAgentCommand,
  ResourceNotFoundException,
  TagResourceCommand,
  UntagResourceCommand,
  UpdateAgentCommand,
  UpdateDataSourceCommand,
  UpdateKnowledgeBaseCommand,
} from '@aws-sdk/client-bedrock-agent';
import { describe, expect, it } from 'vitest';
import { type Endpoint, refusal } from '../kit.ts';
import { type Kind, lifeContract, type Tagging } from './life.ts';

const ROLE = 'arn:aws:iam::111122223333:role/Agent';
const BASE = {
  roleArn: ROLE,
  knowledgeBaseConfiguration: {
    type: 'VECTOR' as const,
    vectorKnowledgeBaseConfiguration: {
      embeddingModelArn: 'arn:aws:bedrock:eu-central-1::foundation-model/amazon.titan-embed-text-v2:0',
    },
  },
};
const SOURCE = {
  name: 'documents',
  dataSourceConfiguration: { type: 'S3' as const, s3Configuration: { bucketArn: 'arn:aws:s3:::documents' } },
};

const KINDS: Kind<BedrockAgentClient>[] = [
  {
    kind: 'agent',
    async create(client, agentName) {
      const { agent } = await client.send(new CreateAgentCommand({ agentName, agentResourceRoleArn: ROLE }));
      return { arn: agent?.agentArn, id: agent?.agentId };
    },
    arn: (id) => `agent/${id}`,
    describe: (client, agentId) => client.send(new GetAgentCommand({ agentId })),
    list: async (client) => (await client.send(new ListAgentsCommand({}))).agentSummaries,
    remove: (client, agentId) => client.send(new DeleteAgentCommand({ agentId })),
    twice: 'ConflictException',
    unknown: { name: 'ResourceNotFoundException', message: "doesn't exist" },
  },
  {
    kind: 'knowledge base',
    async create(client, name) {
      const { knowledgeBase } = await client.send(new CreateKnowledgeBaseCommand({ name, ...BASE }));
      return { arn: knowledgeBase?.knowledgeBaseArn, id: knowledgeBase?.knowledgeBaseId };
    },
    arn: (id) => `knowledge-base/${id}`,
    describe: (client, knowledgeBaseId) => client.send(new GetKnowledgeBaseCommand({ knowledgeBaseId })),
    list: async (client) => (await client.send(new ListKnowledgeBasesCommand({}))).knowledgeBaseSummaries,
    remove: (client, knowledgeBaseId) => client.send(new DeleteKnowledgeBaseCommand({ knowledgeBaseId })),
    twice: 'ConflictException',
    unknown: { name: 'ResourceNotFoundException', message: 'is not found' },
  },
];

const TAGGING: Tagging<BedrockAgentClient> = {
  add: (client, resourceArn, tags) => client.send(new TagResourceCommand({ resourceArn, tags })),
  remove: (client, resourceArn, tagKeys) => client.send(new UntagResourceCommand({ resourceArn, tagKeys })),
  list: async (client, resourceArn) =>
    (await client.send(new ListTagsForResourceCommand({ resourceArn }))).tags ?? {},
  unknown: 'ResourceNotFoundException',
};

/** What Bedrock promises about agents, knowledge bases and data sources. */
export function bedrockAgentContract(open: () => Endpoint): void {
  lifeContract(open, { service: 'bedrock', Client: BedrockAgentClient, kinds: KINDS, tagging: TAGGING });

  describe('an agent', () => {
    it('is prepared once it has an instruction and a model, and loses what an update does not name', async () => {
      const endpoint = open();
      const client = endpoint.client(BedrockAgentClient);
      const guardrailConfiguration = { guardrailIdentifier: 'abc', guardrailVersion: '1' };
      const given = { agentName: 'a', agentResourceRoleArn: ROLE, guardrailConfiguration };
      const { agent } = await client.send(new CreateAgentCommand(given));
      const agentId = agent?.agentId;
      await endpoint.settle();
      const bare = await client.send(new GetAgentCommand({ agentId }));
      expect(bare.agent).toMatchObject({ agentStatus: 'NOT_PREPARED', guardrailConfiguration });
      const early = await refusal(client.send(new PrepareAgentCommand({ agentId })));
      expect(early.name).toBe('ValidationException');
      await client.send(
        new UpdateAgentCommand({
          agentId,
          agentName: 'a',
          agentResourceRoleArn: ROLE,
          instruction: 'You answer questions about invoices, and no others.',
          foundationModel: 'anthropic.claude-3-haiku-20240307-v1:0',
        }),
      );
      await endpoint.settle();
      await client.send(new PrepareAgentCommand({ agentId }));
      await endpoint.settle();
      const prepared = await client.send(new GetAgentCommand({ agentId }));
      expect(prepared.agent?.agentStatus).toBe('PREPARED');
      expect(prepared.agent?.guardrailConfiguration).toBeUndefined();
    });
  });

  describe('a data source', () => {
    it('is created in a knowledge base, listed, updated and deleted', async () => {
      const endpoint = open();
      const client = endpoint.client(BedrockAgentClient);
      const made = await client.send(new CreateKnowledgeBaseCommand({ name: 'base', ...BASE }));
      const knowledgeBaseId = made.knowledgeBase?.knowledgeBaseId;
      await endpoint.settle();
      const { dataSource } = await client.send(new CreateDataSourceCommand({ knowledgeBaseId, ...SOURCE }));
      const key = { knowledgeBaseId, dataSourceId: dataSource?.dataSourceId };
      const listed = await client.send(new ListDataSourcesCommand({ knowledgeBaseId }));
      expect(listed.dataSourceSummaries?.map(({ dataSourceId }) => dataSourceId)).toEqual([key.dataSourceId]);
      await client.send(new UpdateDataSourceCommand({ ...key, ...SOURCE, dataDeletionPolicy: 'RETAIN' }));
      const read = await client.send(new GetDataSourceCommand(key));
      expect(read.dataSource).toMatchObject({ dataDeletionPolicy: 'RETAIN', status: 'AVAILABLE' });
      await client.send(new DeleteDataSourceCommand(key));
      await endpoint.settle();
      expect(await refusal(client.send(new GetDataSourceCommand(key)))).toBeInstanceOf(
        ResourceNotFoundException,
      );
    });

    it('needs a knowledge base that exists', async () => {
      const client = open().client(BedrockAgentClient);
      const lost = client.send(new CreateDataSourceCommand({ knowledgeBaseId: 'NONE000000', ...SOURCE }));
      expect(await refusal(lost)).toBeInstanceOf(ResourceNotFoundException);
    });
  });

  it('a knowledge base takes an update', async () => {
    const endpoint = open();
    const client = endpoint.client(BedrockAgentClient);
    const made = await client.send(new CreateKnowledgeBaseCommand({ name: 'base', ...BASE }));
    const knowledgeBaseId = made.knowledgeBase?.knowledgeBaseId;
    await endpoint.settle();
    await client.send(new UpdateKnowledgeBaseCommand({ knowledgeBaseId, name: 'renamed', ...BASE }));
    await endpoint.settle();
    const { knowledgeBase } = await client.send(new GetKnowledgeBaseCommand({ knowledgeBaseId }));
    expect(knowledgeBase).toMatchObject({ name: 'renamed', status: 'ACTIVE' });
  });
}
