import { parseArn } from '../../resources/arn.ts';
import type { ResourceType } from '../../resources/index.ts';
import {
  type Json,
  type JsonObject,
  type Resource,
  type ResourceRef,
  unknown,
} from '../../resources/resource.ts';
import type { Aws } from './aws.ts';
import type { Refusal } from './outcome.ts';
import { aside, ask, type Reading, RefusedError } from './reading.ts';

export type { Reading } from './reading.ts';

export type ReadResult =
  | {
      readonly outcome: 'read';
      readonly resource: Resource;
      /** The status on the way to another one: read again later. */
      readonly transitional?: string;
    }
  | Refusal;

/** Reads one type: ResourceRef → Resource in CloudFormation shape. */
export interface Reader<T extends ResourceType = ResourceType> {
  readonly type: T;
  /** Exactly the IAM actions that it uses. */
  readonly actions: readonly string[];
  /** Those of its actions that another service calls in the reader's name: Cloud Control's handlers. */
  readonly delegated: readonly string[];
  /**
   * What the service does with the customer's key in the reader's name, where one encrypts the resource: to be granted
   * through that service only (`kms:ViaService`). Without it, AWS denies the read.
   */
  readonly keyActions: readonly string[];
  /** Members that CloudFormation has and this reader does not read: they come as unknown, never as absent. */
  readonly unread: Readonly<Record<string, string>>;
  /** AWS's refusals are values; throws for defects only. */
  read(ref: ResourceRef, aws: Aws): Promise<ReadResult>;
}

/** What a reader found. */
export interface Found {
  readonly properties: JsonObject;
  /** Where it is not the id that was asked for: the key behind an alias. */
  readonly id?: string | undefined;
  readonly arn?: string | undefined;
  /** Where the ARN does not tell. */
  readonly region?: string | undefined;
  readonly createdAt?: Date | undefined;
  readonly status?: string | undefined;
}

export interface ReaderSpec<T extends ResourceType, A extends string> {
  readonly type: T;
  readonly actions: readonly A[];
  readonly delegated?: readonly NoInfer<A>[];
  readonly keyActions?: readonly string[];
  readonly unread?: Readonly<Record<string, string>>;
  /** The API takes what people call it, too; other readers refuse a ref that has only that. */
  readonly takesNames?: true;
  read(reading: Reading<A>): Promise<Found | Refusal>;
}

/** Why a member is unread that CloudFormation takes and no API gives back. */
export const WRITE_ONLY = 'AWS does not tell: it is write-only';

export function defineReader<const T extends ResourceType, const A extends string>(
  spec: ReaderSpec<T, A>,
): Reader<T> {
  const { type, actions, delegated = [], keyActions = [], unread = {} } = spec;
  return {
    type,
    actions,
    delegated,
    keyActions,
    unread,
    async read(ref, aws) {
      if (ref.nameOnly && ref.arn === undefined && !spec.takesNames) return namesNothing(ref);
      const before = aws.now().toISOString();
      try {
        const found = await spec.read({ ref, aws, ask, aside });
        if ('outcome' in found) return found;
        return readResult({ ref, found, unread, interval: [before, aws.now().toISOString()] });
      } catch (error) {
        if (error instanceof RefusedError) return error.refusal;
        throw error;
      }
    },
  };
}

const namesNothing = ({ id }: ResourceRef): Refusal => ({
  outcome: 'failed',
  because: `${id} is a name, and not the id that the API asks for`,
  retryable: false,
});

interface ReadParts {
  readonly ref: ResourceRef;
  readonly found: Found;
  readonly unread: Readonly<Record<string, string>>;
  readonly interval: readonly [string, string];
}

function readResult({ ref, found, unread, interval }: ReadParts): ReadResult {
  const { id, createdAt, status } = found;
  const { nameOnly: _, ...asked } = ref;
  const arn = found.arn ?? ref.arn;
  const place = arn === undefined || ref.synthetic ? undefined : parseArn(arn);
  const properties: Record<string, Json | undefined> = { ...found.properties };
  for (const [member, because] of Object.entries(unread)) properties[member] ??= unknown(because);
  const resource: Resource = {
    ...asked,
    id: id ?? ref.id,
    ...(arn === undefined ? {} : { arn }),
    partition: place?.partition ?? ref.partition,
    account: place?.account ?? ref.account,
    region: place?.region ?? found.region ?? ref.region,
    source: 'live',
    properties,
    ...(createdAt === undefined ? {} : { createdAt: createdAt.toISOString() }),
    read: interval,
  };
  const isMoving = status !== undefined && isTransitional(status);
  return { outcome: 'read', resource, ...(isMoving ? { transitional: status } : {}) };
}

/** `Pending`, `UPDATING`, `RollingBack`, `InProgress`: it will be another one by itself. */
export function isTransitional(status: string): boolean {
  return /(?:ing|RollingBack|In_?Progress)$/i.test(status);
}
