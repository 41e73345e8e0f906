import type { HandlerExecutionContext, MetadataBearer, RetryStrategyV2 } from '@smithy/types';
import { answer, type Request } from './call.ts';
import { AwsError, EmulatorError } from './errors.ts';
import { FaultError } from './faults.ts';
import type { Credentials, Principal } from './principals.ts';
import { exchanges } from './record.ts';
import { createRetryStrategy } from './retry.ts';
import { sdkError } from './sdk-errors.ts';
import { services } from './services/index.ts';
import { isRecord } from './shapes.ts';
import { type Arguments, lighten, redirectedTo, smithyContext } from './stack.ts';
import type { World } from './world.ts';

/** What a client must be configured with to need no network, no profile and no waiting. */
export interface EmulatedConfig {
  region: string;
  credentials: Credentials;
  retryStrategy: RetryStrategyV2;
  signer: { sign<T>(request: T): Promise<T> };
  /** The SDK builds its stack once a command, not once a call. */
  cacheMiddleware: boolean;
}

/** As much of an SDK client as the plugin touches. */
export interface EmulatedClient {
  readonly config: object;
  readonly middlewareStack: { add(middleware: EmulatorMiddleware, options: typeof OPTIONS): void };
}

/** One principal in one Region of a world. */
export interface Emulated {
  readonly principal: Principal;
  readonly config: EmulatedConfig;
  /** A client of any SDK package, answered by the world. */
  client<Client extends EmulatedClient>(
    Client: new (config: EmulatedConfig) => Client,
    overrides?: Partial<EmulatedConfig>,
  ): Client;
  /** Puts the world below a client that exists: its own Region and credentials decide who asks where. */
  install<Client extends EmulatedClient>(client: Client): Client;
}

export interface EmulateOptions {
  region: string;
  /** Default: the world's. */
  account?: string;
  /** An IAM user, root or assumed-role session; default `assumed-role/Developer/dev` of the account. */
  principal?: string;
  /** The SDK makes every request as if it were sent, and takes several times as long; default: see `stack.ts`. */
  wholeRequests?: boolean;
}

/** Enters the world as somebody: `emulate(world, { region }).client(SageMakerClient)`. */
export function emulate(world: World, options: EmulateOptions): Emulated {
  const { region, account = world.account } = options;
  const arn = options.principal ?? `arn:${world.partition}:sts::${account}:assumed-role/Developer/dev`;
  const { principal, credentials } = world.principals.signIn(arn, world.clock.now());
  const config: EmulatedConfig = {
    region,
    credentials,
    retryStrategy: createRetryStrategy(3),
    // Nobody checks the signature, and making one costs more than the rest of the call.
    signer: { sign: async (request) => request },
    cacheMiddleware: true,
  };
  const install = <Client extends EmulatedClient>(client: Client): Client => {
    client.middlewareStack.add(middleware(world, principal, client), OPTIONS);
    if (options.wholeRequests !== true) lighten(client);
    return client;
  };
  return {
    principal,
    config,
    install,
    client: (Client, overrides = {}) => install(new Client({ ...config, ...overrides })),
  };
}

// First in its step, so that nothing of the SDK tries to read a response; below the retries, which come before it.
const OPTIONS = { step: 'deserialize', name: 'emulatorMiddleware', priority: 'high' } as const;

type EmulatorMiddleware = (
  next: unknown,
  context: HandlerExecutionContext,
) => (args: Arguments) => Promise<{ response: unknown; output: MetadataBearer }>;

function middleware(world: World, principal: Principal, client: EmulatedClient): EmulatorMiddleware {
  let region: Promise<string> | undefined;
  return (_next, context) => async (args) => {
    region ??= regionOf(client);
    const requestId = world.ids.uuid();
    const request = {
      world,
      principal: callerOf(world, context) ?? principal,
      ...target(context),
      region: redirectedTo(context) ?? (await region),
    };
    const received = request.service.receive?.(args.input);
    try {
      const input = received === undefined ? args.input : await received;
      const output = answer({ ...request, input }, requestId);
      exchanges.listener?.({ ...named(context), input: args.input, output });
      return { response: {}, output: withMetadata(output, requestId) };
    } catch (error) {
      if (!(error instanceof AwsError)) throw error;
      const isOrdered = error instanceof FaultError;
      if (!isOrdered) exchanges.listener?.({ ...named(context), input: args.input, error: error.name });
      throw sdkError(error, client, requestId);
    }
  };
}

function withMetadata(output: unknown, requestId: string): MetadataBearer {
  return { $metadata: { httpStatusCode: 200, requestId }, ...(isRecord(output) ? output : {}) };
}

async function regionOf(client: EmulatedClient): Promise<string> {
  const region: unknown = Reflect.get(client.config, 'region');
  const given: unknown = typeof region === 'function' ? await region() : region;
  if (typeof given === 'string') return given;
  throw new EmulatorError('the client has no Region: give it one in its configuration');
}

function target(context: HandlerExecutionContext): Pick<Request, 'service' | 'operation' | 'schema'> {
  const { client, operation } = named(context);
  const service = services[client];
  if (service === undefined) {
    throw new EmulatorError(`${client} is not emulated: add it to emulator/services/index.ts`);
  }
  const schema: unknown = Reflect.get(smithyContext(context), 'operationSchema');
  if (!Array.isArray(schema)) throw new EmulatorError(`${operation} carries no schema: its SDK is too old`);
  return { service, operation, schema };
}

function named({ clientName = '', commandName = '' }: HandlerExecutionContext) {
  return { client: clientName, operation: commandName.replace(/Command$/, '') };
}

// Whoever assumed a role calls with other keys than the client's maker.
function callerOf(world: World, context: HandlerExecutionContext): Principal | undefined {
  const scheme: unknown = Reflect.get(smithyContext(context), 'selectedHttpAuthScheme');
  const identity = isRecord(scheme) ? scheme['identity'] : undefined;
  const key = isRecord(identity) ? identity['accessKeyId'] : undefined;
  return typeof key === 'string' ? world.principals.byAccessKey(key) : undefined;
}
