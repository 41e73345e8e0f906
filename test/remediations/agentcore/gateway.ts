import {
  BedrockAgentCoreControlClient,
  CreateGatewayCommand,
  type CreateGatewayRequest,
} from '@aws-sdk/client-bedrock-agentcore-control';
import fc from 'fast-check';
import type { Emulated } from '../../../emulator/index.ts';
import { refOf } from '../kit.ts';

export const ENGINE = 'arn:aws:bedrock-agentcore:eu-central-1:111122223333:policy-engine/e-0123456789';

export const gateway =
  (asked: Partial<CreateGatewayRequest> = {}) =>
  async (door: Emulated) => {
    const { gatewayId = '', gatewayArn } = await door.client(BedrockAgentCoreControlClient).send(
      new CreateGatewayCommand({
        name: 'tools',
        roleArn: 'arn:aws:iam::111122223333:role/Gateway',
        protocolType: 'MCP',
        authorizerType: 'AWS_IAM',
        ...asked,
      }),
    );
    return refOf('AWS::BedrockAgentCore::Gateway', gatewayId, gatewayArn);
  };

/** A gateway with anything set that the rules at hand do not judge. */
export const anySettings = fc.record(
  {
    description: fc.string({ minLength: 1, maxLength: 20 }),
    protocolConfiguration: fc.constant({
      mcp: { instructions: 'ask first', searchType: 'SEMANTIC' as const },
    }),
    policyEngineConfiguration: fc.constant({
      arn: ENGINE,
      mode: 'LOG_ONLY' as const,
    }),
  },
  { requiredKeys: [] },
);
