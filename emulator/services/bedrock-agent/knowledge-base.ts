import type { KnowledgeBase } from '@aws-sdk/client-bedrock-agent';
import { conflict, resourceNotFound } from '../../errors.ts';
import { restPage } from '../../pages.ts';
import type { Call, Operations } from '../../service.ts';
import { createTable } from '../../table.ts';
import { tags } from '../bedrock/_shared.ts';

type StoredBase = KnowledgeBase & { knowledgeBaseId: string; knowledgeBaseArn: string };

const bases = createTable<StoredBase>();

const BUILD_MS = 30_000;

export const knowledgeBase = {
  CreateKnowledgeBase(input, call) {
    const { clientToken: _token, tags: given, ...rest } = input;
    freeName(call, input.name, undefined);
    const knowledgeBaseId = call.world.ids.upper(10);
    const knowledgeBaseArn = call.arn(`knowledge-base/${knowledgeBaseId}`);
    const begun: StoredBase = {
      ...rest,
      ...{ knowledgeBaseId, knowledgeBaseArn },
      status: 'CREATING',
      createdAt: call.now(),
      updatedAt: call.now(),
    };
    settle(call, begun);
    tags.start(call, knowledgeBaseArn, given ?? {});
    return { knowledgeBase: begun };
  },

  GetKnowledgeBase: (input, call) => ({ knowledgeBase: findKnowledgeBase(call, input.knowledgeBaseId) }),

  ListKnowledgeBases(input, call) {
    const { page, nextToken } = restPage(bases.list(call), input);
    return { knowledgeBaseSummaries: page, nextToken };
  },

  UpdateKnowledgeBase(input, call) {
    const { knowledgeBaseId, knowledgeBaseArn, createdAt } = findKnowledgeBase(call, input.knowledgeBaseId);
    freeName(call, input.name, knowledgeBaseId);
    const begun: StoredBase = {
      ...input,
      ...{ knowledgeBaseId, knowledgeBaseArn, createdAt },
      status: 'UPDATING',
      updatedAt: call.now(),
    };
    settle(call, begun);
    return { knowledgeBase: begun };
  },

  DeleteKnowledgeBase(input, call) {
    const current = findKnowledgeBase(call, input.knowledgeBaseId);
    const leaving: StoredBase = { ...current, status: 'DELETING', updatedAt: call.now() };
    bases.put(call, input.knowledgeBaseId, leaving, { afterMs: BUILD_MS, become: () => undefined });
    tags.end(call, current.knowledgeBaseArn);
    return { knowledgeBaseId: input.knowledgeBaseId, status: 'DELETING' as const };
  },
} satisfies Operations<typeof import('@aws-sdk/client-bedrock-agent')>;

/** Data sources belong to a knowledge base that must exist. */
export function findKnowledgeBase(call: Call, id: string): StoredBase {
  const found = bases.get(call, id);
  if (found === undefined) throw resourceNotFound(`KnowledgeBase with id ${id} is not found.`);
  return found;
}

function settle(call: Call, begun: StoredBase): void {
  bases.put(call, begun.knowledgeBaseId, begun, {
    afterMs: BUILD_MS,
    become: (at) => ({ ...begun, status: 'ACTIVE', updatedAt: at }),
  });
}

function freeName(call: Call, wanted: string, ownId: string | undefined): void {
  const taken = bases
    .list(call)
    .find(({ name, knowledgeBaseId }) => name === wanted && knowledgeBaseId !== ownId);
  if (taken !== undefined) throw conflict(`KnowledgeBase with name ${wanted} already exists.`);
}
