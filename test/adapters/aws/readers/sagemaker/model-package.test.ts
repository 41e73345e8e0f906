import {
  CreateModelPackageCommand,
  CreateModelPackageGroupCommand,
  SageMakerClient,
} from '@aws-sdk/client-sagemaker';
import { describe, expect, it } from 'vitest';
import reader from '../../../../../adapters/aws/readers/sagemaker/model-package.ts';
import { readerContract } from '../../contract.ts';
import { type EmulatedAws, emulatedAws, refOf } from '../../kit.ts';

const type = 'AWS::SageMaker::ModelPackage';

const asked = {
  ModelPackageGroupName: 'credit',
  ModelPackageDescription: 'by night',
  ModelApprovalStatus: 'PendingManualApproval' as const,
  InferenceSpecification: {
    Containers: [{ Image: '111122223333.dkr.ecr.eu-central-1.amazonaws.com/credit@sha256:1' }],
    SupportedContentTypes: ['text/csv'],
    SupportedResponseMIMETypes: ['text/csv'],
  },
  MetadataProperties: { CommitId: 'abc', Repository: 'https://git.example/credit' },
  SecurityConfig: { KmsKeyId: 'alias/models' },
};

async function make({ door }: EmulatedAws) {
  const sagemaker = door.client(SageMakerClient);
  await sagemaker.send(new CreateModelPackageGroupCommand({ ModelPackageGroupName: 'credit' }));
  await sagemaker.send(new CreateModelPackageCommand(asked));
  return refOf(type, 'credit/1');
}

describe(type, () => {
  readerContract({
    reader,
    main: { service: 'sagemaker', operation: 'DescribeModelPackage' },
    part: { operation: 'ListTags', member: 'Tags' },
    missing: refOf(type, 'credit/7'),
    make,
    properties: { ...asked, ModelPackageVersion: 1, ModelPackageStatus: 'Completed' },
  });

  it('is read by its ARN as well', async () => {
    const emulated = emulatedAws();
    const ref = await make(emulated);
    const arn = 'arn:aws:sagemaker:eu-central-1:111122223333:model-package/credit/1';
    expect(await reader.read({ ...ref, arn, account: null }, emulated.aws)).toMatchObject({
      resource: { arn, account: '111122223333' },
    });
  });

  it('says who made it', async () => {
    const emulated = emulatedAws();
    const ref = await make(emulated);
    expect(await reader.read(ref, emulated.aws)).toMatchObject({
      resource: {
        properties: { CreatedBy: { IamIdentity: { Arn: expect.stringContaining('Developer') } } },
      },
    });
  });
});
