import {
  BedrockAgentCoreControlClient,
  CreateGatewayCommand,
} from '@aws-sdk/client-bedrock-agentcore-control';
import { describe } from 'vitest';
import reader from '../../../../../adapters/aws/readers/agentcore/gateway.ts';
import { readerContract } from '../../contract.ts';
import { refOf } from '../../kit.ts';

const type = 'AWS::BedrockAgentCore::Gateway';
const lambda = 'arn:aws:lambda:eu-central-1:111122223333:function:check';
const engine = 'arn:aws:bedrock-agentcore:eu-central-1:111122223333:policy-engine/tools-0123456789';

describe(type, () => {
  readerContract({
    reader,
    main: { service: 'bedrock-agentcore-control', operation: 'GetGateway' },
    part: { operation: 'ListTagsForResource', member: 'Tags' },
    missing: refOf(type, 'tools-abcdefghij'),
    async make({ door }) {
      const { gatewayId = '' } = await door.client(BedrockAgentCoreControlClient).send(
        new CreateGatewayCommand({
          name: 'Tools',
          roleArn: 'arn:aws:iam::111122223333:role/Tools',
          protocolType: 'MCP',
          protocolConfiguration: { mcp: { searchType: 'SEMANTIC' } },
          authorizerType: 'CUSTOM_JWT',
          authorizerConfiguration: {
            customJWTAuthorizer: {
              discoveryUrl: 'https://id.example.com/.well-known/openid-configuration',
              allowedAudience: ['tools'],
            },
          },
          kmsKeyArn: 'arn:aws:kms:eu-central-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab',
          exceptionLevel: 'DEBUG',
          policyEngineConfiguration: { arn: engine, mode: 'ENFORCE' },
          interceptorConfigurations: [
            {
              interceptor: { lambda: { arn: lambda } },
              interceptionPoints: ['REQUEST'],
              inputConfiguration: { passRequestHeaders: true },
            },
          ],
          tags: { team: 'ml' },
        }),
      );
      return refOf(type, gatewayId);
    },
    properties: {
      Name: 'Tools',
      RoleArn: 'arn:aws:iam::111122223333:role/Tools',
      ProtocolType: 'MCP',
      ProtocolConfiguration: { Mcp: { SearchType: 'SEMANTIC' } },
      AuthorizerType: 'CUSTOM_JWT',
      AuthorizerConfiguration: {
        CustomJWTAuthorizer: {
          DiscoveryUrl: 'https://id.example.com/.well-known/openid-configuration',
          AllowedAudience: ['tools'],
        },
      },
      KmsKeyArn: 'arn:aws:kms:eu-central-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab',
      ExceptionLevel: 'DEBUG',
      PolicyEngineConfiguration: { Arn: engine, Mode: 'ENFORCE' },
      InterceptorConfigurations: [
        {
          Interceptor: { Lambda: { Arn: lambda } },
          InterceptionPoints: ['REQUEST'],
          InputConfiguration: { PassRequestHeaders: true },
        },
      ],
      Status: 'READY',
      Tags: { team: 'ml' },
    },
  });
});
