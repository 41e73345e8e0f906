import { AwsError, EmulatorError } from './errors.ts';
import type { Principal } from './principals.ts';
import { type Call, isReadOnly, type Service } from './service.ts';
import { copy, shapeOf } from './shapes.ts';
import { trailRecord } from './trail.ts';
import type { World } from './world.ts';

/** What the plugin knows of a call. */
export interface Request {
  world: World;
  service: Service;
  operation: string;
  region: string;
  principal: Principal;
  input: unknown;
  /** The SDK's operation schema. */
  schema: readonly unknown[];
}

/** Answers one attempt of a call; throws AwsError as AWS would, EmulatorError where it knows no answer. */
export function answer(request: Request, requestId: string): unknown {
  const { world, service, operation } = request;
  const handler = service.handler(operation);
  if (handler === undefined) {
    throw new EmulatorError(
      `${service.name} has no operation ${operation} here: add it to its file in emulator/services`,
    );
  }
  const call = callOf(request, requestId);
  const attempt = {
    service: service.name,
    operation,
    account: call.account,
    region: call.region,
    input: request.input,
  };
  const output = attempted(
    () => {
      world.faults.strike('before', attempt);
      return copyOut(handler(copyIn(request), call), request);
    },
    (error) => remember(request, call, { error }),
  );
  remember(request, call, { output });
  world.faults.strike('after', attempt);
  return output;
}

function attempted(act: () => unknown, onRefusal: (error: AwsError) => void): unknown {
  try {
    return act();
  } catch (error) {
    if (error instanceof AwsError) onRefusal(error);
    throw error;
  }
}

function remember(request: Request, call: Call, outcome: { output?: unknown; error?: AwsError }): void {
  const { world, service, input, schema } = request;
  if (service.dataEvents?.has(call.operation)) return;
  if (world.readWriteType === 'WriteOnly' && isReadOnly(service, call.operation)) return;
  world.record(trailRecord(service, call, { ...outcome, input, schema }));
}

function callOf(request: Request, requestId: string): Call {
  const { world, service, operation, region, principal } = request;
  const { account, partition } = principal;
  const nowMs = world.clock.ms();
  const isDelayed =
    world.describeDelayMs > 0 && service.isStronglyConsistent !== true && isReadOnly(service, operation);
  const place = service.isGlobal === true ? `${service.arnPrefix}:` : `${service.arnPrefix}:${region}`;
  return {
    world,
    service: service.name,
    operation,
    account,
    region,
    partition,
    principal,
    requestId,
    scope: world.scope(account, service.isGlobal === true ? 'aws-global' : region),
    nowMs,
    seenMs: isDelayed ? nowMs - world.describeDelayMs : nowMs,
    settleMs: world.settleMs,
    now: () => new Date(nowMs),
    arn: (resource) => `arn:${partition}:${place}:${account}:${resource}`,
  };
}

// Deep copies both ways: nothing outside holds a part of the world, and only what the model knows gets through.
function copyIn({ service, input, schema }: Request): unknown {
  const missing: string[] = [];
  const given = copy(input, shapeOf(schema[4]), missing);
  if (missing.length === 0) return given;
  const faults = missing.map(
    (path) => `Value null at '${path}' failed to satisfy constraint: Member must not be null`,
  );
  const count = `${missing.length} validation error${missing.length === 1 ? '' : 's'} detected`;
  throw new AwsError(
    service.invalidInputCode ?? 'ValidationException',
    `${count}: ${faults.join('; ')}`,
    400,
  );
}

function copyOut(output: unknown, { service, operation, schema }: Request): unknown {
  const missing: string[] = [];
  const given = copy(output, shapeOf(schema[5]), missing);
  if (missing.length === 0) return given;
  throw new EmulatorError(
    `${service.name}.${operation} answered without ${missing.join(', ')}, which its model requires`,
  );
}
