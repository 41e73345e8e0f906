import type {
  GetGatewayCommandInput,
  UpdateGatewayCommandInput,
} from '@aws-sdk/client-bedrock-agentcore-control';
import { apiCall } from '../remediation.ts';
import type { Whole } from './_whole.ts';

type Member = Exclude<keyof UpdateGatewayCommandInput, 'gatewayIdentifier'>;

/** What every remediation that writes a gateway needs and rests on. */
export const GATEWAY_CALLS = {
  permissions: ['bedrock-agentcore:GetGateway', 'bedrock-agentcore:UpdateGateway'],
  implied: { 'iam:PassRole': 'bedrock-agentcore:UpdateGateway names the gateway’s role again' },
  references: [
    'https://docs.aws.amazon.com/bedrock-agentcore-control/latest/APIReference/API_UpdateGateway.html',
  ],
} as const;

export const gatewayOf = ({ id: gatewayIdentifier }: { readonly id: string }): Whole<Member> => ({
  noun: 'the gateway',
  // The compiler asks for each that the SDK has.
  members: {
    authorizerConfiguration: true,
    authorizerType: true,
    customTransformConfiguration: true,
    description: true,
    exceptionLevel: true,
    interceptorConfigurations: true,
    kmsKeyArn: true,
    name: true,
    policyEngineConfiguration: true,
    protocolConfiguration: true,
    protocolType: true,
    roleArn: true,
    wafConfiguration: true,
  },
  get: apiCall<GetGatewayCommandInput>('bedrock-agentcore-control', 'GetGateway', { gatewayIdentifier }),
  update: (asked) =>
    apiCall<UpdateGatewayCommandInput>('bedrock-agentcore-control', 'UpdateGateway', {
      gatewayIdentifier,
      ...(asked as unknown as Omit<UpdateGatewayCommandInput, 'gatewayIdentifier'>),
    }),
  never: ['FAILED', 'DELETING', 'UPDATE_UNSUCCESSFUL'],
});
