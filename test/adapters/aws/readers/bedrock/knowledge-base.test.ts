import { BedrockAgentClient, CreateKnowledgeBaseCommand } from '@aws-sdk/client-bedrock-agent';
import { describe } from 'vitest';
import reader from '../../../../../adapters/aws/readers/bedrock/knowledge-base.ts';
import { readerContract } from '../../contract.ts';
import { refOf } from '../../kit.ts';

const type = 'AWS::Bedrock::KnowledgeBase';
const collectionArn = 'arn:aws:aoss:eu-central-1:111122223333:collection/abc';
const embeddingModelArn = 'arn:aws:bedrock:eu-central-1::foundation-model/amazon.titan-embed-text-v2:0';

describe(type, () => {
  readerContract({
    reader,
    main: { service: 'bedrock-agent', operation: 'GetKnowledgeBase' },
    part: { operation: 'ListTagsForResource', member: 'Tags' },
    missing: refOf(type, 'KB12345678'),
    async make({ door }) {
      const { knowledgeBase } = await door.client(BedrockAgentClient).send(
        new CreateKnowledgeBaseCommand({
          name: 'handbook',
          roleArn: 'arn:aws:iam::111122223333:role/KB',
          knowledgeBaseConfiguration: {
            type: 'VECTOR',
            vectorKnowledgeBaseConfiguration: {
              embeddingModelArn,
              supplementalDataStorageConfiguration: {
                storageLocations: [{ type: 'S3', s3Location: { uri: 's3://pictures' } }],
              },
            },
          },
          storageConfiguration: {
            type: 'OPENSEARCH_SERVERLESS',
            opensearchServerlessConfiguration: {
              collectionArn,
              vectorIndexName: 'index',
              fieldMapping: { vectorField: 'v', textField: 't', metadataField: 'm' },
            },
          },
          tags: { team: 'ml' },
        }),
      );
      return refOf(type, knowledgeBase?.knowledgeBaseId ?? '');
    },
    properties: {
      Name: 'handbook',
      RoleArn: 'arn:aws:iam::111122223333:role/KB',
      Status: 'ACTIVE',
      KnowledgeBaseConfiguration: {
        Type: 'VECTOR',
        VectorKnowledgeBaseConfiguration: {
          EmbeddingModelArn: embeddingModelArn,
          SupplementalDataStorageConfiguration: {
            SupplementalDataStorageLocations: [
              { SupplementalDataStorageLocationType: 'S3', S3Location: { URI: 's3://pictures' } },
            ],
          },
        },
      },
      StorageConfiguration: {
        Type: 'OPENSEARCH_SERVERLESS',
        OpensearchServerlessConfiguration: {
          CollectionArn: collectionArn,
          FieldMapping: { VectorField: 'v', TextField: 't', MetadataField: 'm' },
        },
      },
      Tags: { team: 'ml' },
    },
  });
});
