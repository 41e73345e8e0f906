import {
  BedrockAgentClient,
  CreateDataSourceCommand,
  CreateKnowledgeBaseCommand,
} from '@aws-sdk/client-bedrock-agent';
import { describe, expect, it } from 'vitest';
import reader from '../../../../../adapters/aws/readers/bedrock/data-source.ts';
import { readerContract } from '../../contract.ts';
import { type EmulatedAws, emulatedAws, refOf } from '../../kit.ts';

const type = 'AWS::Bedrock::DataSource';

async function make({ door }: EmulatedAws) {
  const client = door.client(BedrockAgentClient);
  const { knowledgeBase } = await client.send(
    new CreateKnowledgeBaseCommand({
      name: 'handbook',
      roleArn: 'arn:aws:iam::111122223333:role/KB',
      knowledgeBaseConfiguration: { type: 'VECTOR' },
    }),
  );
  const { dataSource } = await client.send(
    new CreateDataSourceCommand({
      knowledgeBaseId: knowledgeBase?.knowledgeBaseId,
      name: 'pages',
      dataSourceConfiguration: { type: 'S3', s3Configuration: { bucketArn: 'arn:aws:s3:::pages' } },
      serverSideEncryptionConfiguration: {
        kmsKeyArn: 'arn:aws:kms:eu-central-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab',
      },
    }),
  );
  return refOf(type, `${dataSource?.knowledgeBaseId}|${dataSource?.dataSourceId}`);
}

describe(type, () => {
  readerContract({
    reader,
    main: { service: 'bedrock-agent', operation: 'GetDataSource' },
    missing: refOf(type, 'KB12345678|DS12345678'),
    make,
    properties: {
      Name: 'pages',
      DataDeletionPolicy: 'DELETE',
      DataSourceConfiguration: { Type: 'S3', S3Configuration: { BucketArn: 'arn:aws:s3:::pages' } },
      ServerSideEncryptionConfiguration: {
        KmsKeyArn: 'arn:aws:kms:eu-central-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab',
      },
      DataSourceStatus: 'AVAILABLE',
    },
  });

  it('is read by its own id where an event tells the knowledge base apart', async () => {
    const emulated = emulatedAws();
    const { id } = await make(emulated);
    const [knowledgeBaseId = '', dataSourceId = ''] = id.split('|');
    const ref = refOf(type, dataSourceId, { parent: { knowledgeBaseId } });
    expect(await reader.read(ref, emulated.aws)).toMatchObject({
      outcome: 'read',
      resource: { id: dataSourceId },
    });
  });

  it('is not looked for without its knowledge base', async () => {
    expect(await reader.read(refOf(type, 'DS12345678'), emulatedAws().aws)).toEqual({
      outcome: 'failed',
      because: 'the knowledge base of data source DS12345678 is not known',
      retryable: false,
    });
  });
});
