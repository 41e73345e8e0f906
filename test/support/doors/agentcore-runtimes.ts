import {
  BedrockAgentCoreControlClient,
  CreateAgentRuntimeCommand,
  type CreateAgentRuntimeRequest,
  UpdateAgentRuntimeCommand,
} from '@aws-sdk/client-bedrock-agentcore-control';
import type { EmulatedAws } from '../../adapters/aws/kit.ts';
import type { DoorCase } from './door.ts';
import { untaggedPlan } from './tags.ts';

const agentcore = ({ door }: EmulatedAws) => door.client(BedrockAgentCoreControlClient);

const ROLE = 'arn:aws:iam::111122223333:role/Agent';
const IMAGE = '111122223333.dkr.ecr.eu-central-1.amazonaws.com/agent@sha256:1';
const DISCOVERY = 'https://id.example.com/.well-known/openid-configuration';
const SECRET = `sk-ant-api03-${'abcd'.repeat(10)}`;

const inVpc = { subnets: ['subnet-0a1b2c3d'], securityGroups: ['sg-0a1b2c3d'] };
const inTemplateVpc = { Subnets: ['subnet-0a1b2c3d'], SecurityGroups: ['sg-0a1b2c3d'] };
const inPlannedVpc = { subnets: ['subnet-0a1b2c3d'], security_groups: ['sg-0a1b2c3d'] };

const plannedRuntime = {
  agent_runtime_name: 'agent',
  role_arn: ROLE,
  agent_runtime_artifact: [{ code_configuration: [], container_configuration: [{ container_uri: IMAGE }] }],
  description: null,
  filesystem_configuration: [],
  protocol_configuration: [{ server_protocol: 'MCP' }],
  request_header_configuration: [],
};

const metadata = { 'agentcore-runtime-mmds-v2': 'neither CloudFormation nor the provider has the member' };
const METADATA = { json: metadata, yaml: metadata, plan: metadata };

export const runtimeCases: readonly DoorCase[] = [
  {
    name: 'a runtime in a VPC for the tokens of one audience',
    type: 'AWS::BedrockAgentCore::Runtime',
    async make(emulated) {
      const settings = {
        roleArn: ROLE,
        agentRuntimeArtifact: { containerConfiguration: { containerUri: IMAGE } },
        networkConfiguration: { networkMode: 'VPC', networkModeConfig: inVpc },
        authorizerConfiguration: {
          customJWTAuthorizer: { discoveryUrl: DISCOVERY, allowedAudience: ['agent'] },
        },
        environmentVariables: { LOG_LEVEL: 'info' },
        lifecycleConfiguration: { idleRuntimeSessionTimeout: 600, maxLifetime: 3600 },
        requestHeaderConfiguration: { requestHeaderAllowlist: ['X-Trace-Context'] },
      } as const satisfies Partial<CreateAgentRuntimeRequest>;
      const { agentRuntimeId } = await agentcore(emulated).send(
        new CreateAgentRuntimeCommand({ agentRuntimeName: 'agent', ...settings }),
      );
      // Tokens can be required once it is there.
      const metadataConfiguration = { requireMMDSV2: true };
      await agentcore(emulated).send(
        new UpdateAgentRuntimeCommand({ agentRuntimeId, ...settings, metadataConfiguration }),
      );
    },
    template: {
      Judged: {
        Type: 'AWS::BedrockAgentCore::Runtime',
        Properties: {
          AgentRuntimeName: 'agent',
          RoleArn: ROLE,
          AgentRuntimeArtifact: { ContainerConfiguration: { ContainerUri: IMAGE } },
          NetworkConfiguration: { NetworkMode: 'VPC', NetworkModeConfig: inTemplateVpc },
          AuthorizerConfiguration: {
            CustomJWTAuthorizer: { DiscoveryUrl: DISCOVERY, AllowedAudience: ['agent'] },
          },
          EnvironmentVariables: { LOG_LEVEL: 'info' },
          LifecycleConfiguration: { IdleRuntimeSessionTimeout: 600, MaxLifetime: 3600 },
          RequestHeaderConfiguration: { RequestHeaderAllowlist: ['X-Trace-Context'] },
        },
      },
    },
    plan: [
      {
        address: 'aws_bedrockagentcore_agent_runtime.judged',
        after: {
          ...plannedRuntime,
          network_configuration: [{ network_mode: 'VPC', network_mode_config: [inPlannedVpc] }],
          authorizer_configuration: [
            {
              custom_jwt_authorizer: [
                { discovery_url: DISCOVERY, allowed_audience: ['agent'], allowed_clients: null },
              ],
            },
          ],
          environment_variables: { LOG_LEVEL: 'info' },
          lifecycle_configuration: [{ idle_runtime_session_timeout: 600, max_lifetime: 3600 }],
          request_header_configuration: [{ request_header_allowlist: ['X-Trace-Context'] }],
        },
        unknown: { agent_runtime_arn: true, agent_runtime_id: true },
      },
    ],
    verdicts: {
      'agentcore-runtime-authorizer': 'COMPLIANT',
      'agentcore-runtime-header-allowlist': 'COMPLIANT',
      'agentcore-runtime-lifecycle-bounds': 'COMPLIANT',
      'agentcore-runtime-mmds-v2': 'COMPLIANT',
      'agentcore-runtime-no-secrets-env': 'COMPLIANT',
      'agentcore-runtime-vpc': 'COMPLIANT',
    },
    cannotKnow: METADATA,
  },
  {
    name: 'a public runtime for every token, with a secret',
    type: 'AWS::BedrockAgentCore::Runtime',
    make: (emulated) =>
      agentcore(emulated).send(
        new CreateAgentRuntimeCommand({
          agentRuntimeName: 'agent',
          roleArn: ROLE,
          agentRuntimeArtifact: { containerConfiguration: { containerUri: IMAGE } },
          networkConfiguration: { networkMode: 'PUBLIC' },
          authorizerConfiguration: { customJWTAuthorizer: { discoveryUrl: DISCOVERY } },
          environmentVariables: { LLM_KEY: SECRET },
          lifecycleConfiguration: { idleRuntimeSessionTimeout: 7200, maxLifetime: 28_800 },
          requestHeaderConfiguration: { requestHeaderAllowlist: ['Authorization'] },
        }),
      ),
    template: {
      Judged: {
        Type: 'AWS::BedrockAgentCore::Runtime',
        Properties: {
          AgentRuntimeName: 'agent',
          RoleArn: ROLE,
          AgentRuntimeArtifact: { ContainerConfiguration: { ContainerUri: IMAGE } },
          NetworkConfiguration: { NetworkMode: 'PUBLIC' },
          AuthorizerConfiguration: { CustomJWTAuthorizer: { DiscoveryUrl: DISCOVERY } },
          EnvironmentVariables: { LLM_KEY: SECRET },
          LifecycleConfiguration: { IdleRuntimeSessionTimeout: 7200, MaxLifetime: 28_800 },
          RequestHeaderConfiguration: { RequestHeaderAllowlist: ['Authorization'] },
        },
      },
    },
    plan: [
      {
        address: 'aws_bedrockagentcore_agent_runtime.judged',
        after: {
          ...plannedRuntime,
          network_configuration: [{ network_mode: 'PUBLIC', network_mode_config: [] }],
          authorizer_configuration: [
            {
              custom_jwt_authorizer: [
                {
                  discovery_url: DISCOVERY,
                  allowed_audience: null,
                  allowed_clients: null,
                  allowed_scopes: null,
                },
              ],
            },
          ],
          environment_variables: { LLM_KEY: SECRET },
          lifecycle_configuration: [{ idle_runtime_session_timeout: 7200, max_lifetime: 28_800 }],
          request_header_configuration: [{ request_header_allowlist: ['Authorization'] }],
          ...untaggedPlan,
        },
        unknown: { agent_runtime_arn: true, agent_runtime_id: true },
      },
    ],
    verdicts: {
      'agentcore-runtime-authorizer': 'NON_COMPLIANT',
      'agentcore-runtime-header-allowlist': 'NON_COMPLIANT',
      'agentcore-runtime-lifecycle-bounds': 'NON_COMPLIANT',
      'agentcore-runtime-mmds-v2': 'NON_COMPLIANT',
      'agentcore-runtime-no-secrets-env': 'NON_COMPLIANT',
      'agentcore-runtime-vpc': 'NON_COMPLIANT',
    },
    cannotKnow: METADATA,
  },
];
