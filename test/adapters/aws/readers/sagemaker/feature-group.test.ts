import { CreateFeatureGroupCommand, SageMakerClient } from '@aws-sdk/client-sagemaker';
import { describe, expect, it } from 'vitest';
import reader from '../../../../../adapters/aws/readers/sagemaker/feature-group.ts';
import { answering } from '../../answers.ts';
import { readerContract } from '../../contract.ts';
import { refOf } from '../../kit.ts';

const ref = refOf('AWS::SageMaker::FeatureGroup', 'clients');

const asked = {
  FeatureGroupName: ref.id,
  RecordIdentifierFeatureName: 'id',
  EventTimeFeatureName: 'at',
  FeatureDefinitions: [
    { FeatureName: 'id', FeatureType: 'String' as const },
    { FeatureName: 'at', FeatureType: 'Fractional' as const },
  ],
  OnlineStoreConfig: { EnableOnlineStore: true, SecurityConfig: { KmsKeyId: 'alias/online' } },
  OfflineStoreConfig: { S3StorageConfig: { S3Uri: 's3://features/', KmsKeyId: 'alias/offline' } },
  RoleArn: 'arn:aws:iam::111122223333:role/Features',
};

describe('AWS::SageMaker::FeatureGroup', () => {
  readerContract({
    reader,
    main: { service: 'sagemaker', operation: 'DescribeFeatureGroup' },
    part: { operation: 'ListTags', member: 'Tags' },
    missing: ref,
    async make({ door }) {
      const Tags = [{ Key: 'team', Value: 'ml' }];
      await door.client(SageMakerClient).send(new CreateFeatureGroupCommand({ ...asked, Tags }));
      return ref;
    },
    properties: { ...asked, Tags: [{ Key: 'team', Value: 'ml' }] },
  });

  it('reads every page of features', async () => {
    const pages: Record<string, object> = {
      first: { FeatureDefinitions: [{ FeatureName: 'a' }], NextToken: 'second' },
      second: { FeatureDefinitions: [{ FeatureName: 'b' }] },
    };
    const aws = answering(({ operation, input }) =>
      operation === 'DescribeFeatureGroup' ? pages[Reflect.get(input, 'NextToken') ?? 'first'] : {},
    );
    expect(await reader.read(ref, aws)).toMatchObject({
      resource: { properties: { FeatureDefinitions: [{ FeatureName: 'a' }, { FeatureName: 'b' }] } },
    });
  });
});
