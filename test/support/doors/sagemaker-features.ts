import {
  CreateFeatureGroupCommand,
  type CreateFeatureGroupRequest,
  DescribeFeatureGroupCommand,
  SageMakerClient,
} from '@aws-sdk/client-sagemaker';
import type { EmulatedAws } from '../../adapters/aws/kit.ts';
import type { DoorCase } from './door.ts';
import { KEY } from './key.ts';
import { tagged } from './tags.ts';

const sagemaker = ({ door }: EmulatedAws) => door.client(SageMakerClient);

const ROLE = 'arn:aws:iam::111122223333:role/Ml';

const group = {
  FeatureGroupName: 'churn',
  RecordIdentifierFeatureName: 'id',
  EventTimeFeatureName: 'at',
  FeatureDefinitions: [
    { FeatureName: 'id', FeatureType: 'String' as const },
    { FeatureName: 'at', FeatureType: 'String' as const },
  ],
  RoleArn: ROLE,
};

const featureGroup = (KmsKeyId: string | undefined) =>
  ({
    ...group,
    OnlineStoreConfig: { EnableOnlineStore: true, ...(KmsKeyId && { SecurityConfig: { KmsKeyId } }) },
    OfflineStoreConfig: { S3StorageConfig: { S3Uri: 's3://features/churn', ...(KmsKeyId && { KmsKeyId }) } },
    ...(KmsKeyId && { Tags: tagged.list }),
  }) satisfies CreateFeatureGroupRequest;

const plannedGroup = (kms_key_id: string | null) => ({
  feature_group_name: 'churn',
  record_identifier_feature_name: 'id',
  event_time_feature_name: 'at',
  feature_definition: [
    { feature_name: 'id', feature_type: 'String', collection_config: [], collection_type: null },
    { feature_name: 'at', feature_type: 'String', collection_config: [], collection_type: null },
  ],
  role_arn: ROLE,
  description: null,
  online_store_config: [
    {
      enable_online_store: true,
      security_config: kms_key_id === null ? [] : [{ kms_key_id }],
      storage_type: null,
      ttl_duration: [],
    },
  ],
  offline_store_config: [
    {
      disable_glue_table_creation: null,
      s3_storage_config: [{ s3_uri: 's3://features/churn', kms_key_id }],
      table_format: 'Glue',
    },
  ],
  ...(kms_key_id === null ? { tags: null } : tagged.plan),
});

const featureGroupCase = (key: string | undefined): DoorCase => ({
  name: key ? 'a feature group with an owner and keys' : 'a feature group without either',
  type: 'AWS::SageMaker::FeatureGroup',
  make: (emulated) => sagemaker(emulated).send(new CreateFeatureGroupCommand(featureGroup(key))),
  template: { Judged: { Type: 'AWS::SageMaker::FeatureGroup', Properties: featureGroup(key) } },
  plan: [
    {
      address: 'aws_sagemaker_feature_group.judged',
      after: plannedGroup(key ?? null),
      unknown: {
        throughput_config: true,
        offline_store_config: [
          { data_catalog_config: true, s3_storage_config: [{ resolved_output_s3_uri: true }] },
        ],
      },
    },
  ],
  isWholeInEvent: true,
  describe: (emulated) =>
    sagemaker(emulated).send(new DescribeFeatureGroupCommand({ FeatureGroupName: 'churn' })),
  verdicts: {
    'sagemaker-feature-group-offline-kms': key ? 'COMPLIANT' : 'NON_COMPLIANT',
    'sagemaker-feature-group-online-kms': key ? 'COMPLIANT' : 'NON_COMPLIANT',
    'sagemaker-feature-group-tagged': key ? 'COMPLIANT' : 'NON_COMPLIANT',
  },
  cannotKnow: {
    state: { 'sagemaker-feature-group-tagged': 'the event carries what Describe answers, and no tags' },
  },
});

export const featureCases: readonly DoorCase[] = [featureGroupCase(KEY), featureGroupCase(undefined)];
