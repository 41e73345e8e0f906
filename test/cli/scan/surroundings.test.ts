import { CreateRepositoryCommand, ECRClient } from '@aws-sdk/client-ecr';
import { CreateAliasCommand, CreateKeyCommand, KMSClient } from '@aws-sdk/client-kms';
import { CreateBucketCommand, DeletePublicAccessBlockCommand, S3Client } from '@aws-sdk/client-s3';
import { CreateModelCommand, CreateTrainingJobCommand, SageMakerClient } from '@aws-sdk/client-sagemaker';
import { describe, expect, it } from 'vitest';
import { ACCOUNT, HERE, ONLY_NOTEBOOKS, ROLE, SOUND, scanKit, verdictOf } from './kit.ts';

const { doorIn, folder, notebook, role, scanned, world } = scanKit();

describe('what surrounds AI', () => {
  const ADMIN = 'ai-execution-role-admin';

  it('is judged where an AI resource refers to it, and left alone elsewhere', async () => {
    await role('execution', 'ec2.amazonaws.com');
    await role('web-server', 'ec2.amazonaws.com');
    await notebook('Research');
    const { findings } = await scanned(['--type', 'AWS::IAM::Role', '--region', HERE, '--all']);
    expect(verdictOf(findings, ADMIN, 'role/execution')).toBe('NON_COMPLIANT');
    expect(verdictOf(findings, ADMIN, 'role/web-server')).toBe('NOT_APPLICABLE');
    // The notebook was read only to see what it refers to.
    expect(new Set(findings.map(({ resource }) => resource.type))).toEqual(new Set(['AWS::IAM::Role']));
  });

  it('is not known to be left alone while some AI resources cannot be seen', async () => {
    await role('web-server', 'ec2.amazonaws.com');
    world().faults.deny({ operation: 'ListNotebookInstances' });
    const { findings } = await scanned(['--type', 'AWS::IAM::Role', '--region', HERE, '--all']);
    expect(verdictOf(findings, ADMIN, 'role/web-server')).toBe('INSUFFICIENT_DATA');
    expect(findings.find(({ rule }) => rule === ADMIN)?.because).toBe(
      'who refers to it is not known: AWS::SageMaker::NotebookInstance: access denied: sagemaker:ListNotebookInstances',
    );
  });

  it('is judged all the same where enough is seen', async () => {
    await role('execution', 'ec2.amazonaws.com');
    await notebook('Research');
    world().faults.deny({ operation: 'ListModels' });
    const { findings } = await scanned(['--type', 'AWS::IAM::Role', '--region', HERE]);
    expect(verdictOf(findings, ADMIN, 'role/execution')).toBe('NON_COMPLIANT');
  });

  it('is unknown where the one that refers to it cannot be read', async () => {
    await role('execution', 'ec2.amazonaws.com');
    await notebook('Research');
    world().faults.deny({ operation: 'DescribeNotebookInstance' });
    const { findings } = await scanned(['--type', 'AWS::IAM::Role', '--region', HERE]);
    expect(verdictOf(findings, ADMIN, 'role/execution')).toBe('INSUFFICIENT_DATA');
  });

  it('is found through an alias, an image and a bucket’s URL', async () => {
    const door = doorIn();
    const { KeyMetadata } = await door.client(KMSClient).send(new CreateKeyCommand({}));
    const TargetKeyId = KeyMetadata?.KeyId ?? '';
    await door.client(KMSClient).send(new CreateAliasCommand({ AliasName: 'alias/ml', TargetKeyId }));
    await door.client(ECRClient).send(new CreateRepositoryCommand({ repositoryName: 'models/chat' }));
    const bucket = {
      Bucket: 'training-data',
      CreateBucketConfiguration: { LocationConstraint: HERE } as const,
    };
    await door.client(S3Client).send(new CreateBucketCommand(bucket));
    await door.client(S3Client).send(new DeletePublicAccessBlockCommand({ Bucket: 'training-data' }));
    await notebook('Research', { KmsKeyId: 'alias/ml' });
    const Image = `${ACCOUNT}.dkr.ecr.${HERE}.amazonaws.com/models/chat:1`;
    await door
      .client(SageMakerClient)
      .send(
        new CreateModelCommand({ ModelName: 'chat', PrimaryContainer: { Image }, ExecutionRoleArn: ROLE }),
      );
    await training('s3://training-data/in');
    const { findings } = await scanned(['--region', HERE, '--profile', 'sensitive']);
    expect(verdictOf(findings, 'ai-kms-key-rotation', TargetKeyId)).toBe('NON_COMPLIANT');
    expect(verdictOf(findings, 'ai-ecr-scan-on-push', 'repository/models/chat')).toBe('NON_COMPLIANT');
    expect(verdictOf(findings, 'ai-bucket-public-access-block', ':training-data')).toBe('NON_COMPLIANT');
  });

  it('counts where the settings say that it serves AI', async () => {
    await role('by-hand', 'ec2.amazonaws.com');
    folder.write('assay.config.json', { servesAi: ['by-*'] });
    const { findings } = await scanned(['--type', 'AWS::IAM::Role', '--region', HERE]);
    expect(verdictOf(findings, ADMIN, 'role/by-hand')).toBe('NON_COMPLIANT');
  });

  it('that rules need is read once, however many refer to it', async () => {
    const { KeyMetadata } = await doorIn().client(KMSClient).send(new CreateKeyCommand({}));
    for (const name of ['a', 'b', 'c']) await notebook(name, { ...SOUND, KmsKeyId: KeyMetadata?.Arn });
    world().readWriteType = 'All';
    const { findings } = await scanned([...ONLY_NOTEBOOKS, '--profile', 'sensitive', '--all']);
    expect(
      findings.filter(({ rule }) => rule === 'sagemaker-notebook-kms-cmk').map(({ status }) => status),
    ).toEqual(['COMPLIANT', 'COMPLIANT', 'COMPLIANT']);
    expect(world().events.filter(({ eventName }) => eventName === 'DescribeKey')).toHaveLength(1);
  });
});

async function training(S3OutputPath: string) {
  await doorIn()
    .client(SageMakerClient)
    .send(
      new CreateTrainingJobCommand({
        TrainingJobName: 'train',
        RoleArn: ROLE,
        AlgorithmSpecification: { TrainingImage: 'image', TrainingInputMode: 'File' },
        OutputDataConfig: { S3OutputPath },
        ResourceConfig: { InstanceType: 'ml.m5.large', InstanceCount: 1, VolumeSizeInGB: 10 },
        StoppingCondition: { MaxRuntimeInSeconds: 3600 },
      }),
    );
}
