import {
  BedrockAgentClient,
  CreateDataSourceCommand,
  type CreateDataSourceRequest,
  CreateKnowledgeBaseCommand,
} from '@aws-sdk/client-bedrock-agent';
import fc from 'fast-check';
import type { Emulated } from '../../../emulator/index.ts';
import { refOf } from '../kit.ts';

/** A data source, and its knowledge base with these tags. */
export const dataSource =
  (asked: Partial<CreateDataSourceRequest> = {}, tags: Record<string, string> = {}) =>
  async (door: Emulated) => {
    const client = door.client(BedrockAgentClient);
    const { knowledgeBase } = await client.send(
      new CreateKnowledgeBaseCommand({
        name: 'handbook',
        roleArn: 'arn:aws:iam::111122223333:role/KB',
        knowledgeBaseConfiguration: { type: 'VECTOR' },
        tags,
      }),
    );
    const KnowledgeBaseId = knowledgeBase?.knowledgeBaseId ?? '';
    const { dataSource: made } = await client.send(
      new CreateDataSourceCommand({
        knowledgeBaseId: KnowledgeBaseId,
        name: 'pages',
        dataSourceConfiguration: { type: 'S3', s3Configuration: { bucketArn: 'arn:aws:s3:::pages' } },
        ...asked,
      }),
    );
    return { ...refOf('AWS::Bedrock::DataSource', made?.dataSourceId ?? ''), parent: { KnowledgeBaseId } };
  };

/** Anything that a data source may have. */
export const anySettings: fc.Arbitrary<Partial<CreateDataSourceRequest>> = fc.record(
  {
    description: fc.string({ minLength: 1, maxLength: 20 }),
    dataDeletionPolicy: fc.constantFrom('RETAIN' as const, 'DELETE' as const),
    serverSideEncryptionConfiguration: fc.constant({
      kmsKeyArn: 'arn:aws:kms:eu-central-1:111122223333:key/00000000-12ab-34cd-56ef-1234567890ab',
    }),
    vectorIngestionConfiguration: fc.constant({
      chunkingConfiguration: { chunkingStrategy: 'NONE' as const },
    }),
  },
  { requiredKeys: [] },
) as fc.Arbitrary<Partial<CreateDataSourceRequest>>;
