import { change, defineRemediation, draft, notYet, refuse } from '../remediation.ts';
import { notAvailable, readDataSource, replacing } from './_data-source.ts';

const KEY = 'serverSideEncryptionConfiguration';

export default defineRemediation({
  id: 'bedrock-data-source-kms-cmk',
  title: 'Encrypt what the data source keeps while it ingests with your own key',
  resourceType: 'AWS::Bedrock::DataSource',
  repairs: ['bedrock-data-source-kms-cmk'],
  risk: 'disruptive',
  breaks:
    'The role of the knowledge base needs to use the key: without, the next ingestion fails. What is ingested stays.',
  permissions: ['bedrock:GetDataSource', 'bedrock:UpdateDataSource'],
  references: ['https://docs.aws.amazon.com/bedrock/latest/APIReference/API_agent_UpdateDataSource.html'],

  read: readDataSource,

  plan({ resource, before, options: { kmsKeyArn } }) {
    if (kmsKeyArn === undefined) return refuse('the settings name no KMS key for this Region');
    const waiting = notAvailable(before);
    if (waiting !== undefined) return notYet(waiting);
    return draft(
      [
        change(
          'ServerSideEncryptionConfiguration.KmsKeyArn',
          Reflect.get(Object(before[KEY]), 'kmsKeyArn'),
          kmsKeyArn,
        ),
      ],
      [replacing(resource, before, { member: KEY, value: { kmsKeyArn } })],
    );
  },
});
