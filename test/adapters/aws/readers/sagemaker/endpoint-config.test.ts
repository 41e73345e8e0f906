import { CreateEndpointConfigCommand, CreateModelCommand, SageMakerClient } from '@aws-sdk/client-sagemaker';
import { describe } from 'vitest';
import reader from '../../../../../adapters/aws/readers/sagemaker/endpoint-config.ts';
import { readerContract } from '../../contract.ts';
import { refOf } from '../../kit.ts';

const ref = refOf('AWS::SageMaker::EndpointConfig', 'Chat');
const key = 'arn:aws:kms:eu-central-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab';

const asked = {
  EndpointConfigName: ref.id,
  KmsKeyId: key,
  ProductionVariants: [
    { VariantName: 'all', ModelName: 'chat', InstanceType: 'ml.m5.large' as const, InitialInstanceCount: 2 },
  ],
  DataCaptureConfig: {
    EnableCapture: true,
    InitialSamplingPercentage: 100,
    DestinationS3Uri: 's3://captures/chat',
    KmsKeyId: key,
    CaptureOptions: [{ CaptureMode: 'Input' as const }],
  },
  VpcConfig: { SecurityGroupIds: ['sg-1'], Subnets: ['subnet-1'] },
  EnableNetworkIsolation: true,
  ExecutionRoleArn: 'arn:aws:iam::111122223333:role/Chat',
};

describe('AWS::SageMaker::EndpointConfig', () => {
  readerContract({
    reader,
    main: { service: 'sagemaker', operation: 'DescribeEndpointConfig' },
    part: { operation: 'ListTags', member: 'Tags' },
    missing: ref,
    async make({ door }) {
      const sagemaker = door.client(SageMakerClient);
      await sagemaker.send(
        new CreateModelCommand({ ModelName: 'chat', ExecutionRoleArn: asked.ExecutionRoleArn }),
      );
      const Tags = [{ Key: 'team', Value: 'ml' }];
      await sagemaker.send(new CreateEndpointConfigCommand({ ...asked, Tags }));
      return ref;
    },
    properties: { ...asked, Tags: [{ Key: 'team', Value: 'ml' }] },
  });
});
