import type { Principal } from './principals.ts';
import type { View } from './table.ts';
import type { World } from './world.ts';

/** One call of an operation, seen from inside a service. */
export interface Call extends View {
  readonly world: World;
  readonly service: string;
  readonly operation: string;
  readonly account: string;
  readonly region: string;
  readonly partition: string;
  readonly principal: Principal;
  readonly requestId: string;
  /** A fresh Date of the world's clock. */
  now(): Date;
  /** `resource` with the service's prefix, this Region and this account before it. */
  arn(resource: string): string;
}

/** Input whose required members were checked before the handler runs. */
type Given<T> = {
  [K in keyof T]: Record<never, never> extends Pick<T, K> ? T[K] : Exclude<T[K], undefined>;
};

interface AnyCommand<Input, Output> {
  readonly input: Input;
  resolveMiddleware: (...args: never[]) => (...args: never[]) => Promise<{ output: Output }>;
}

type HandlerOf<Command> = Command extends new (
  ...args: never[]
) => AnyCommand<infer Input, infer Output>
  ? (input: Given<Input>, call: Call) => Omit<Output, '$metadata'>
  : never;

/**
 * Handlers by operation name, typed by the commands of an SDK package:
 * `{ CreateModel(input, call) {…} } satisfies Operations<typeof import('@aws-sdk/client-sagemaker')>`.
 */
export type Operations<Sdk> = {
  [K in keyof Sdk as K extends `${infer Name}Command` ? Name : never]?: HandlerOf<Sdk[K]>;
};

/** An answer before the SDK adds its metadata. */
export type Answer<Output> = Omit<Output, '$metadata'>;

/** A service without its types, as the plugin calls it. */
export interface Service {
  /** `sagemaker`, `bedrock-agent`: what faults and messages call it. */
  name: string;
  /** In ARNs. */
  arnPrefix: string;
  eventSource: string;
  /** IAM: one store for all Regions, ARNs without Region, events in us-east-1. */
  isGlobal?: boolean;
  /** The code for input that breaks the model; default `ValidationException`. */
  invalidInputCode?: string;
  /** Reads that are not called Get, List, Describe, and writes that are. */
  readOnly?: Record<string, boolean>;
  /** Operations whose CloudTrail record carries these request members only. */
  recordedMembers?: Record<string, readonly string[]>;
  /** CloudTrail's names of operations that it calls otherwise than the API. */
  recordedAs?: Record<string, string>;
  /** And of request members. */
  recordedMemberNames?: Record<string, string>;
  /** Operations whose CloudTrail record carries no response, though they are no lookups. */
  withoutResponse?: ReadonlySet<string>;
  /** Data events: operations of which a trail of management events writes nothing. */
  dataEvents?: ReadonlySet<string>;
  /** Its reads see every write that went before, whatever the world's delay. */
  isStronglyConsistent?: boolean;
  /** Reads the streams of an input, where it has any, before the handler runs. */
  receive?(input: object): Promise<object> | undefined;
  /** HTTP headers that its CloudTrail records print in `responseElements`. */
  recordedHeaders?: Record<string, string>;
  handler(operation: string): ((input: unknown, call: Call) => unknown) | undefined;
}

/** Closes a typed record of operations into a service. */
export function defineService(service: Omit<Service, 'handler'> & { operations: object }): Service {
  const { operations, ...identity } = service;
  return {
    ...identity,
    handler(operation) {
      const found: unknown = Object.hasOwn(operations, operation)
        ? Reflect.get(operations, operation)
        : undefined;
      return typeof found === 'function' ? (input, call) => found.call(operations, input, call) : undefined;
    },
  };
}

const LOOKUP = /^(Get|List|Describe|Search|BatchGet|Head|Select|Query|Scan|Lookup|Simulate|Verify)/;

/** Whether an operation only reads: CloudTrail's `readOnly`, and what eventual consistency applies to. */
export function isReadOnly(service: Service, operation: string): boolean {
  return service.readOnly?.[operation] ?? isLookup(operation);
}

/** Whether the name of an operation says that it only looks. */
export function isLookup(operation: string): boolean {
  return LOOKUP.test(operation);
}
