import {
  BedrockAgentCoreControlClient,
  CreateGatewayCommand,
  CreateGatewayTargetCommand,
} from '@aws-sdk/client-bedrock-agentcore-control';
import { describe, expect, it } from 'vitest';
import reader from '../../../../../adapters/aws/readers/agentcore/gateway-target.ts';
import { readResource } from '../../../../../adapters/aws/readers/index.ts';
import { readerContract } from '../../contract.ts';
import { emulatedAws, refOf } from '../../kit.ts';

const type = 'AWS::BedrockAgentCore::GatewayTarget';
const uri = 's3://schemas/orders.json';

describe(type, () => {
  readerContract({
    reader,
    main: { service: 'bedrock-agentcore-control', operation: 'GetGatewayTarget' },
    missing: refOf(type, 'ABCDEFGHIJ', { parent: { gatewayIdentifier: 'tools-abcdefghij' } }),
    async make({ door }) {
      const client = door.client(BedrockAgentCoreControlClient);
      const { gatewayId = '', gatewayArn = '' } = await client.send(
        new CreateGatewayCommand({
          name: 'tools',
          roleArn: 'arn:aws:iam::111122223333:role/Tools',
          protocolType: 'MCP',
          authorizerType: 'AWS_IAM',
        }),
      );
      const { targetId = '' } = await client.send(
        new CreateGatewayTargetCommand({
          gatewayIdentifier: gatewayId,
          name: 'orders',
          targetConfiguration: { mcp: { openApiSchema: { s3: { uri } } } },
          credentialProviderConfigurations: [{ credentialProviderType: 'GATEWAY_IAM_ROLE' }],
        }),
      );
      return refOf(type, targetId, { parent: { gatewayIdentifier: gatewayArn } });
    },
    properties: {
      Name: 'orders',
      GatewayIdentifier: expect.stringMatching(/^tools-/),
      TargetConfiguration: { Mcp: { OpenApiSchema: { S3: { Uri: uri } } } },
      CredentialProviderConfigurations: [{ CredentialProviderType: 'GATEWAY_IAM_ROLE' }],
    },
  });

  it('is not read without its gateway', async () => {
    const { aws } = emulatedAws();
    expect(await readResource(refOf(type, 'ABCDEFGHIJ'), aws)).toMatchObject({
      outcome: 'failed',
      because: 'the gateway of target ABCDEFGHIJ is not known',
      retryable: false,
    });
  });
});
