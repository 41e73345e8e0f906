import type { AwsCredentialIdentity, HandlerExecutionContext } from '@smithy/types';
import { createAws } from '../../../adapters/aws/aws.ts';
import {
  type Emulated,
  type EmulatedClient,
  type EmulatedConfig,
  emulate,
} from '../../../emulator/plugin.ts';
import { services } from '../../../emulator/services/index.ts';
import { type TrailRecord, trailRecord } from '../../../emulator/trail.ts';
import { createWorld, type World } from '../../../emulator/world.ts';
import { ACCOUNT, type EmulatedAws, REGION } from '../../adapters/aws/kit.ts';

/** An AWS over HTTP where the tests expect the emulator, and the CloudTrail records that its calls would leave. */
export interface HttpAws extends EmulatedAws {
  readonly records: readonly TrailRecord[];
}

/** Who calls. */
export interface Caller {
  readonly account: string;
  readonly credentials: AwsCredentialIdentity;
}

const somebody: Caller = {
  account: ACCOUNT,
  credentials: { accessKeyId: 'AKIAIOSFODNN7EXAMPLE', secretAccessKey: 'none' },
};

/** The SDK's own clients, signer, serializers and retries, pointed to an endpoint. */
export function httpAws(endpoint: string, { account, credentials }: Caller = somebody): HttpAws {
  const records: TrailRecord[] = [];
  const world = createWorld({ account, now: new Date() });
  const real = {
    region: REGION,
    endpoint,
    credentials,
    // Operations that the server does not know are errors 500, which no retry mends.
    maxAttempts: 1,
  };
  const door: Emulated = {
    ...emulate(world, { region: REGION }),
    client<Client extends EmulatedClient>(Client: new (config: EmulatedConfig) => Client): Client {
      // Without what makes a client an emulated one: its signer, and its retries that do not wait.
      const client = new Client(real as unknown as EmulatedConfig);
      const middleware = recorder(world, (record) => void records.push(record));
      client.middlewareStack.add(middleware as never, { step: 'initialize', name: 'trail' } as never);
      return client;
    },
  };
  // Nobody is anybody: every call is the account's.
  return { world, records, door, doorOf: () => door, aws: createAws({ ...real, config: real }) };
}

interface Answered {
  readonly output: unknown;
}

/** Writes for each call that succeeds what CloudTrail would. */
function recorder(world: World, record: (record: TrailRecord) => void) {
  return (next: (args: { input: unknown }) => Promise<Answered>, context: HandlerExecutionContext) =>
    async (args: { input: unknown }): Promise<Answered> => {
      const result = await next(args);
      const { $metadata: _, ...output } = Object(result.output);
      record(recordOf(world, context, { input: args.input, output }));
      return result;
    };
}

function recordOf(
  world: World,
  context: HandlerExecutionContext,
  exchanged: { input: unknown; output: unknown },
): TrailRecord {
  const { clientName = '', commandName = '' } = context;
  const service = services[clientName];
  const schema: unknown = Reflect.get(context['__smithy_context'] ?? {}, 'operationSchema');
  if (service === undefined || !Array.isArray(schema)) throw new Error(`no trail is known of ${clientName}`);
  const call = {
    world,
    service: service.name,
    operation: commandName.replace(/Command$/, ''),
    account: world.account,
    region: REGION,
    partition: world.partition,
    principal: world.principals.signIn(
      `arn:aws:sts::${world.account}:assumed-role/Developer/dev`,
      world.clock.now(),
    ).principal,
    requestId: world.ids.uuid(),
    scope: world.scope(world.account, REGION),
    nowMs: world.clock.ms(),
    seenMs: world.clock.ms(),
    settleMs: undefined,
    now: world.clock.now,
    arn: (resource: string) => `arn:aws:${service.arnPrefix}:${REGION}:${world.account}:${resource}`,
  };
  return trailRecord(service, call, { ...exchanged, schema });
}
