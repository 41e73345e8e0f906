import { CreateDomainCommand, SageMakerClient } from '@aws-sdk/client-sagemaker';
import { describe, expect, it } from 'vitest';
import reader from '../../../../../adapters/aws/readers/sagemaker/domain.ts';
import { answering } from '../../answers.ts';
import { readerContract } from '../../contract.ts';
import { refOf } from '../../kit.ts';

const asked = {
  DomainName: 'studio',
  AuthMode: 'SSO' as const,
  VpcId: 'vpc-1',
  SubnetIds: ['subnet-1'],
  AppNetworkAccessType: 'VpcOnly' as const,
  KmsKeyId: 'arn:aws:kms:eu-central-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab',
  DefaultUserSettings: {
    ExecutionRole: 'arn:aws:iam::111122223333:role/Studio',
    SharingSettings: { NotebookOutputOption: 'Allowed' as const, S3KmsKeyId: 'alias/out' },
  },
};

const type = 'AWS::SageMaker::Domain';

describe(type, () => {
  readerContract({
    reader,
    main: { service: 'sagemaker', operation: 'DescribeDomain' },
    part: { operation: 'ListTags', member: 'Tags' },
    missing: refOf(type, 'd-none'),
    async make({ door }) {
      const Tags = [{ Key: 'team', Value: 'ml' }];
      const { DomainArn = '' } = await door
        .client(SageMakerClient)
        .send(new CreateDomainCommand({ ...asked, Tags }));
      return refOf(type, DomainArn.split('/').at(-1) ?? '');
    },
    properties: { ...asked, Status: 'InService', Tags: [{ Key: 'team', Value: 'ml' }] },
  });

  it.each([
    ['what the domain says', { RootlessDocker: 'ENABLED' }, 'ENABLED'],
    ['DISABLED, the default, where it says nothing', {}, 'DISABLED'],
  ])('tells whether Docker is rootless: %s', async (_, DockerSettings, RootlessDocker) => {
    const aws = answering(({ operation }) =>
      operation === 'DescribeDomain' ? { DomainSettings: { DockerSettings } } : {},
    );
    expect(await reader.read(refOf(type, 'd-1'), aws)).toMatchObject({
      resource: { properties: { RootlessDocker } },
    });
  });

  it('takes the key of an old domain from where old domains have it', async () => {
    const aws = answering(({ operation }) =>
      operation === 'DescribeDomain' ? { HomeEfsFileSystemKmsKeyId: 'alias/efs' } : {},
    );
    expect(await reader.read(refOf(type, 'd-1'), aws)).toMatchObject({
      resource: { properties: { KmsKeyId: 'alias/efs' } },
    });
  });
});
