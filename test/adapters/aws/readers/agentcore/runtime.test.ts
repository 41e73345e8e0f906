import {
  BedrockAgentCoreControlClient,
  CreateAgentRuntimeCommand,
} from '@aws-sdk/client-bedrock-agentcore-control';
import { describe, expect, it } from 'vitest';
import reader from '../../../../../adapters/aws/readers/agentcore/runtime.ts';
import { answering } from '../../answers.ts';
import { readerContract } from '../../contract.ts';
import { refOf } from '../../kit.ts';

const type = 'AWS::BedrockAgentCore::Runtime';
const containerUri = '111122223333.dkr.ecr.eu-central-1.amazonaws.com/agent@sha256:1';
const discoveryUrl = 'https://id.example/.well-known/openid-configuration';

describe(type, () => {
  readerContract({
    reader,
    main: { service: 'bedrock-agentcore-control', operation: 'GetAgentRuntime' },
    part: { operation: 'ListTagsForResource', member: 'Tags' },
    missing: refOf(type, 'agent-abcdefghij'),
    async make({ door }) {
      const { agentRuntimeId = '' } = await door.client(BedrockAgentCoreControlClient).send(
        new CreateAgentRuntimeCommand({
          agentRuntimeName: 'agent',
          roleArn: 'arn:aws:iam::111122223333:role/Agent',
          agentRuntimeArtifact: { containerConfiguration: { containerUri } },
          networkConfiguration: {
            networkMode: 'VPC',
            networkModeConfig: { securityGroups: ['sg-0a1b2c3d'], subnets: ['subnet-0a1b2c3d'] },
          },
          protocolConfiguration: { serverProtocol: 'MCP' },
          authorizerConfiguration: { customJWTAuthorizer: { discoveryUrl, allowedClients: ['web'] } },
          requestHeaderConfiguration: { requestHeaderAllowlist: ['Authorization'] },
          environmentVariables: { log_level: 'info' },
          tags: { team: 'ml' },
        }),
      );
      return refOf(type, agentRuntimeId);
    },
    properties: {
      AgentRuntimeName: 'agent',
      RoleArn: 'arn:aws:iam::111122223333:role/Agent',
      AgentRuntimeArtifact: { ContainerConfiguration: { ContainerUri: containerUri } },
      NetworkConfiguration: {
        NetworkMode: 'VPC',
        NetworkModeConfig: { SecurityGroups: ['sg-0a1b2c3d'], Subnets: ['subnet-0a1b2c3d'] },
      },
      ProtocolConfiguration: 'MCP',
      AuthorizerConfiguration: {
        CustomJWTAuthorizer: { DiscoveryUrl: discoveryUrl, AllowedClients: ['web'] },
      },
      RequestHeaderConfiguration: { RequestHeaderAllowlist: ['Authorization'] },
      LifecycleConfiguration: { IdleRuntimeSessionTimeout: 900, MaxLifetime: 28_800 },
      EnvironmentVariables: { log_level: 'info' },
      Status: 'READY',
      Tags: { team: 'ml' },
    },
  });

  it('does not take an authorizer that the SDK does not know for none', async () => {
    const aws = answering(({ operation }) =>
      operation === 'GetAgentRuntime'
        ? { agentRuntimeArn: 'arn', authorizerConfiguration: { $unknown: ['iamAuthorizer', {}] } }
        : {},
    );
    expect(await reader.read(refOf(type, 'a'), aws)).toMatchObject({
      resource: {
        properties: {
          AuthorizerConfiguration: { $unknown: 'the SDK does not know the member iamAuthorizer' },
        },
      },
    });
  });
});
