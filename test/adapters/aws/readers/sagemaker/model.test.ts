import { CreateModelCommand, SageMakerClient } from '@aws-sdk/client-sagemaker';
import { describe } from 'vitest';
import reader from '../../../../../adapters/aws/readers/sagemaker/model.ts';
import { readerContract } from '../../contract.ts';
import { refOf } from '../../kit.ts';

const ref = refOf('AWS::SageMaker::Model', 'chat');

const asked = {
  ModelName: ref.id,
  ExecutionRoleArn: 'arn:aws:iam::111122223333:role/Chat',
  EnableNetworkIsolation: true,
  VpcConfig: { SecurityGroupIds: ['sg-1'], Subnets: ['subnet-1'] },
  PrimaryContainer: {
    Image: '111122223333.dkr.ecr.eu-central-1.amazonaws.com/chat@sha256:1',
    ModelDataUrl: 's3://models/chat.tar.gz',
    Environment: { lower_case: 'stays' },
  },
};

describe('AWS::SageMaker::Model', () => {
  readerContract({
    reader,
    main: { service: 'sagemaker', operation: 'DescribeModel' },
    part: { operation: 'ListTags', member: 'Tags' },
    missing: ref,
    async make({ door }) {
      const Tags = [{ Key: 'team', Value: 'ml' }];
      await door.client(SageMakerClient).send(new CreateModelCommand({ ...asked, Tags }));
      return ref;
    },
    properties: { ...asked, Tags: [{ Key: 'team', Value: 'ml' }] },
  });
});
