import { defineResource } from '../definition.ts';

export default defineResource({
  type: 'AWS::BedrockAgentCore::GatewayTarget',
  service: 'bedrock-agentcore',
  role: 'ai',
  references: [
    { path: 'GatewayIdentifier', type: 'AWS::BedrockAgentCore::Gateway' },
    { path: 'TargetConfiguration.Mcp.Lambda.LambdaArn', type: 'AWS::Lambda::Function' },
    { path: 'TargetConfiguration.Mcp.OpenApiSchema.S3.Uri', type: 'AWS::S3::Bucket' },
    { path: 'TargetConfiguration.Mcp.SmithyModel.S3.Uri', type: 'AWS::S3::Bucket' },
  ],
  readOnly: { TargetId: 'string', Status: 'string' },
  terraform: [
    {
      type: 'aws_bedrockagentcore_gateway_target',
      properties: {
        credential_provider_configuration: 'CredentialProviderConfigurations',
      },
    },
  ],
});
