import { defineResource } from '../definition.ts';
import { firstSegmentAfter } from '../identifiers.ts';

export default defineResource({
  type: 'AWS::BedrockAgentCore::BrowserCustom',
  service: 'bedrock-agentcore',
  role: 'ai',
  arnPattern: 'arn:${Partition}:bedrock-agentcore:${Region}:${Account}:browser-custom/${BrowserId}',
  idFrom: firstSegmentAfter('bedrock-agentcore', 'browser-custom/'),
  references: [
    { path: 'ExecutionRoleArn', type: 'AWS::IAM::Role' },
    { path: 'RecordingConfig.S3Location.Bucket', type: 'AWS::S3::Bucket' },
    { path: 'EnterprisePolicies[].Location.Bucket', type: 'AWS::S3::Bucket' },
  ],
  readOnly: { BrowserId: 'string', BrowserArn: 'string', Status: 'string' },
  terraform: [
    {
      type: 'aws_bedrockagentcore_browser',
      properties: {
        'network_configuration[].vpc_config': 'NetworkConfiguration.VpcConfig',
        'network_configuration[].vpc_config[].security_groups':
          'NetworkConfiguration.VpcConfig.SecurityGroups',
        'network_configuration[].vpc_config[].subnets': 'NetworkConfiguration.VpcConfig.Subnets',
        recording: 'RecordingConfig',
        'recording[].s3_location': 'RecordingConfig.S3Location',
      },
    },
  ],
});
