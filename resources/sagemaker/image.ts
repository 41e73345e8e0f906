import { defineResource } from '../definition.ts';
import { nameAfter } from '../identifiers.ts';

export default defineResource({
  type: 'AWS::SageMaker::Image',
  service: 'sagemaker',
  role: 'ai',
  arnPattern: 'arn:${Partition}:sagemaker:${Region}:${Account}:image/${ImageName}',
  idFrom: nameAfter('sagemaker', 'image/'),
  names: ['ImageName'],
  references: [{ path: 'ImageRoleArn', type: 'AWS::IAM::Role' }],
  terraform: [
    {
      type: 'aws_sagemaker_image',
      properties: {
        description: 'ImageDescription',
        display_name: 'ImageDisplayName',
        role_arn: 'ImageRoleArn',
      },
    },
  ],
});
