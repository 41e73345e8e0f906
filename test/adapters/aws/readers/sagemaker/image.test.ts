import { CreateImageCommand, SageMakerClient } from '@aws-sdk/client-sagemaker';
import { describe } from 'vitest';
import reader from '../../../../../adapters/aws/readers/sagemaker/image.ts';
import { readerContract } from '../../contract.ts';
import { refOf } from '../../kit.ts';

const ref = refOf('AWS::SageMaker::Image', 'torch');

describe('AWS::SageMaker::Image', () => {
  readerContract({
    reader,
    main: { service: 'sagemaker', operation: 'DescribeImage' },
    part: { operation: 'ListTags', member: 'Tags' },
    missing: ref,
    async make({ door }) {
      await door.client(SageMakerClient).send(
        new CreateImageCommand({
          ImageName: ref.id,
          RoleArn: 'arn:aws:iam::111122223333:role/Images',
          Description: 'PyTorch 2',
          DisplayName: 'Torch',
          Tags: [{ Key: 'team', Value: 'ml' }],
        }),
      );
      return ref;
    },
    properties: {
      ImageName: ref.id,
      ImageRoleArn: 'arn:aws:iam::111122223333:role/Images',
      ImageDescription: 'PyTorch 2',
      ImageDisplayName: 'Torch',
      Tags: [{ Key: 'team', Value: 'ml' }],
    },
  });
});
