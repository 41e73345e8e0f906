import type { DataSource } from '@aws-sdk/client-bedrock-agent';
import { conflict, resourceNotFound } from '../../errors.ts';
import { restPage } from '../../pages.ts';
import type { Call, Operations } from '../../service.ts';
import { createTable } from '../../table.ts';
import { findKnowledgeBase } from './knowledge-base.ts';

type StoredSource = DataSource & { knowledgeBaseId: string; dataSourceId: string };

const sources = createTable<StoredSource>();

const DELETION_MS = 30_000;

export const dataSource = {
  CreateDataSource(input, call) {
    const { clientToken: _token, ...given } = input;
    findKnowledgeBase(call, input.knowledgeBaseId);
    freeName(call, input, undefined);
    const source: StoredSource = {
      dataDeletionPolicy: 'DELETE',
      ...given,
      dataSourceId: call.world.ids.upper(10),
      status: 'AVAILABLE',
      createdAt: call.now(),
      updatedAt: call.now(),
    };
    put(call, source);
    return { dataSource: source };
  },

  GetDataSource: (input, call) => ({ dataSource: find(call, input.knowledgeBaseId, input.dataSourceId) }),

  ListDataSources(input, call) {
    findKnowledgeBase(call, input.knowledgeBaseId);
    const { page, nextToken } = restPage(ofBase(call, input.knowledgeBaseId), input);
    return { dataSourceSummaries: page, nextToken };
  },

  UpdateDataSource(input, call) {
    const { createdAt, status } = find(call, input.knowledgeBaseId, input.dataSourceId);
    freeName(call, input, input.dataSourceId);
    const source: StoredSource = {
      dataDeletionPolicy: 'DELETE',
      ...input,
      ...{ createdAt, status },
      updatedAt: call.now(),
    };
    put(call, source);
    return { dataSource: source };
  },

  DeleteDataSource(input, call) {
    const { knowledgeBaseId, dataSourceId } = input;
    const leaving: StoredSource = {
      ...find(call, knowledgeBaseId, dataSourceId),
      status: 'DELETING',
      updatedAt: call.now(),
    };
    sources.put(call, keyOf(leaving), leaving, { afterMs: DELETION_MS, become: () => undefined });
    return { knowledgeBaseId, dataSourceId, status: 'DELETING' as const };
  },
} satisfies Operations<typeof import('@aws-sdk/client-bedrock-agent')>;

function keyOf(source: { knowledgeBaseId: string; dataSourceId: string }): string {
  return `${source.knowledgeBaseId}/${source.dataSourceId}`;
}

function put(call: Call, source: StoredSource): void {
  sources.put(call, keyOf(source), source);
}

function ofBase(call: Call, id: string): StoredSource[] {
  return sources.list(call).filter(({ knowledgeBaseId }) => knowledgeBaseId === id);
}

function find(call: Call, knowledgeBaseId: string, dataSourceId: string): StoredSource {
  findKnowledgeBase(call, knowledgeBaseId);
  const found = sources.get(call, keyOf({ knowledgeBaseId, dataSourceId }));
  if (found === undefined) throw resourceNotFound(`DataSource with id ${dataSourceId} is not found.`);
  return found;
}

function freeName(
  call: Call,
  wanted: { knowledgeBaseId: string; name: string },
  ownId: string | undefined,
): void {
  const siblings = ofBase(call, wanted.knowledgeBaseId);
  if (siblings.some(({ name, dataSourceId }) => name === wanted.name && dataSourceId !== ownId)) {
    throw conflict(`DataSource with name ${wanted.name} already exists.`);
  }
}
