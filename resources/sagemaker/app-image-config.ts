import { defineResource } from '../definition.ts';
import { nameAfter } from '../identifiers.ts';

export default defineResource({
  type: 'AWS::SageMaker::AppImageConfig',
  service: 'sagemaker',
  role: 'ai',
  arnPattern: 'arn:${Partition}:sagemaker:${Region}:${Account}:app-image-config/${AppImageConfigName}',
  idFrom: nameAfter('sagemaker', 'app-image-config/'),
  names: ['AppImageConfigName'],
  references: [],
  terraform: [
    {
      type: 'aws_sagemaker_app_image_config',
      properties: {
        jupyter_lab_image_config: 'JupyterLabAppImageConfig',
        'kernel_gateway_image_config[].kernel_spec': 'KernelGatewayImageConfig.KernelSpecs',
      },
    },
  ],
});
