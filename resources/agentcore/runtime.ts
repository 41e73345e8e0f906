import { defineResource } from '../definition.ts';
import { firstSegmentAfter } from '../identifiers.ts';

export default defineResource({
  type: 'AWS::BedrockAgentCore::Runtime',
  service: 'bedrock-agentcore',
  role: 'ai',
  arnPattern: 'arn:${Partition}:bedrock-agentcore:${Region}:${Account}:runtime/${AgentRuntimeId}',
  idFrom: firstSegmentAfter('bedrock-agentcore', 'runtime/'),
  references: [
    { path: 'RoleArn', type: 'AWS::IAM::Role' },
    { path: 'AgentRuntimeArtifact.ContainerConfiguration.ContainerUri', type: 'AWS::ECR::Repository' },
    { path: 'AgentRuntimeArtifact.CodeConfiguration.Code.S3.Bucket', type: 'AWS::S3::Bucket' },
  ],
  // CloudFormation has no MetadataConfiguration (2026-09).
  readOnly: {
    AgentRuntimeId: 'string',
    AgentRuntimeArn: 'string',
    Status: 'string',
    MetadataConfiguration: { RequireMMDSV2: 'boolean' },
  },
  terraform: [
    {
      type: 'aws_bedrockagentcore_agent_runtime',
      properties: {
        'agent_runtime_artifact[].code_configuration[].entry_point':
          'AgentRuntimeArtifact.CodeConfiguration.EntryPoint',
        'authorizer_configuration[].custom_jwt_authorizer': 'AuthorizerConfiguration.CustomJWTAuthorizer',
        'authorizer_configuration[].custom_jwt_authorizer[].custom_claim':
          'AuthorizerConfiguration.CustomJWTAuthorizer.CustomClaims',
        'network_configuration[].network_mode_config': 'NetworkConfiguration.NetworkModeConfig',
        'protocol_configuration[].server_protocol': 'ProtocolConfiguration',
      },
    },
  ],
});
