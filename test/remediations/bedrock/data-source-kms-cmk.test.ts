import {
  BedrockAgentClient,
  CreateDataSourceCommand,
  type CreateDataSourceRequest,
  CreateKnowledgeBaseCommand,
} from '@aws-sdk/client-bedrock-agent';
import fc from 'fast-check';
import type { Emulated } from '../../../emulator/index.ts';
import remediation from '../../../remediations/bedrock/data-source-kms-cmk.ts';
import { itPutsRight, refOf } from '../kit.ts';

const dataSource =
  (asked: Partial<CreateDataSourceRequest> = {}) =>
  async (door: Emulated) => {
    const client = door.client(BedrockAgentClient);
    const { knowledgeBase } = await client.send(
      new CreateKnowledgeBaseCommand({
        name: 'handbook',
        roleArn: 'arn:aws:iam::111122223333:role/KB',
        knowledgeBaseConfiguration: { type: 'VECTOR' },
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

const scene = {
  name: 'a data source under a key of AWS',
  rule: 'bedrock-data-source-kms-cmk',
  make: dataSource(),
  options: { kmsKeyArn: 'arn:aws:kms:eu-central-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab' },
} as const;

const settings = fc.record(
  {
    description: fc.string({ minLength: 1, maxLength: 20 }),
    dataDeletionPolicy: fc.constantFrom('RETAIN' as const, 'DELETE' as const),
    vectorIngestionConfiguration: fc.constant({
      chunkingConfiguration: { chunkingStrategy: 'NONE' as const },
    }),
  },
  { requiredKeys: [] },
);

itPutsRight(remediation, [scene], {
  anyScene: settings.map((each) => ({
    ...scene,
    make: dataSource(each as Partial<CreateDataSourceRequest>),
  })),
});
