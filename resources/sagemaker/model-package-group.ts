import { defineResource } from '../definition.ts';
import { nameAfter } from '../identifiers.ts';

export default defineResource({
  type: 'AWS::SageMaker::ModelPackageGroup',
  service: 'sagemaker',
  role: 'ai',
  arnPattern: 'arn:${Partition}:sagemaker:${Region}:${Account}:model-package-group/${ModelPackageGroupName}',
  idFrom: nameAfter('sagemaker', 'model-package-group/'),
  names: ['ModelPackageGroupName'],
  terraform: [
    {
      type: 'aws_sagemaker_model_package_group',
      properties: {},
    },
  ],
});
