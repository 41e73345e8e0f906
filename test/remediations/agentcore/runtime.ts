import {
  BedrockAgentCoreControlClient,
  CreateAgentRuntimeCommand,
  type CreateAgentRuntimeRequest,
  type RuntimeMetadataConfiguration,
  UpdateAgentRuntimeCommand,
} from '@aws-sdk/client-bedrock-agentcore-control';
import fc from 'fast-check';
import type { Emulated, World } from '../../../emulator/index.ts';
import { refOf } from '../kit.ts';

export type Settings = Partial<CreateAgentRuntimeRequest> & {
  readonly metadataConfiguration?: RuntimeMetadataConfiguration;
};

const NEEDED = {
  agentRuntimeArtifact: {
    containerConfiguration: { containerUri: '111122223333.dkr.ecr.eu-central-1.amazonaws.com/agent:1' },
  },
  roleArn: 'arn:aws:iam::111122223333:role/Agent',
  networkConfiguration: { networkMode: 'PUBLIC' },
} as const;

export const runtime =
  ({ metadataConfiguration, ...asked }: Settings = {}) =>
  async (door: Emulated, { clock }: World) => {
    const client = door.client(BedrockAgentCoreControlClient);
    const settings = { ...NEEDED, ...asked };
    const { agentRuntimeId = '', agentRuntimeArn } = await client.send(
      new CreateAgentRuntimeCommand({ agentRuntimeName: 'agent', ...settings }),
    );
    clock.advance(60_000);
    if (metadataConfiguration) {
      await client.send(
        new UpdateAgentRuntimeCommand({ agentRuntimeId, ...settings, metadataConfiguration }),
      );
    }
    return refOf('AWS::BedrockAgentCore::Runtime', agentRuntimeId, agentRuntimeArn);
  };

/** What an update counts up. */
export const COUNTED = ['AgentRuntimeVersion', 'LastUpdatedAt'] as const;

/** A runtime with anything set, besides what the rule at hand judges. */
export const anySettings = fc.record(
  {
    description: fc.string({ minLength: 1, maxLength: 20 }),
    protocolConfiguration: fc.constant({ serverProtocol: 'MCP' }),
    environmentVariables: fc.dictionary(fc.constantFrom('LOG_LEVEL', 'REGION'), fc.string({ maxLength: 8 })),
    authorizerConfiguration: fc.constant({
      customJWTAuthorizer: {
        discoveryUrl: 'https://id.example.com/.well-known/openid-configuration',
        allowedAudience: ['agent'],
      },
    }),
    networkConfiguration: fc.constant({
      networkMode: 'VPC',
      networkModeConfig: { subnets: ['subnet-0a1b2c3d'], securityGroups: ['sg-0a1b2c3d'] },
    }),
    filesystemConfigurations: fc.constant([{ sessionStorage: { mountPath: '/mnt/work' } }]),
    lifecycleConfiguration: fc.constant({ idleRuntimeSessionTimeout: 300, maxLifetime: 3000 }),
    requestHeaderConfiguration: fc.constant({ requestHeaderAllowlist: ['X-Trace'] }),
    metadataConfiguration: fc.boolean().map((requireMMDSV2) => ({ requireMMDSV2 })),
  },
  { requiredKeys: [] },
) as fc.Arbitrary<Settings>;
