import {
  BedrockAgentCoreControlClient,
  CreateAgentRuntimeCommand,
  CreateBrowserCommand,
  CreateCodeInterpreterCommand,
  CreateGatewayCommand,
  CreateGatewayTargetCommand,
  CreateMemoryCommand,
  CreatePolicyEngineCommand,
  DeleteAgentRuntimeCommand,
  DeleteBrowserCommand,
  DeleteCodeInterpreterCommand,
  DeleteGatewayCommand,
  DeleteGatewayTargetCommand,
  DeleteMemoryCommand,
  DeletePolicyEngineCommand,
  GetAgentRuntimeCommand,
  GetBrowserCommand,
  GetCodeInterpreterCommand,
  GetGatewayCommand,
  GetGatewayTargetCommand,
  GetMemoryCommand,
  GetPolicyEngineCommand,
  ListAgentRuntimesCommand,
  ListAgentRuntimeVersionsCommand,
  ListBrowsersCommand,
  ListCodeInterpretersCommand,
  ListGatewaysCommand,
  ListGatewayTargetsCommand,
  ListMemoriesCommand,
  ListPolicyEnginesCommand,
  ListTagsForResourceCommand,
  ResourceNotFoundException,
  TagResourceCommand,
  UntagResourceCommand,
  UpdateAgentRuntimeCommand,
  UpdateGatewayCommand,
  UpdateGatewayTargetCommand,
  UpdateMemoryCommand,
  UpdatePolicyEngineCommand,
} from '@aws-sdk/client-bedrock-agentcore-control';
import { expect, it } from 'vitest';
import { type Endpoint, refusal } from '../kit.ts';
import { type Kind, lifeContract, type Tagging } from './life.ts';

type Client = BedrockAgentCoreControlClient;

const ROLE = 'arn:aws:iam::111122223333:role/AgentCore';
const ARTIFACT = {
  containerConfiguration: { containerUri: '111122223333.dkr.ecr.eu-central-1.amazonaws.com/a:1' },
};
const PUBLIC = { networkMode: 'PUBLIC' as const };
const RUNTIME = { agentRuntimeArtifact: ARTIFACT, roleArn: ROLE, networkConfiguration: PUBLIC };
const GATEWAY = { roleArn: ROLE, protocolType: 'MCP' as const, authorizerType: 'AWS_IAM' as const };
const TARGET = { mcp: { mcpServer: { endpoint: 'https://example.com/mcp' } } };
const unknown = (message: string) => ({ name: 'ResourceNotFoundException', message });

const KINDS: Kind<Client>[] = [
  {
    kind: 'runtime',
    async create(client, agentRuntimeName) {
      const made = await client.send(new CreateAgentRuntimeCommand({ agentRuntimeName, ...RUNTIME }));
      return { arn: made.agentRuntimeArn, id: made.agentRuntimeId };
    },
    arn: (id) => `runtime/${id}`,
    describe: (client, agentRuntimeId) => client.send(new GetAgentRuntimeCommand({ agentRuntimeId })),
    list: async (client) => (await client.send(new ListAgentRuntimesCommand({}))).agentRuntimes,
    remove: (client, agentRuntimeId) => client.send(new DeleteAgentRuntimeCommand({ agentRuntimeId })),
    twice: 'ConflictException',
    unknown: unknown('was not found'),
  },
  {
    kind: 'gateway',
    async create(client, name) {
      const made = await client.send(new CreateGatewayCommand({ name, ...GATEWAY }));
      return { arn: made.gatewayArn, id: made.gatewayId };
    },
    arn: (id) => `gateway/${id}`,
    describe: (client, gatewayIdentifier) => client.send(new GetGatewayCommand({ gatewayIdentifier })),
    list: async (client) => (await client.send(new ListGatewaysCommand({}))).items,
    remove: (client, gatewayIdentifier) => client.send(new DeleteGatewayCommand({ gatewayIdentifier })),
    twice: 'ConflictException',
    unknown: unknown('was not found'),
  },
  {
    kind: 'memory',
    async create(client, name) {
      const { memory } = await client.send(new CreateMemoryCommand({ name, eventExpiryDuration: 30 }));
      return { arn: memory?.arn, id: memory?.id };
    },
    arn: (id) => `memory/${id}`,
    describe: (client, memoryId) => client.send(new GetMemoryCommand({ memoryId })),
    list: async (client) => (await client.send(new ListMemoriesCommand({}))).memories,
    remove: (client, memoryId) => client.send(new DeleteMemoryCommand({ memoryId })),
    twice: 'ValidationException',
    unknown: unknown('not found'),
  },
  {
    kind: 'browser',
    async create(client, name) {
      const made = await client.send(new CreateBrowserCommand({ name, networkConfiguration: PUBLIC }));
      return { arn: made.browserArn, id: made.browserId };
    },
    arn: (id) => `browser-custom/${id}`,
    describe: (client, browserId) => client.send(new GetBrowserCommand({ browserId })),
    list: async (client) => (await client.send(new ListBrowsersCommand({}))).browserSummaries,
    remove: (client, browserId) => client.send(new DeleteBrowserCommand({ browserId })),
    twice: 'ConflictException',
    unknown: unknown('was not found'),
  },
  {
    kind: 'code interpreter',
    async create(client, name) {
      const made = await client.send(
        new CreateCodeInterpreterCommand({ name, networkConfiguration: PUBLIC }),
      );
      return { arn: made.codeInterpreterArn, id: made.codeInterpreterId };
    },
    arn: (id) => `code-interpreter-custom/${id}`,
    describe: (client, codeInterpreterId) =>
      client.send(new GetCodeInterpreterCommand({ codeInterpreterId })),
    list: async (client) => (await client.send(new ListCodeInterpretersCommand({}))).codeInterpreterSummaries,
    remove: (client, codeInterpreterId) =>
      client.send(new DeleteCodeInterpreterCommand({ codeInterpreterId })),
    twice: 'ConflictException',
    unknown: unknown('was not found'),
  },
  {
    kind: 'policy engine',
    async create(client, name) {
      const made = await client.send(new CreatePolicyEngineCommand({ name }));
      return { arn: made.policyEngineArn, id: made.policyEngineId };
    },
    arn: (id) => `policy-engine/${id}`,
    describe: (client, policyEngineId) => client.send(new GetPolicyEngineCommand({ policyEngineId })),
    list: async (client) => (await client.send(new ListPolicyEnginesCommand({}))).policyEngines,
    remove: (client, policyEngineId) => client.send(new DeletePolicyEngineCommand({ policyEngineId })),
    twice: 'ConflictException',
    unknown: unknown('was not found'),
  },
];

const TAGGING: Tagging<Client> = {
  add: (client, resourceArn, tags) => client.send(new TagResourceCommand({ resourceArn, tags })),
  remove: (client, resourceArn, tagKeys) => client.send(new UntagResourceCommand({ resourceArn, tagKeys })),
  list: async (client, resourceArn) =>
    (await client.send(new ListTagsForResourceCommand({ resourceArn }))).tags ?? {},
  unknown: 'ResourceNotFoundException',
};

/** What AgentCore promises about its resources. */
export function bedrockAgentCoreControlContract(open: () => Endpoint): void {
  const opened = () => {
    const endpoint = open();
    return { endpoint, client: endpoint.client(BedrockAgentCoreControlClient) };
  };

  lifeContract(open, {
    service: 'bedrock-agentcore',
    Client: BedrockAgentCoreControlClient,
    kinds: KINDS,
    tagging: TAGGING,
  });

  it('an update of a runtime makes a new version and keeps the old one', async () => {
    const { endpoint, client } = opened();
    const vpc = {
      networkMode: 'VPC' as const,
      networkModeConfig: { subnets: ['subnet-0a1b2c3d'], securityGroups: ['sg-0a1b2c3d'] },
    };
    const made = await client.send(new CreateAgentRuntimeCommand({ agentRuntimeName: 'agent', ...RUNTIME }));
    const { agentRuntimeId } = made;
    await endpoint.settle();
    await client.send(
      new UpdateAgentRuntimeCommand({ agentRuntimeId, ...RUNTIME, networkConfiguration: vpc }),
    );
    await endpoint.settle();
    const newest = await client.send(new GetAgentRuntimeCommand({ agentRuntimeId }));
    expect(newest).toMatchObject({ agentRuntimeVersion: '2', status: 'READY', networkConfiguration: vpc });
    const first = await client.send(new GetAgentRuntimeCommand({ agentRuntimeId, agentRuntimeVersion: '1' }));
    expect(first.networkConfiguration).toEqual(PUBLIC);
    const versions = await client.send(new ListAgentRuntimeVersionsCommand({ agentRuntimeId }));
    expect(versions.agentRuntimes).toHaveLength(2);
  });

  it('a gateway with targets is updated but not deleted', async () => {
    const { endpoint, client } = opened();
    const { gatewayId: gatewayIdentifier } = await client.send(
      new CreateGatewayCommand({ name: 'gate', ...GATEWAY }),
    );
    await endpoint.settle();
    const { targetId } = await client.send(
      new CreateGatewayTargetCommand({ gatewayIdentifier, name: 'tool', targetConfiguration: TARGET }),
    );
    await endpoint.settle();
    await client.send(
      new UpdateGatewayTargetCommand({
        gatewayIdentifier,
        targetId,
        targetConfiguration: TARGET,
        description: 'x',
      }),
    );
    await client.send(
      new UpdateGatewayCommand({ gatewayIdentifier, name: 'gate', ...GATEWAY, description: 'new' }),
    );
    await endpoint.settle();
    expect(await client.send(new GetGatewayCommand({ gatewayIdentifier }))).toMatchObject({
      description: 'new',
      status: 'READY',
    });
    const target = await client.send(new GetGatewayTargetCommand({ gatewayIdentifier, targetId }));
    expect(target).toMatchObject({
      name: 'tool',
      description: 'x',
      status: 'READY',
      targetConfiguration: TARGET,
    });
    const listed = await client.send(new ListGatewayTargetsCommand({ gatewayIdentifier }));
    expect(listed.items?.map((row) => row.targetId)).toEqual([targetId]);
    const early = await refusal(client.send(new DeleteGatewayCommand({ gatewayIdentifier })));
    expect(early.name).toBe('ValidationException');
    await client.send(new DeleteGatewayTargetCommand({ gatewayIdentifier, targetId }));
    await endpoint.settle();
    const gone = client.send(new GetGatewayTargetCommand({ gatewayIdentifier, targetId }));
    expect(await refusal(gone)).toBeInstanceOf(ResourceNotFoundException);
    await client.send(new DeleteGatewayCommand({ gatewayIdentifier }));
  });

  it('a memory gains and loses strategies', async () => {
    const { endpoint, client } = opened();
    const { memory } = await client.send(
      new CreateMemoryCommand({
        name: 'mind',
        eventExpiryDuration: 30,
        memoryStrategies: [{ semanticMemoryStrategy: { name: 'facts' } }],
      }),
    );
    await endpoint.settle();
    const memoryStrategyId = memory?.strategies?.[0]?.strategyId;
    await client.send(
      new UpdateMemoryCommand({
        memoryId: memory?.id,
        eventExpiryDuration: 90,
        memoryStrategies: {
          addMemoryStrategies: [{ summaryMemoryStrategy: { name: 'sums' } }],
          deleteMemoryStrategies: [{ memoryStrategyId }],
        },
      }),
    );
    await endpoint.settle();
    const read = await client.send(new GetMemoryCommand({ memoryId: memory?.id }));
    expect(read.memory).toMatchObject({ status: 'ACTIVE', eventExpiryDuration: 90 });
    expect(read.memory?.strategies?.map(({ name, type }) => [name, type])).toEqual([
      ['sums', 'SUMMARIZATION'],
    ]);
  });

  it('the description of a policy engine is changed', async () => {
    const { endpoint, client } = opened();
    const { policyEngineId } = await client.send(new CreatePolicyEngineCommand({ name: 'engine' }));
    await endpoint.settle();
    await client.send(
      new UpdatePolicyEngineCommand({ policyEngineId, description: { optionalValue: 'new' } }),
    );
    await endpoint.settle();
    const read = await client.send(new GetPolicyEngineCommand({ policyEngineId }));
    expect(read).toMatchObject({ description: 'new', status: 'ACTIVE' });
  });
}
