import type {
  Memory,
  MemoryStrategy,
  MemoryStrategyInput,
  UpdateMemoryInput,
} from '@aws-sdk/client-bedrock-agentcore-control';
import { AwsError, EmulatorError, resourceNotFound } from '../../errors.ts';
import { restPage } from '../../pages.ts';
import type { Call, Operations } from '../../service.ts';
import { createTable } from '../../table.ts';
import { idFor, tags } from './_shared.ts';

type StoredMemory = Memory & { id: string; arn: string };

const memories = createTable<StoredMemory>();

const BUILD_MS = 120_000;

export const memory = {
  CreateMemory(input, call) {
    const { clientToken: _token, tags: given, memoryStrategies = [], ...rest } = input;
    if (memories.list(call).some(({ name }) => name === input.name)) {
      throw new AwsError('ValidationException', `Memory with name ${input.name} already exists`);
    }
    const id = idFor(call, input.name);
    const arn = call.arn(`memory/${id}`);
    const begun: StoredMemory = {
      ...rest,
      ...{ id, arn },
      strategies: memoryStrategies.map((strategy) => strategyOf(call, strategy)),
      status: 'CREATING',
      createdAt: call.now(),
      updatedAt: call.now(),
    };
    settle(call, begun);
    tags.start(call, arn, given ?? {});
    return { memory: begun };
  },

  GetMemory: (input, call) => ({ memory: find(call, input.memoryId) }),

  ListMemories(input, call) {
    const { page, nextToken } = restPage(memories.list(call), input);
    return { memories: page, nextToken };
  },

  UpdateMemory(input, call) {
    const { clientToken: _token, memoryId, memoryStrategies, addIndexedKeys = [], ...rest } = input;
    const current = find(call, memoryId);
    const indexedKeys = [...(current.indexedKeys ?? []), ...addIndexedKeys];
    const begun: StoredMemory = {
      ...current,
      ...rest,
      strategies: changed(call, current.strategies ?? [], memoryStrategies),
      ...(indexedKeys.length > 0 && { indexedKeys }),
      status: 'UPDATING',
      updatedAt: call.now(),
    };
    settle(call, begun);
    return { memory: begun };
  },

  DeleteMemory(input, call) {
    const current = find(call, input.memoryId);
    const leaving: StoredMemory = { ...current, status: 'DELETING', updatedAt: call.now() };
    memories.put(call, current.id, leaving, { afterMs: BUILD_MS, become: () => undefined });
    tags.end(call, current.arn);
    return { memoryId: input.memoryId, status: 'DELETING' as const };
  },
} satisfies Operations<typeof import('@aws-sdk/client-bedrock-agentcore-control')>;

function settle(call: Call, begun: StoredMemory): void {
  memories.put(call, begun.id, begun, {
    afterMs: BUILD_MS,
    become: (at) => ({ ...begun, status: 'ACTIVE', updatedAt: at }),
  });
}

function find(call: Call, id: string): StoredMemory {
  const found = memories.get(call, id);
  if (found === undefined) throw resourceNotFound(`Memory not found: ${id}`);
  return found;
}

function changed(
  call: Call,
  current: MemoryStrategy[],
  change: UpdateMemoryInput['memoryStrategies'],
): MemoryStrategy[] {
  const deleted = (change?.deleteMemoryStrategies ?? []).map(({ memoryStrategyId }) => memoryStrategyId);
  const modified = new Map(
    (change?.modifyMemoryStrategies ?? []).map((entry) => [entry.memoryStrategyId, entry]),
  );
  const kept = current
    .filter(({ strategyId }) => !deleted.includes(strategyId))
    .map((strategy) => {
      const {
        memoryStrategyId: _id,
        configuration: _own,
        ...given
      } = modified.get(strategy.strategyId) ?? {};
      return { ...strategy, ...given };
    });
  return [...kept, ...(change?.addMemoryStrategies ?? []).map((strategy) => strategyOf(call, strategy))];
}

// The configuration of a custom strategy is written and read in different shapes; only what both have is kept.
function strategyOf(call: Call, input: MemoryStrategyInput): MemoryStrategy {
  const [type, given] = typed(input);
  const { name, description, namespaces = [], namespaceTemplates = namespaces } = given;
  const strategyId = idFor(call, name ?? '');
  const now = call.now();
  return {
    ...{ strategyId, name, description, type, namespaces, namespaceTemplates },
    createdAt: now,
    updatedAt: now,
    status: 'ACTIVE',
  };
}

interface Named {
  name: string | undefined;
  description?: string | undefined;
  namespaces?: string[] | undefined;
  namespaceTemplates?: string[] | undefined;
}

function typed(input: MemoryStrategyInput): [MemoryStrategy['type'], Named] {
  if (input.semanticMemoryStrategy) return ['SEMANTIC', input.semanticMemoryStrategy];
  if (input.summaryMemoryStrategy) return ['SUMMARIZATION', input.summaryMemoryStrategy];
  if (input.userPreferenceMemoryStrategy) return ['USER_PREFERENCE', input.userPreferenceMemoryStrategy];
  if (input.episodicMemoryStrategy) return ['EPISODIC', input.episodicMemoryStrategy];
  if (input.customMemoryStrategy) return ['CUSTOM', input.customMemoryStrategy];
  throw new EmulatorError(`the emulator knows no memory strategy ${Object.keys(input).join(', ')}`);
}
