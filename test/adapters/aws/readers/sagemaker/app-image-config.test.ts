import { CreateAppImageConfigCommand, SageMakerClient } from '@aws-sdk/client-sagemaker';
import { describe } from 'vitest';
import reader from '../../../../../adapters/aws/readers/sagemaker/app-image-config.ts';
import { readerContract } from '../../contract.ts';
import { refOf } from '../../kit.ts';

const ref = refOf('AWS::SageMaker::AppImageConfig', 'torch-lab');

const asked = {
  AppImageConfigName: ref.id,
  JupyterLabAppImageConfig: { ContainerConfig: { ContainerEnvironmentVariables: { MODE: 'test' } } },
  KernelGatewayImageConfig: {
    KernelSpecs: [{ Name: 'python3', DisplayName: 'Python 3' }],
    FileSystemConfig: { MountPath: '/home', DefaultUid: 1000, DefaultGid: 100 },
  },
};

describe('AWS::SageMaker::AppImageConfig', () => {
  readerContract({
    reader,
    main: { service: 'sagemaker', operation: 'DescribeAppImageConfig' },
    part: { operation: 'ListTags', member: 'Tags' },
    missing: ref,
    async make({ door }) {
      const Tags = [{ Key: 'team', Value: 'ml' }];
      await door.client(SageMakerClient).send(new CreateAppImageConfigCommand({ ...asked, Tags }));
      return ref;
    },
    properties: {
      ...asked,
      // A map in the API, a list in CloudFormation.
      JupyterLabAppImageConfig: {
        ContainerConfig: { ContainerEnvironmentVariables: [{ Key: 'MODE', Value: 'test' }] },
      },
      Tags: [{ Key: 'team', Value: 'ml' }],
    },
  });
});
