import type { PolicyEngine } from '@aws-sdk/client-bedrock-agentcore-control';
import { conflict, resourceNotFound } from '../../errors.ts';
import { restPage } from '../../pages.ts';
import type { Call, Operations } from '../../service.ts';
import { createTable } from '../../table.ts';
import { idFor, tags } from './_shared.ts';

type StoredEngine = PolicyEngine & { policyEngineId: string; policyEngineArn: string };

const engines = createTable<StoredEngine>();

const BUILD_MS = 10_000;

export const policyEngine = {
  CreatePolicyEngine(input, call) {
    const { clientToken: _token, tags: given, ...rest } = input;
    if (engines.list(call).some(({ name }) => name === input.name)) {
      throw conflict(`A policy engine named ${input.name} already exists.`);
    }
    const policyEngineId = idFor(call, input.name);
    const policyEngineArn = call.arn(`policy-engine/${policyEngineId}`);
    const begun: StoredEngine = {
      ...rest,
      ...{ policyEngineId, policyEngineArn },
      status: 'CREATING',
      statusReasons: [],
      createdAt: call.now(),
      updatedAt: call.now(),
    };
    settle(call, begun);
    tags.start(call, policyEngineArn, given ?? {});
    return begun;
  },

  GetPolicyEngine: (input, call) => find(call, input.policyEngineId),

  ListPolicyEngines(input, call) {
    const { page, nextToken } = restPage(engines.list(call), input);
    return { policyEngines: page, nextToken };
  },

  UpdatePolicyEngine(input, call) {
    const current = find(call, input.policyEngineId);
    const description =
      input.description === undefined ? current.description : input.description.optionalValue;
    const begun: StoredEngine = { ...current, description, status: 'UPDATING', updatedAt: call.now() };
    settle(call, begun);
    return begun;
  },

  DeletePolicyEngine(input, call) {
    const current = find(call, input.policyEngineId);
    const leaving: StoredEngine = { ...current, status: 'DELETING', updatedAt: call.now() };
    engines.put(call, current.policyEngineId, leaving, { afterMs: BUILD_MS, become: () => undefined });
    tags.end(call, current.policyEngineArn);
    return leaving;
  },
} satisfies Operations<typeof import('@aws-sdk/client-bedrock-agentcore-control')>;

function settle(call: Call, begun: StoredEngine): void {
  engines.put(call, begun.policyEngineId, begun, {
    afterMs: BUILD_MS,
    become: (at) => ({ ...begun, status: 'ACTIVE', updatedAt: at }),
  });
}

function find(call: Call, id: string): StoredEngine {
  const found = engines.get(call, id);
  if (found === undefined) throw resourceNotFound(`The policy engine ${id} was not found.`);
  return found;
}
