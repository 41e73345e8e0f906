import { defineResource } from '../definition.ts';
import { firstSegmentAfter } from '../identifiers.ts';

export default defineResource({
  type: 'AWS::BedrockAgentCore::Gateway',
  service: 'bedrock-agentcore',
  role: 'ai',
  arnPattern: 'arn:${Partition}:bedrock-agentcore:${Region}:${Account}:gateway/${GatewayId}',
  idFrom: firstSegmentAfter('bedrock-agentcore', 'gateway/'),
  references: [
    { path: 'RoleArn', type: 'AWS::IAM::Role' },
    { path: 'KmsKeyArn', type: 'AWS::KMS::Key' },
    { path: 'PolicyEngineConfiguration.Arn', type: 'AWS::BedrockAgentCore::PolicyEngine' },
    { path: 'InterceptorConfigurations[].Interceptor.Lambda.Arn', type: 'AWS::Lambda::Function' },
  ],
  readOnly: { GatewayIdentifier: 'string', GatewayArn: 'string', Status: 'string' },
  terraform: [
    {
      type: 'aws_bedrockagentcore_gateway',
      properties: {
        'authorizer_configuration[].custom_jwt_authorizer': 'AuthorizerConfiguration.CustomJWTAuthorizer',
        'authorizer_configuration[].custom_jwt_authorizer[].custom_claim':
          'AuthorizerConfiguration.CustomJWTAuthorizer.CustomClaims',
        interceptor_configuration: 'InterceptorConfigurations',
      },
    },
  ],
});
