import {
  BedrockAgentClient,
  CreateAgentCommand,
  CreateDataSourceCommand,
  CreateKnowledgeBaseCommand,
} from '@aws-sdk/client-bedrock-agent';
import { CreatePolicyCommand, CreateRoleCommand, IAMClient, PutRolePolicyCommand } from '@aws-sdk/client-iam';
import type { EmulatedAws } from '../../adapters/aws/kit.ts';
import { type DoorCase, from } from './door.ts';
import { KEY } from './key.ts';
import { DYNAMIC_BLOCK, plannedRole, statement } from './roles.ts';
import { tagged, untaggedPlan } from './tags.ts';

const agents = ({ door }: EmulatedAws) => door.client(BedrockAgentClient);

const TRUST = statement({ Action: 'sts:AssumeRole', Principal: { Service: 'bedrock.amazonaws.com' } });
const NARROW = statement({
  Action: 'bedrock:InvokeModel',
  Resource: 'arn:aws:bedrock:eu-central-1::foundation-model/amazon.nova-lite-v1:0',
});
/** A role that nobody can look up. */
const GONE = 'arn:aws:iam::111122223333:role/gone';
const WIDE = statement({ Action: 'bedrock:*', Resource: '*' });

/** The agent's role, and its ARN. */
async function role({ door }: EmulatedAws, document: object, isBounded: boolean): Promise<string> {
  const iam = door.client(IAMClient);
  const boundary = await iam.send(
    new CreatePolicyCommand({ PolicyName: 'boundary', PolicyDocument: JSON.stringify(NARROW) }),
  );
  const { Role } = await iam.send(
    new CreateRoleCommand({
      RoleName: 'agent',
      AssumeRolePolicyDocument: JSON.stringify(TRUST),
      ...(isBounded && { PermissionsBoundary: boundary.Policy?.Arn }),
    }),
  );
  const PolicyDocument = JSON.stringify(document);
  await iam.send(new PutRolePolicyCommand({ RoleName: 'agent', PolicyName: 'models', PolicyDocument }));
  return Role?.Arn ?? '';
}

const roleIn = (document: object, isBounded: boolean) => ({
  template: {
    Role: {
      Type: 'AWS::IAM::Role',
      Properties: {
        AssumeRolePolicyDocument: TRUST,
        Policies: [{ PolicyName: 'models', PolicyDocument: { ...document } }],
        ...(isBounded && { PermissionsBoundary: { Ref: 'Boundary' } }),
      },
    },
    Boundary: { Type: 'AWS::IAM::ManagedPolicy', Properties: { PolicyDocument: NARROW } },
  },
  plan: [
    {
      ...plannedRole('aws_iam_role.agent', TRUST),
      ...(isBounded && {
        unknown: { ...plannedRole('', TRUST).unknown, permissions_boundary: true },
        expressions: { permissions_boundary: from('aws_iam_policy.boundary.arn') },
      }),
    },
    {
      address: 'aws_iam_role_policy.models',
      after: { name: 'models', policy: JSON.stringify(document) },
      unknown: { role: true },
      expressions: { role: from('aws_iam_role.agent.id') },
    },
    { address: 'aws_iam_policy.boundary', after: { name: 'boundary', policy: JSON.stringify(NARROW) } },
  ],
});

const plannedAgent = {
  agent_name: 'helper',
  foundation_model: 'amazon.nova-lite-v1:0',
  customer_encryption_key_arn: null,
  description: null,
  guardrail_configuration: null,
  prepare_agent: true,
  skip_resource_in_use_check: false,
};

const openInPlan = {
  agent_arn: true,
  agent_id: true,
  agent_resource_role_arn: true,
  agent_collaboration: true,
  prompt_override_configuration: true,
};

/** Days and seconds in each of the ways to write them. */
const keeping = (days: number, seconds: number) => ({
  sdk: {
    idleSessionTTLInSeconds: seconds,
    memoryConfiguration: { enabledMemoryTypes: ['SESSION_SUMMARY' as const], storageDays: days },
  },
  template: {
    IdleSessionTTLInSeconds: seconds,
    MemoryConfiguration: { EnabledMemoryTypes: ['SESSION_SUMMARY'], StorageDays: days },
  },
  plan: {
    idle_session_ttl_in_seconds: seconds,
    memory_configuration: [
      { enabled_memory_types: ['SESSION_SUMMARY'], session_summary_configuration: [], storage_days: days },
    ],
  },
});

const briefly = keeping(7, 900);
const long = keeping(90, 5400);

const bounded = roleIn(NARROW, true);
const unbounded = roleIn(WIDE, false);

const agentCases: readonly DoorCase[] = [
  {
    name: 'an agent with an owner, a guardrail, a key and a narrow role',
    type: 'AWS::Bedrock::Agent',
    async make(emulated) {
      await agents(emulated).send(
        new CreateAgentCommand({
          agentName: 'helper',
          foundationModel: 'amazon.nova-lite-v1:0',
          agentResourceRoleArn: await role(emulated, NARROW, true),
          customerEncryptionKeyArn: KEY,
          guardrailConfiguration: { guardrailIdentifier: 'abcdefgh1234', guardrailVersion: '1' },
          ...briefly.sdk,
          tags: tagged.map,
        }),
      );
    },
    template: {
      Judged: {
        Type: 'AWS::Bedrock::Agent',
        Properties: {
          AgentName: 'helper',
          FoundationModel: 'amazon.nova-lite-v1:0',
          AgentResourceRoleArn: { 'Fn::GetAtt': ['Role', 'Arn'] },
          CustomerEncryptionKeyArn: KEY,
          GuardrailConfiguration: { GuardrailIdentifier: 'abcdefgh1234', GuardrailVersion: '1' },
          ...briefly.template,
          Tags: tagged.map,
        },
      },
      ...bounded.template,
    },
    plan: [
      {
        address: 'aws_bedrockagent_agent.judged',
        after: {
          ...plannedAgent,
          customer_encryption_key_arn: KEY,
          guardrail_configuration: [{ guardrail_identifier: 'abcdefgh1234', guardrail_version: '1' }],
          ...briefly.plan,
          ...tagged.plan,
        },
        unknown: openInPlan,
        expressions: { agent_resource_role_arn: from('aws_iam_role.agent.arn') },
      },
      ...bounded.plan,
    ],
    verdicts: {
      'bedrock-agent-guardrail': 'COMPLIANT',
      'bedrock-agent-idle-session-ttl': 'COMPLIANT',
      'bedrock-agent-kms-cmk': 'COMPLIANT',
      'bedrock-agent-memory-retention': 'COMPLIANT',
      'bedrock-agent-role-least-privilege': 'COMPLIANT',
      'bedrock-agent-tagged': 'COMPLIANT',
      'bedrock-guardrail-version-pinned': 'COMPLIANT',
    },
    cannotKnow: { plan: { 'bedrock-agent-role-least-privilege': DYNAMIC_BLOCK } },
  },
  {
    name: 'an agent with nothing but a wide role and a long memory',
    type: 'AWS::Bedrock::Agent',
    async make(emulated) {
      await agents(emulated).send(
        new CreateAgentCommand({
          agentName: 'helper',
          foundationModel: 'amazon.nova-lite-v1:0',
          agentResourceRoleArn: await role(emulated, WIDE, false),
          ...long.sdk,
        }),
      );
    },
    template: {
      Judged: {
        Type: 'AWS::Bedrock::Agent',
        Properties: {
          AgentName: 'helper',
          FoundationModel: 'amazon.nova-lite-v1:0',
          AgentResourceRoleArn: { 'Fn::GetAtt': ['Role', 'Arn'] },
          ...long.template,
        },
      },
      ...unbounded.template,
    },
    plan: [
      {
        address: 'aws_bedrockagent_agent.judged',
        after: { ...plannedAgent, ...long.plan, ...untaggedPlan },
        unknown: openInPlan,
        expressions: { agent_resource_role_arn: from('aws_iam_role.agent.arn') },
      },
      ...unbounded.plan,
    ],
    verdicts: {
      'bedrock-agent-guardrail': 'NON_COMPLIANT',
      'bedrock-agent-idle-session-ttl': 'NON_COMPLIANT',
      'bedrock-agent-kms-cmk': 'NON_COMPLIANT',
      'bedrock-agent-memory-retention': 'NON_COMPLIANT',
      'bedrock-agent-role-least-privilege': 'NON_COMPLIANT',
      'bedrock-agent-tagged': 'NON_COMPLIANT',
      'bedrock-guardrail-version-pinned': 'NOT_APPLICABLE',
    },
  },
  {
    name: 'an agent on the draft of a guardrail, its role out of reach',
    type: 'AWS::Bedrock::Agent',
    make: (emulated) =>
      agents(emulated).send(
        new CreateAgentCommand({
          agentName: 'helper',
          foundationModel: 'amazon.nova-lite-v1:0',
          agentResourceRoleArn: GONE,
          guardrailConfiguration: { guardrailIdentifier: 'abcdefgh1234', guardrailVersion: 'DRAFT' },
          ...briefly.sdk,
        }),
      ),
    template: {
      Judged: {
        Type: 'AWS::Bedrock::Agent',
        Properties: {
          AgentName: 'helper',
          FoundationModel: 'amazon.nova-lite-v1:0',
          AgentResourceRoleArn: GONE,
          GuardrailConfiguration: { GuardrailIdentifier: 'abcdefgh1234', GuardrailVersion: 'DRAFT' },
          ...briefly.template,
        },
      },
    },
    plan: [
      {
        address: 'aws_bedrockagent_agent.judged',
        after: {
          ...plannedAgent,
          agent_resource_role_arn: GONE,
          guardrail_configuration: [{ guardrail_identifier: 'abcdefgh1234', guardrail_version: 'DRAFT' }],
          ...briefly.plan,
          ...untaggedPlan,
        },
        unknown: { ...openInPlan, agent_resource_role_arn: false },
      },
    ],
    verdicts: {
      'bedrock-agent-guardrail': 'COMPLIANT',
      'bedrock-agent-idle-session-ttl': 'COMPLIANT',
      'bedrock-agent-kms-cmk': 'NON_COMPLIANT',
      'bedrock-agent-memory-retention': 'COMPLIANT',
      'bedrock-agent-role-least-privilege': 'INSUFFICIENT_DATA',
      'bedrock-agent-tagged': 'NON_COMPLIANT',
      'bedrock-guardrail-version-pinned': 'NON_COMPLIANT',
    },
  },
];

type Policy = 'DELETE' | 'RETAIN';

/** A source of a knowledge base with personal data. */
const dataSource = (dataDeletionPolicy: Policy, kmsKeyArn: string | undefined): DoorCase => ({
  name: `a data source ${kmsKeyArn ? 'under a key' : 'without a key'}, its policy ${dataDeletionPolicy}`,
  type: 'AWS::Bedrock::DataSource',
  async make(emulated) {
    const client = agents(emulated);
    const { knowledgeBase } = await client.send(
      new CreateKnowledgeBaseCommand({
        name: 'handbook',
        roleArn: 'arn:aws:iam::111122223333:role/KB',
        knowledgeBaseConfiguration: { type: 'VECTOR' },
        tags: { data: 'personal' },
      }),
    );
    await client.send(
      new CreateDataSourceCommand({
        knowledgeBaseId: knowledgeBase?.knowledgeBaseId,
        name: 'pages',
        dataSourceConfiguration: { type: 'S3', s3Configuration: { bucketArn: 'arn:aws:s3:::pages' } },
        dataDeletionPolicy,
        ...(kmsKeyArn && { serverSideEncryptionConfiguration: { kmsKeyArn } }),
      }),
    );
  },
  template: {
    Judged: {
      Type: 'AWS::Bedrock::DataSource',
      Properties: {
        KnowledgeBaseId: { Ref: 'Base' },
        Name: 'pages',
        DataSourceConfiguration: { Type: 'S3', S3Configuration: { BucketArn: 'arn:aws:s3:::pages' } },
        DataDeletionPolicy: dataDeletionPolicy,
        ...(kmsKeyArn && { ServerSideEncryptionConfiguration: { KmsKeyArn: kmsKeyArn } }),
      },
    },
    Base: {
      Type: 'AWS::Bedrock::KnowledgeBase',
      Properties: {
        Name: 'handbook',
        RoleArn: 'arn:aws:iam::111122223333:role/KB',
        KnowledgeBaseConfiguration: { Type: 'VECTOR' },
        Tags: { data: 'personal' },
      },
    },
  },
  plan: [
    {
      address: 'aws_bedrockagent_data_source.judged',
      after: {
        name: 'pages',
        description: null,
        data_deletion_policy: dataDeletionPolicy,
        data_source_configuration: [
          {
            type: 'S3',
            s3_configuration: [
              { bucket_arn: 'arn:aws:s3:::pages', bucket_owner_account_id: null, inclusion_prefixes: null },
            ],
          },
        ],
        server_side_encryption_configuration: kmsKeyArn ? [{ kms_key_arn: kmsKeyArn }] : [],
        vector_ingestion_configuration: [],
      },
      unknown: { data_source_id: true, knowledge_base_id: true },
      expressions: { knowledge_base_id: from('aws_bedrockagent_knowledge_base.base.id') },
    },
    {
      address: 'aws_bedrockagent_knowledge_base.base',
      after: {
        name: 'handbook',
        role_arn: 'arn:aws:iam::111122223333:role/KB',
        knowledge_base_configuration: [{ type: 'VECTOR' }],
        tags: { data: 'personal' },
        tags_all: { data: 'personal' },
      },
    },
  ],
  verdicts: {
    'bedrock-data-source-kms-cmk': kmsKeyArn ? 'COMPLIANT' : 'NON_COMPLIANT',
    'bedrock-data-source-retain-policy': dataDeletionPolicy === 'DELETE' ? 'COMPLIANT' : 'NON_COMPLIANT',
    'bedrock-kb-data-deletion-policy': dataDeletionPolicy === 'DELETE' ? 'COMPLIANT' : 'NON_COMPLIANT',
  },
});

export const bedrockAgentCases: readonly DoorCase[] = [
  ...agentCases,
  dataSource('DELETE', KEY),
  dataSource('RETAIN', undefined),
];
