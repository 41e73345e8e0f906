import {
  CreateRepositoryCommand,
  ECRClient,
  PutLifecyclePolicyCommand,
  PutRegistryScanningConfigurationCommand,
  SetRepositoryPolicyCommand,
} from '@aws-sdk/client-ecr';
import { describe, expect, it } from 'vitest';
import reader from '../../../../../adapters/aws/readers/ecr/repository.ts';
import { readerContract } from '../../contract.ts';
import { type EmulatedAws, emulatedAws, readOf, refOf } from '../../kit.ts';

const type = 'AWS::ECR::Repository';
const ref = refOf(type, 'models/chat');
const policy = { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Principal: '*', Action: 'ecr:*' }] };
const name = { repositoryName: ref.id };
const kmsKey = 'arn:aws:kms:eu-central-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab';
const lifecyclePolicyText =
  '{"rules":[{"rulePriority":1,"selection":{"tagStatus":"any","countType":"imageCountMoreThan","countNumber":3},"action":{"type":"expire"}}]}';

async function make({ door }: EmulatedAws) {
  const ecr = door.client(ECRClient);
  const encryptionConfiguration = { encryptionType: 'KMS' as const, kmsKey };
  const tags = [{ Key: 'team', Value: 'ml' }];
  await ecr.send(new CreateRepositoryCommand({ ...name, encryptionConfiguration, tags }));
  await ecr.send(new SetRepositoryPolicyCommand({ ...name, policyText: JSON.stringify(policy) }));
  await ecr.send(new PutLifecyclePolicyCommand({ ...name, lifecyclePolicyText }));
  return ref;
}

const read = async ({ aws }: EmulatedAws) => readOf(await reader.read(ref, aws), reader).properties;

describe(type, () => {
  readerContract({
    reader,
    main: { service: 'ecr', operation: 'DescribeRepositories' },
    part: { operation: 'BatchGetRepositoryScanningConfiguration', member: 'ScanFrequency' },
    make,
    missing: ref,
    properties: {
      RepositoryName: 'models/chat',
      ImageTagMutability: 'MUTABLE',
      ImageScanningConfiguration: { ScanOnPush: false },
      ScanFrequency: 'MANUAL',
      EncryptionConfiguration: { EncryptionType: 'KMS', KmsKey: kmsKey },
      RepositoryPolicyText: policy,
      LifecyclePolicy: { LifecyclePolicyText: lifecyclePolicyText },
      Tags: [{ Key: 'team', Value: 'ml' }],
    },
  });

  it('has no policy, and no unknown one, where none is set', async () => {
    const emulated = emulatedAws();
    await emulated.door.client(ECRClient).send(new CreateRepositoryCommand(name));
    const properties = await read(emulated);
    expect(properties['RepositoryPolicyText']).toBeUndefined();
    expect(properties['LifecyclePolicy']).toBeUndefined();
  });

  it('counts in what the registry scans by its own rules', async () => {
    const emulated = emulatedAws();
    await make(emulated);
    const repositoryFilters = [{ filter: 'models/*', filterType: 'WILDCARD' as const }];
    const rules = [{ scanFrequency: 'CONTINUOUS_SCAN' as const, repositoryFilters }];
    await emulated.door
      .client(ECRClient)
      .send(new PutRegistryScanningConfigurationCommand({ scanType: 'ENHANCED', rules }));
    expect(await read(emulated)).toMatchObject({ ScanFrequency: 'CONTINUOUS_SCAN' });
  });
});
