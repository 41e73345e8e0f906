import type { EndpointV2, HandlerExecutionContext } from '@smithy/types';
import { EmulatorError } from './errors.ts';
import { isRecord } from './shapes.ts';

export interface Arguments {
  input: object;
  request?: unknown;
}

type Handler = (args: Arguments) => Promise<unknown>;
type Middleware = (next: Handler, context: HandlerExecutionContext) => Handler;

/** What a stack tells of one of its middlewares. */
interface Entry {
  name?: string;
  step?: string;
  relation?: string;
}

interface Adder {
  add(middleware: Middleware, entry: Entry): void;
  addRelativeTo(middleware: Middleware, entry: Entry): void;
}

/** As much of an SDK middleware stack as is touched here. */
interface Stack extends Adder {
  remove(toRemove: Middleware): boolean;
  applyToStack(to: Adder): void;
  concat(from: unknown): unknown;
}

/** Another middleware in the place of one of the SDK's; null: none. */
type Lighter = (original: Middleware, config: object) => Middleware | null;

/**
 * Spares a client's calls what the SDK does only for the wire, which is most of a call: it copies the
 * configuration twice, resolves the endpoint and the way to sign, names itself, and signs. Inputs are still
 * validated, serialized and checksummed by the SDK, its retries and redirects are its own, and so is every
 * middleware that is not named here. `wholeRequests` keeps all of it, and the contracts hold with both.
 */
export function lighten(client: { readonly config: object; readonly middlewareStack: object }): void {
  const stack = known(client.middlewareStack);
  const concat = stack.concat;
  // Here a command's own middlewares meet the client's, once for every kind of command.
  stack.concat = (from) => lightened(known(concat.call(stack, from)), client.config);
}

function known(stack: unknown): Stack {
  if (isStack(stack)) return stack;
  throw new EmulatorError('the emulator does not know this version of the SDK: see emulator/stack.ts');
}

function isStack(value: unknown): value is Stack {
  const methods = ['add', 'addRelativeTo', 'applyToStack', 'concat', 'remove'];
  return isRecord(value) && methods.every((name) => typeof value[name] === 'function');
}

function lightened(stack: Stack, config: object): Stack {
  const entries: { how: keyof Adder; middleware: Middleware; entry: Entry }[] = [];
  stack.applyToStack({
    add: (middleware, entry) => void entries.push({ how: 'add', middleware, entry }),
    addRelativeTo: (middleware, entry) => void entries.push({ how: 'addRelativeTo', middleware, entry }),
  });
  // All are added anew, so that none changes its place.
  for (const { how, middleware, entry } of entries) {
    const lighter = Object.hasOwn(LIGHTER, entry.name ?? '') ? LIGHTER[entry.name ?? ''] : undefined;
    const chosen = lighter === undefined ? middleware : (lighter(middleware, config) ?? ((next) => next));
    stack.remove(middleware);
    stack[how](chosen, Object.assign(entry, { middleware: chosen }));
  }
  return stack;
}

const LIGHTER: Record<string, Lighter> = {
  // Headers of a request that nobody gets, and its signature.
  addExpectContinueMiddleware: () => null,
  getUserAgentMiddleware: () => null,
  hostHeaderMiddleware: () => null,
  httpSigningMiddleware: () => null,
  recursionDetectionMiddleware: () => null,

  // It describes every call to a logger that throws the description away.
  loggerMiddleware: (original, config) => (logsNothing(config) ? null : original),

  httpAuthSchemeMiddleware: (_original, config) => identified(config),
  endpointV2Middleware: (original) => resolvedOnce(original),
  serializerMiddleware: (_original, config) => serialized(config),
};

function logsNothing(config: object): boolean {
  const logger: unknown = Reflect.get(config, 'logger');
  return isRecord(logger) && logger.constructor.name === 'NoOpLogger';
}

/** Who calls, without how they would sign: the client's credentials, which its provider renews. */
function identified(config: object): Middleware {
  return (next, context) => async (args) => {
    const credentials: unknown = Reflect.get(config, 'credentials');
    const identity: unknown = typeof credentials === 'function' ? await credentials() : credentials;
    Object.assign(smithyContext(context), { selectedHttpAuthScheme: { identity } });
    return next(args);
  };
}

/** The SDK resolves the endpoint once for each Region and bucket, on which alone it depends. */
function resolvedOnce(original: Middleware): Middleware {
  return (next, context) => {
    const resolved = new Map<string, EndpointV2>();
    const resolve = original(async () => context.endpointV2, context);
    return async (args) => {
      const place = `${redirectedTo(context)}/${Reflect.get(args.input, 'Bucket')}`;
      const endpoint = resolved.get(place) ?? endpointOf(await resolve(args));
      resolved.set(place, endpoint);
      // Calls that go on at the same time share the context: it is set and read without a pause.
      context.endpointV2 = endpoint;
      return next(args);
    };
  };
}

function endpointOf(resolved: unknown): EndpointV2 {
  if (isRecord(resolved) && resolved['url'] instanceof URL) return { ...resolved, url: resolved['url'] };
  throw new EmulatorError('the SDK resolved no endpoint: emulator/stack.ts does not know its version');
}

/** The SDK's protocol serializes every input, but gets the configuration itself instead of a copy for each call. */
function serialized(config: object): Middleware {
  return (next, context) => {
    const protocol: unknown = Reflect.get(config, 'protocol');
    const schema: unknown = Reflect.get(smithyContext(context), 'operationSchema');
    if (!isProtocol(protocol) || !Array.isArray(schema)) {
      throw new EmulatorError(`${context.commandName} carries no schema: its SDK is too old`);
    }
    const own = withContentTypeOnce(protocol);
    const [, namespace, name, traits, input, output] = schema;
    const operation = { namespace, name, traits, input, output };
    const settings: object = Object.create(config);
    return async (args) => {
      const endpoint = context.endpointV2;
      const serde = Object.assign(Object.create(settings), context, { endpoint: async () => endpoint });
      return next({ ...args, request: await own.serializeRequest(operation, args.input, serde) });
    };
  };
}

// It depends on the operation alone, and to look through its members each time is half of what REST costs.
function withContentTypeOnce(protocol: Protocol): Protocol {
  const { mixin } = protocol;
  const resolve = mixin?.resolveRestContentType;
  if (mixin === undefined || resolve === undefined) return protocol;
  let resolved: { contentType: unknown } | undefined;
  const resolveRestContentType = (...schemas: unknown[]) => {
    resolved ??= { contentType: resolve.apply(mixin, schemas) };
    return resolved.contentType;
  };
  const remembering = Object.assign(Object.create(mixin), { resolveRestContentType });
  return Object.assign(Object.create(protocol), { mixin: remembering });
}

interface Protocol {
  /** Of protocols that are REST. */
  mixin?: { resolveRestContentType?(...schemas: unknown[]): unknown };
  serializeRequest(operation: object, input: object, context: object): Promise<unknown>;
}

function isProtocol(value: unknown): value is Protocol {
  return isRecord(value) && typeof value['serializeRequest'] === 'function';
}

/** Where S3's SDK tries again after a bucket was found to be in another Region. */
export function redirectedTo(context: HandlerExecutionContext): string | undefined {
  const region: unknown = Reflect.get(context, '__s3RegionRedirect');
  return typeof region === 'string' ? region : undefined;
}

export function smithyContext(context: HandlerExecutionContext): object {
  return context['__smithy_context'] ?? {};
}
