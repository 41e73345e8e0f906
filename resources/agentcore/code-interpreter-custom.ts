import { defineResource } from '../definition.ts';
import { firstSegmentAfter } from '../identifiers.ts';

export default defineResource({
  type: 'AWS::BedrockAgentCore::CodeInterpreterCustom',
  service: 'bedrock-agentcore',
  role: 'ai',
  arnPattern:
    'arn:${Partition}:bedrock-agentcore:${Region}:${Account}:code-interpreter-custom/${CodeInterpreterId}',
  idFrom: firstSegmentAfter('bedrock-agentcore', 'code-interpreter-custom/'),
  references: [{ path: 'ExecutionRoleArn', type: 'AWS::IAM::Role' }],
  readOnly: { CodeInterpreterId: 'string', CodeInterpreterArn: 'string', Status: 'string' },
  terraform: [
    {
      type: 'aws_bedrockagentcore_code_interpreter',
      properties: {
        'network_configuration[].vpc_config': 'NetworkConfiguration.VpcConfig',
        'network_configuration[].vpc_config[].security_groups':
          'NetworkConfiguration.VpcConfig.SecurityGroups',
        'network_configuration[].vpc_config[].subnets': 'NetworkConfiguration.VpcConfig.Subnets',
      },
    },
  ],
});
