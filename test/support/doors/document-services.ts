import { ComprehendClient, CreateEntityRecognizerCommand } from '@aws-sdk/client-comprehend';
import {
  CreateCollectionCommand,
  CreateSecurityPolicyCommand,
  OpenSearchServerlessClient,
} from '@aws-sdk/client-opensearchserverless';
import type { JsonObject } from '../../../resources/resource.ts';
import { createResource } from '../../adapters/aws/cloud-control.ts';
import { type EmulatedAws, refOf } from '../../adapters/aws/kit.ts';
import { type DoorCase, from } from './door.ts';
import { customerKey, customerKeyIn, KEY } from './key.ts';

const ROLE = 'arn:aws:iam::111122223333:role/Service';

const recognizerCase = (hasKeys: boolean): DoorCase => ({
  name: hasKeys ? 'an entity recognizer with keys' : 'an entity recognizer without a key',
  type: 'AWS::Comprehend::EntityRecognizer',
  make: ({ door }) =>
    door.client(ComprehendClient).send(
      new CreateEntityRecognizerCommand({
        RecognizerName: 'parts',
        LanguageCode: 'en',
        DataAccessRoleArn: ROLE,
        InputDataConfig: {
          EntityTypes: [{ Type: 'PART' }],
          Documents: { S3Uri: 's3://documents/train' },
          EntityList: { S3Uri: 's3://documents/parts.csv' },
        },
        ...(hasKeys && { ModelKmsKeyId: KEY, VolumeKmsKeyId: KEY }),
      }),
    ),
  template: {
    Judged: {
      Type: 'AWS::Comprehend::EntityRecognizer',
      Properties: {
        RecognizerName: 'parts',
        LanguageCode: 'en',
        DataAccessRoleArn: ROLE,
        InputDataConfig: {
          EntityTypes: [{ Type: 'PART' }],
          Documents: { S3Uri: 's3://documents/train' },
          EntityList: { S3Uri: 's3://documents/parts.csv' },
        },
        ...(hasKeys && { ModelKmsKeyId: KEY, VolumeKmsKeyId: KEY }),
      },
    },
  },
  plan: [
    {
      address: 'aws_comprehend_entity_recognizer.judged',
      after: {
        name: 'parts',
        data_access_role_arn: ROLE,
        input_data_config: [
          {
            annotations: [],
            augmented_manifests: [],
            data_format: 'COMPREHEND_CSV',
            documents: [{ input_format: null, s3_uri: 's3://documents/train', test_s3_uri: null }],
            entity_list: [{ s3_uri: 's3://documents/parts.csv' }],
            entity_types: [{ type: 'PART' }],
          },
        ],
        language_code: 'en',
        model_kms_key_id: hasKeys ? KEY : null,
        tags: null,
        timeouts: null,
        volume_kms_key_id: hasKeys ? KEY : null,
        vpc_config: [],
      },
      unknown: { version_name: true, version_name_prefix: true },
    },
  ],
  verdicts: { 'comprehend-entity-recognizer-kms': hasKeys ? 'COMPLIANT' : 'NON_COMPLIANT' },
});

const collectionCase = (hasKey: boolean): DoorCase => ({
  name: hasKey ? 'a vector collection with a key' : 'a vector collection under a key of AWS’s',
  type: 'AWS::OpenSearchServerless::Collection',
  async make({ door }) {
    const aoss = door.client(OpenSearchServerlessClient);
    const Rules = [{ ResourceType: 'collection', Resource: ['collection/docs'] }];
    const policy = JSON.stringify({ Rules, ...(hasKey ? { KmsARN: KEY } : { AWSOwnedKey: true }) });
    await aoss.send(new CreateSecurityPolicyCommand({ type: 'encryption', name: 'docs', policy }));
    await aoss.send(new CreateCollectionCommand({ name: 'docs', type: 'VECTORSEARCH' }));
  },
  template: {
    Judged: {
      Type: 'AWS::OpenSearchServerless::Collection',
      Properties: {
        Name: 'docs',
        Type: 'VECTORSEARCH',
        EncryptionConfig: hasKey ? { KmsKeyArn: KEY } : { AWSOwnedKey: true },
      },
    },
  },
  plan: [
    {
      address: 'aws_opensearchserverless_collection.docs',
      after: { name: 'docs', type: 'VECTORSEARCH' },
      unknown: { kms_key_arn: true },
    },
  ],
  cannotKnow: {
    plan: {
      'opensearch-serverless-collection-cmk':
        'an encryption policy decides, and the provider reads what it came to',
    },
  },
  verdicts: { 'opensearch-serverless-collection-cmk': hasKey ? 'COMPLIANT' : 'NON_COMPLIANT' },
});

/** Made as CloudFormation makes it: no event of the service itself tells of it here. */
async function madeAs(emulated: EmulatedAws, type: string, properties: JsonObject) {
  return refOf(type, await createResource(emulated, type, properties));
}

const INDEX = { Name: 'docs', Edition: 'ENTERPRISE_EDITION', RoleArn: ROLE };

const indexCase = (hasKey: boolean): DoorCase => ({
  name: hasKey ? 'an index with a key' : 'an index without a key',
  type: 'AWS::Kendra::Index',
  async make(emulated) {
    const key = hasKey && { ServerSideEncryptionConfiguration: { KmsKeyId: await customerKey(emulated) } };
    return madeAs(emulated, 'AWS::Kendra::Index', { ...INDEX, ...key });
  },
  template: {
    Judged: {
      Type: 'AWS::Kendra::Index',
      Properties: {
        ...INDEX,
        ...(hasKey && { ServerSideEncryptionConfiguration: { KmsKeyId: { Ref: 'Key' } } }),
      },
    },
    ...(hasKey && { Key: customerKeyIn.template }),
  },
  plan: [
    {
      address: 'aws_kendra_index.docs',
      after: {
        name: 'docs',
        edition: 'ENTERPRISE_EDITION',
        role_arn: ROLE,
        server_side_encryption_configuration: hasKey ? [{}] : [],
      },
      ...(hasKey && {
        unknown: { server_side_encryption_configuration: [{ kms_key_id: true }] },
        expressions: { server_side_encryption_configuration: [{ kms_key_id: from('aws_kms_key.key.arn') }] },
      }),
    },
    ...(hasKey ? [customerKeyIn.plan] : []),
  ],
  verdicts: { 'kendra-index-kms-cmk': hasKey ? 'COMPLIANT' : 'NON_COMPLIANT' },
});

const applicationCase = (isAnonymous: boolean): DoorCase => {
  const mode = isAnonymous ? 'ENABLED' : 'DISABLED';
  const properties = {
    DisplayName: 'answers',
    IdentityType: isAnonymous ? 'ANONYMOUS' : 'AWS_IAM_IDC',
    AttachmentsConfiguration: { AttachmentsControlMode: mode },
    AutoSubscriptionConfiguration: { AutoSubscribe: mode, DefaultSubscriptionType: 'Q_LITE' },
    PersonalizationConfiguration: { PersonalizationControlMode: mode },
  };
  const status = isAnonymous ? 'NON_COMPLIANT' : 'COMPLIANT';
  return {
    name: isAnonymous ? 'an application for anybody and anything' : 'an application for people who sign in',
    type: 'AWS::QBusiness::Application',
    make: (emulated) => madeAs(emulated, 'AWS::QBusiness::Application', properties),
    template: { Judged: { Type: 'AWS::QBusiness::Application', Properties: properties } },
    verdicts: {
      'qbusiness-application-no-anonymous': status,
      'qbusiness-attachments-controlled': status,
      'qbusiness-auto-subscribe-off': status,
      'qbusiness-personalization-reviewed': status,
    },
  };
};

/** What finds, understands and answers from documents. */
export const documentCases: readonly DoorCase[] = [
  ...[true, false].map(recognizerCase),
  ...[true, false].map(collectionCase),
  ...[true, false].map(indexCase),
  ...[false, true].map(applicationCase),
];
