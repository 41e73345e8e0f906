import { CreateTrainingJobCommand, SageMakerClient } from '@aws-sdk/client-sagemaker';
import { describe, expect, it } from 'vitest';
import reader from '../../../../../adapters/aws/readers/sagemaker/training-job.ts';
import { readerContract } from '../../contract.ts';
import { type EmulatedAws, emulatedAws, refOf } from '../../kit.ts';

const ref = refOf('AWS::SageMaker::TrainingJob', 'night');

const asked = {
  TrainingJobName: ref.id,
  RoleArn: 'arn:aws:iam::111122223333:role/Train',
  AlgorithmSpecification: {
    TrainingImage: '111122223333.dkr.ecr.eu-central-1.amazonaws.com/t:1',
    TrainingInputMode: 'File' as const,
  },
  HyperParameters: { learning_rate: '0.1' },
  OutputDataConfig: { S3OutputPath: 's3://models/', KmsKeyId: 'alias/models' },
  ResourceConfig: {
    InstanceType: 'ml.m5.large' as const,
    InstanceCount: 1,
    VolumeSizeInGB: 30,
    VolumeKmsKeyId: 'alias/volumes',
  },
  StoppingCondition: { MaxRuntimeInSeconds: 3600 },
  EnableNetworkIsolation: true,
  EnableInterContainerTrafficEncryption: true,
};

async function make({ door }: EmulatedAws) {
  const Tags = [{ Key: 'team', Value: 'ml' }];
  await door.client(SageMakerClient).send(new CreateTrainingJobCommand({ ...asked, Tags }));
  return ref;
}

describe('AWS::SageMaker::TrainingJob', () => {
  readerContract({
    reader,
    main: { service: 'sagemaker', operation: 'DescribeTrainingJob' },
    part: { operation: 'ListTags', member: 'Tags' },
    missing: ref,
    make,
    properties: { ...asked, Tags: [{ Key: 'team', Value: 'ml' }] },
  });

  it('is not waited for while it runs: nothing of what is judged changes', async () => {
    const emulated = emulatedAws();
    await make(emulated);
    const result = await reader.read(ref, emulated.aws);
    expect(result).toMatchObject({ resource: { properties: { TrainingJobStatus: 'InProgress' } } });
    expect(result).not.toHaveProperty('transitional');
  });
});
