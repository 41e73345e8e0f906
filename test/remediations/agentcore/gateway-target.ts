import {
  BedrockAgentCoreControlClient,
  CreateGatewayCommand,
  CreateGatewayTargetCommand,
  type CreateGatewayTargetRequest,
  type TargetConfiguration,
} from '@aws-sdk/client-bedrock-agentcore-control';
import fc from 'fast-check';
import type { Emulated, World } from '../../../emulator/index.ts';
import { refOf } from '../kit.ts';

type Settings = Partial<CreateGatewayTargetRequest>;

export const target =
  (targetConfiguration: TargetConfiguration, asked: Settings = {}) =>
  async (door: Emulated, { clock }: World) => {
    const client = door.client(BedrockAgentCoreControlClient);
    const { gatewayId: gatewayIdentifier = '' } = await client.send(
      new CreateGatewayCommand({
        name: 'tools',
        roleArn: 'arn:aws:iam::111122223333:role/Gateway',
        protocolType: 'MCP',
        authorizerType: 'AWS_IAM',
      }),
    );
    clock.advance(60_000);
    const { targetId = '' } = await client.send(
      new CreateGatewayTargetCommand({ gatewayIdentifier, name: 'orders', targetConfiguration, ...asked }),
    );
    const ref = refOf('AWS::BedrockAgentCore::GatewayTarget', targetId);
    return { ...ref, parent: { gatewayIdentifier } };
  };

/** A target with anything set, besides where its tools come from. */
export const anySettings = fc.record(
  {
    description: fc.string({ minLength: 1, maxLength: 20 }),
    metadataConfiguration: fc.constant({ allowedRequestHeaders: ['X-Trace'] }),
    credentialProviderConfigurations: fc.constant([{ credentialProviderType: 'GATEWAY_IAM_ROLE' }]),
    privateEndpoint: fc.constant({
      selfManagedLatticeResource: { resourceConfigurationIdentifier: 'rcfg-0123456789abcdef0' },
    }),
  },
  { requiredKeys: [] },
) as fc.Arbitrary<Settings>;
