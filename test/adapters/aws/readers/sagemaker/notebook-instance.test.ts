import { CreateNotebookInstanceCommand, SageMakerClient } from '@aws-sdk/client-sagemaker';
import { describe, expect, it } from 'vitest';
import reader from '../../../../../adapters/aws/readers/sagemaker/notebook-instance.ts';
import { readerContract } from '../../contract.ts';
import { type EmulatedAws, emulatedAws, refOf } from '../../kit.ts';

const ref = refOf('AWS::SageMaker::NotebookInstance', 'Research');

async function make({ door }: EmulatedAws) {
  await door.client(SageMakerClient).send(
    new CreateNotebookInstanceCommand({
      NotebookInstanceName: ref.id,
      InstanceType: 'ml.t3.medium',
      RoleArn: 'arn:aws:iam::111122223333:role/Notebook',
      SubnetId: 'subnet-1',
      SecurityGroupIds: ['sg-1'],
      LifecycleConfigName: 'patches',
      DirectInternetAccess: 'Disabled',
      Tags: [{ Key: 'team', Value: 'ml' }],
    }),
  );
  return ref;
}

describe('AWS::SageMaker::NotebookInstance', () => {
  readerContract({
    reader,
    main: { service: 'sagemaker', operation: 'DescribeNotebookInstance' },
    part: { operation: 'ListTags', member: 'Tags' },
    make,
    missing: ref,
    properties: {
      NotebookInstanceName: 'Research',
      InstanceType: 'ml.t3.medium',
      RoleArn: 'arn:aws:iam::111122223333:role/Notebook',
      SubnetId: 'subnet-1',
      SecurityGroupIds: ['sg-1'],
      LifecycleConfigName: 'patches',
      DirectInternetAccess: 'Disabled',
      RootAccess: 'Enabled',
      VolumeSizeInGB: 5,
      NotebookInstanceStatus: 'InService',
      Tags: [{ Key: 'team', Value: 'ml' }],
    },
  });

  it('is on its way while it is pending, and no more once it is in service', async () => {
    const emulated = emulatedAws();
    await make(emulated);
    expect(await reader.read(ref, emulated.aws)).toMatchObject({ transitional: 'Pending' });
    emulated.world.clock.advance(60 * 60_000);
    expect(await reader.read(ref, emulated.aws)).not.toHaveProperty('transitional');
  });

  it('carries its ARN, the time it was made and the interval of the read', async () => {
    const emulated = emulatedAws();
    await make(emulated);
    expect(await reader.read(ref, emulated.aws)).toMatchObject({
      resource: {
        arn: 'arn:aws:sagemaker:eu-central-1:111122223333:notebook-instance/research',
        source: 'live',
        createdAt: '2026-01-01T00:00:00.000Z',
        read: ['2026-01-01T00:00:00.000Z', '2026-01-01T00:00:00.000Z'],
      },
    });
  });
});
