import type {
  AgentRuntime,
  GetAgentRuntimeResponse,
  LifecycleConfiguration,
} from '@aws-sdk/client-bedrock-agentcore-control';
import { AwsError, conflict, resourceNotFound } from '../../errors.ts';
import { restPage } from '../../pages.ts';
import type { Answer, Call, Operations } from '../../service.ts';
import { createTable } from '../../table.ts';
import { idFor, tags } from './_shared.ts';

type Runtime = Answer<GetAgentRuntimeResponse> &
  AgentRuntime & { agentRuntimeId: string; agentRuntimeVersion: string };

/** The newest version of each, by id. */
const runtimes = createTable<Runtime>();
/** All versions, by `id:version`. */
const versions = createTable<Runtime>();

const BUILD_MS = 30_000;

export const runtime = {
  CreateAgentRuntime(input, call) {
    const { clientToken: _token, tags: given, ...rest } = input;
    if (runtimes.list(call).some(({ agentRuntimeName }) => agentRuntimeName === input.agentRuntimeName)) {
      throw conflict(`An agent with the specified name already exists: ${input.agentRuntimeName}`);
    }
    const agentRuntimeId = idFor(call, input.agentRuntimeName);
    const agentRuntimeArn = call.arn(`runtime/${agentRuntimeId}`);
    const identity = call.arn(`workload-identity-directory/default/workload-identity/${agentRuntimeId}`);
    const begun: Runtime = {
      description: '',
      ...rest,
      ...{ agentRuntimeId, agentRuntimeArn },
      lifecycleConfiguration: lifecycleOf(input.lifecycleConfiguration),
      agentRuntimeVersion: '1',
      workloadIdentityDetails: { workloadIdentityArn: identity },
      status: 'CREATING',
      createdAt: call.now(),
      lastUpdatedAt: call.now(),
    };
    settle(call, begun);
    tags.start(call, agentRuntimeArn, given ?? {});
    return begun;
  },

  GetAgentRuntime(input, call) {
    const newest = find(call, input.agentRuntimeId);
    if (input.agentRuntimeVersion === undefined) return newest;
    const found = versions.get(call, `${input.agentRuntimeId}:${input.agentRuntimeVersion}`);
    if (found === undefined) throw missing(`${input.agentRuntimeId} version ${input.agentRuntimeVersion}`);
    return found;
  },

  ListAgentRuntimes(input, call) {
    const { page, nextToken } = restPage(runtimes.list(call), input);
    return { agentRuntimes: page, nextToken };
  },

  ListAgentRuntimeVersions(input, call) {
    find(call, input.agentRuntimeId);
    const rows = versions.list(call).filter(({ agentRuntimeId }) => agentRuntimeId === input.agentRuntimeId);
    const { page, nextToken } = restPage(rows, input);
    return { agentRuntimes: page, nextToken };
  },

  UpdateAgentRuntime(input, call) {
    const { clientToken: _token, ...rest } = input;
    const current = find(call, input.agentRuntimeId);
    const { agentRuntimeId, agentRuntimeArn, agentRuntimeName, workloadIdentityDetails, createdAt } = current;
    // What is not named again is gone: an update makes a whole new version.
    const begun: Runtime = {
      description: '',
      ...rest,
      ...{ agentRuntimeId, agentRuntimeArn, agentRuntimeName, workloadIdentityDetails, createdAt },
      lifecycleConfiguration: lifecycleOf(input.lifecycleConfiguration),
      agentRuntimeVersion: String(Number(current.agentRuntimeVersion) + 1),
      status: 'UPDATING',
      lastUpdatedAt: call.now(),
    };
    settle(call, begun);
    return begun;
  },

  DeleteAgentRuntime(input, call) {
    const current = find(call, input.agentRuntimeId);
    const leaving: Runtime = { ...current, status: 'DELETING', lastUpdatedAt: call.now() };
    runtimes.put(call, input.agentRuntimeId, leaving, { afterMs: BUILD_MS, become: () => undefined });
    for (const { agentRuntimeId, agentRuntimeVersion } of versions.list(call)) {
      if (agentRuntimeId === input.agentRuntimeId)
        versions.delete(call, `${agentRuntimeId}:${agentRuntimeVersion}`);
    }
    tags.end(call, current.agentRuntimeArn ?? '');
    return { status: 'DELETING' as const, agentRuntimeId: input.agentRuntimeId };
  },
} satisfies Operations<typeof import('@aws-sdk/client-bedrock-agentcore-control')>;

/** https://docs.aws.amazon.com/bedrock-agentcore/latest/devguide/runtime-lifecycle-settings.html */
function lifecycleOf({
  idleRuntimeSessionTimeout: idle,
  maxLifetime: life = 28_800,
}: LifecycleConfiguration = {}) {
  if (idle !== undefined && idle > life) {
    throw new AwsError(
      'ValidationException',
      'idleRuntimeSessionTimeout must be less than or equal to maxLifetime',
    );
  }
  return { idleRuntimeSessionTimeout: idle ?? Math.min(900, life), maxLifetime: life };
}

function settle(call: Call, begun: Runtime): void {
  const later = {
    afterMs: BUILD_MS,
    become: (at: Date): Runtime => ({ ...begun, status: 'READY', lastUpdatedAt: at }),
  };
  runtimes.put(call, begun.agentRuntimeId, begun, later);
  versions.put(call, `${begun.agentRuntimeId}:${begun.agentRuntimeVersion}`, begun, later);
}

function find(call: Call, id: string): Runtime {
  const found = runtimes.get(call, id);
  if (found === undefined) throw missing(id);
  return found;
}

function missing(what: string) {
  return resourceNotFound(`Agent runtime ${what} was not found.`);
}
