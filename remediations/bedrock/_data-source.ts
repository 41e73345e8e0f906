import type { GetDataSourceCommandInput, UpdateDataSourceCommandInput } from '@aws-sdk/client-bedrock-agent';
import type { Json, JsonObject, ResourceRef } from '../../resources/resource.ts';
import { type Ask, answers, apiCall, type Step } from '../remediation.ts';

/** UpdateDataSource replaces all of them. */
const MEMBERS = [
  'dataDeletionPolicy',
  'dataSourceConfiguration',
  'description',
  'name',
  'serverSideEncryptionConfiguration',
  'vectorIngestionConfiguration',
] as const;

type Ids = Pick<GetDataSourceCommandInput, 'knowledgeBaseId' | 'dataSourceId'>;

/** The data source as the API tells it, without times. */
export async function readDataSource(ref: ResourceRef, ask: Ask): Promise<JsonObject> {
  const { dataSource } = await ask(get(idsOf(ref)));
  return Object.fromEntries(
    ['status', ...MEMBERS].map((member) => [member, Reflect.get(Object(dataSource), member)]),
  );
}

/** Why a data source is left alone for now; undefined where nothing is in the way. */
export const notAvailable = ({ status }: JsonObject): string | undefined =>
  status === 'AVAILABLE' ? undefined : `the data source is ${String(status)}; wait until it is AVAILABLE`;

/** Replaces the data source by one with another value of `member`, and puts the old one back. */
export function replacing(
  ref: ResourceRef,
  before: JsonObject,
  { member, value }: { member: (typeof MEMBERS)[number]; value: Json },
): Step {
  const ids = idsOf(ref);
  return {
    ...writing(ids, { ...before, [member]: value }, member),
    undo: writing(ids, before, member),
  };
}

/** CloudFormation's identifier is `KnowledgeBaseId|DataSourceId`; an event tells the knowledge base apart. */
function idsOf({ id, parent }: ResourceRef): Ids {
  const [first = '', second] = id.split('|');
  return second === undefined
    ? {
        knowledgeBaseId: parent?.['KnowledgeBaseId'] ?? parent?.['knowledgeBaseId'] ?? '',
        dataSourceId: id,
      }
    : { knowledgeBaseId: first, dataSourceId: second };
}

const get = (ids: Ids) => apiCall<GetDataSourceCommandInput>('bedrock-agent', 'GetDataSource', ids);

function writing(ids: Ids, state: JsonObject, member: string) {
  const asked = Object.fromEntries(
    MEMBERS.flatMap((name) =>
      state[name] === undefined || state[name] === null ? [] : [[name, state[name]]],
    ),
  );
  return {
    call: apiCall<UpdateDataSourceCommandInput>('bedrock-agent', 'UpdateDataSource', {
      ...ids,
      ...(asked as unknown as Omit<UpdateDataSourceCommandInput, keyof Ids>),
    }),
    until: answers(get(ids), {
      'dataSource.status': ['AVAILABLE'],
      [`dataSource.${member}`]: [state[member] ?? null],
    }),
  };
}
