import type { GetDataSourceCommandInput, UpdateDataSourceCommandInput } from '@aws-sdk/client-bedrock-agent';
import type { Json, JsonObject, ResourceRef } from '../../resources/resource.ts';
import { answers, apiCall, change, defineRemediation, draft, refuse } from '../remediation.ts';

const KEY = 'serverSideEncryptionConfiguration';
/** UpdateDataSource replaces all of them. */
const MEMBERS = [
  'dataDeletionPolicy',
  'dataSourceConfiguration',
  'description',
  'name',
  KEY,
  'vectorIngestionConfiguration',
] as const;

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

  async read(ref, ask) {
    const { dataSource } = await ask(get(idsOf(ref)));
    return Object.fromEntries(
      ['status', ...MEMBERS].map((member) => [member, Reflect.get(Object(dataSource), member)]),
    );
  },

  plan({ resource, before, options: { kmsKeyArn } }) {
    if (kmsKeyArn === undefined) return refuse('the settings name no KMS key for this Region');
    if (before['status'] !== 'AVAILABLE') {
      return refuse(`the data source is ${String(before['status'])}; wait until it is AVAILABLE`);
    }
    const ids = idsOf(resource);
    const step = { ...writing(ids, before, { kmsKeyArn }), undo: writing(ids, before, before[KEY] ?? null) };
    const has: Json | undefined = Reflect.get(Object(before[KEY]), 'kmsKeyArn');
    return draft([change('ServerSideEncryptionConfiguration.KmsKeyArn', has, kmsKeyArn)], [step]);
  },
});

type Ids = Pick<GetDataSourceCommandInput, 'knowledgeBaseId' | 'dataSourceId'>;

const idsOf = ({ id, parent }: ResourceRef): Ids => ({
  knowledgeBaseId: parent?.['KnowledgeBaseId'] ?? '',
  dataSourceId: id,
});

const get = (ids: Ids) => apiCall<GetDataSourceCommandInput>('bedrock-agent', 'GetDataSource', ids);

function writing(ids: Ids, before: JsonObject, key: Json) {
  const members = MEMBERS.map((name) => [name, name === KEY ? key : (before[name] ?? null)] as const);
  const asked = Object.fromEntries(members.filter(([, value]) => value !== null));
  return {
    call: apiCall<UpdateDataSourceCommandInput>('bedrock-agent', 'UpdateDataSource', {
      ...ids,
      ...(asked as unknown as Omit<UpdateDataSourceCommandInput, keyof Ids>),
    }),
    until: answers(get(ids), { 'dataSource.status': ['AVAILABLE'], [`dataSource.${KEY}`]: [key] }),
  };
}
