import { defineResource } from '../definition.ts';
import { firstSegmentAfter } from '../identifiers.ts';

export default defineResource({
  type: 'AWS::SageMaker::NotebookInstanceLifecycleConfig',
  service: 'sagemaker',
  role: 'ai',
  arnPattern:
    'arn:${Partition}:sagemaker:${Region}:${Account}:notebook-instance-lifecycle-config/${NotebookInstanceLifecycleConfigName}',
  idFrom: firstSegmentAfter('sagemaker', 'notebook-instance-lifecycle-config/'),
  names: ['NotebookInstanceLifecycleConfigName'],
  terraform: [
    {
      type: 'aws_sagemaker_notebook_instance_lifecycle_configuration',
      properties: {
        name: 'NotebookInstanceLifecycleConfigName',
      },
    },
  ],
});
