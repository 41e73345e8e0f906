import { defineResource } from '../definition.ts';

export default defineResource({
  type: 'AWS::Bedrock::ResourcePolicy',
  service: 'bedrock',
  role: 'ai',
  terraform: [
    {
      type: 'aws_bedrock_resource_policy',
      properties: {
        policy: 'PolicyDocument',
      },
    },
  ],
});
