import type { ResourceType } from '../../resources/index.ts';
import type { ResourceRef } from '../../resources/resource.ts';
import type { Aws } from './aws.ts';
import { type Refusal, refusalOf } from './outcome.ts';
import { isUnavailable } from './unavailable.ts';

/** One account in one Region. */
export interface Where {
  readonly partition: string;
  readonly account: string;
  readonly region: string;
}

/** Why a list is not whole. What such a list does not name may exist all the same. */
export type ListRefusal =
  | Exclude<Refusal, { readonly outcome: 'not-found' }>
  /** The service, or the type, is not in that Region: nothing of it can be there. */
  | { readonly outcome: 'unavailable'; readonly because: string };

export type Listed = { readonly outcome: 'found'; readonly ref: ResourceRef } | ListRefusal;

/** Lists one type: account and Region → refs, page by page. */
export interface Lister<T extends ResourceType = ResourceType> {
  readonly type: T;
  /** Exactly the IAM actions that it uses. */
  readonly actions: readonly string[];
  /** Those of its actions that another service calls in the caller's name. */
  readonly delegated: readonly string[];
  /** The same list whatever the Region: it need be asked for once. */
  readonly isGlobal: boolean;
  /** AWS's refusals are values, and the last one; throws for defects only. A list that ends without one is whole. */
  list(where: Where, aws: Aws): AsyncIterable<Listed>;
}

/** One resource as its list operation tells it. */
export interface Named {
  readonly id: string;
  readonly arn?: string | undefined;
  /** AWS has no ARN for it. */
  readonly synthetic?: true;
  /** Where the list is of more Regions than one. */
  readonly region?: string | undefined;
  readonly parent?: Readonly<Record<string, string>>;
}

/** One list under way; `A`: the actions that the lister declares. */
export interface Listing<A extends string> {
  readonly where: Where;
  readonly aws: Aws;
  ask<T>(action: A, request: () => Promise<T>): Promise<T>;
  /** The same of what hangs on a resource that may be gone by now: undefined if it is. */
  askBelow<T>(action: A, request: () => Promise<T>): Promise<T | undefined>;
}

export interface ListerSpec<T extends ResourceType, A extends string> {
  readonly type: T;
  readonly actions: readonly A[];
  readonly delegated?: readonly NoInfer<A>[];
  readonly isGlobal?: true;
  list(listing: Listing<A>): AsyncIterable<Named> | Iterable<Named>;
}

/** AWS refused a page: the list ends here. */
export class EndedError extends Error {
  override readonly name = 'EndedError';
  readonly refusal: ListRefusal;

  constructor(refusal: ListRefusal, cause: unknown) {
    super(refusal.outcome, { cause });
    this.refusal = refusal;
  }
}

export function defineLister<const T extends ResourceType, const A extends string>(
  spec: ListerSpec<T, A>,
): Lister<T> {
  const { type, actions, delegated = [], isGlobal = false } = spec;
  return {
    type,
    actions,
    delegated,
    isGlobal,
    async *list(where, aws) {
      try {
        for await (const named of spec.list({ where, aws, ask, askBelow })) {
          yield { outcome: 'found', ref: refOf(named, { type, where, isGlobal }) };
        }
      } catch (error) {
        if (!(error instanceof EndedError)) throw error;
        yield error.refusal;
      }
    },
  };
}

interface Place {
  readonly type: string;
  readonly where: Where;
  readonly isGlobal: boolean;
}

function refOf(named: Named, { type, where, isGlobal }: Place): ResourceRef {
  const { id, arn, synthetic, parent, region = isGlobal ? null : where.region } = named;
  return {
    type,
    id,
    ...(arn === undefined ? {} : { arn }),
    ...(synthetic && { synthetic }),
    partition: where.partition,
    account: where.account,
    region,
    ...(parent && { parent }),
  };
}

async function ask<T>(action: string, request: () => Promise<T>): Promise<T> {
  try {
    return await request();
  } catch (error) {
    const refusal = listRefusalOf(error, action);
    throw refusal === undefined ? error : new EndedError(refusal, error);
  }
}

async function askBelow<T>(action: string, request: () => Promise<T>): Promise<T | undefined> {
  try {
    return await request();
  } catch (error) {
    if (refusalOf(error, action)?.outcome === 'not-found') return undefined;
    return ask(action, () => Promise.reject(error));
  }
}

function listRefusalOf(error: unknown, action: string): ListRefusal | undefined {
  const refusal = refusalOf(error, action);
  if (refusal === undefined) return undefined;
  const message = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  if (isUnavailable(error)) return { outcome: 'unavailable', because: `${action}: ${message}` };
  // Of a whole list nothing can be "not found": it is an answer that nobody here understands.
  return refusal.outcome === 'not-found'
    ? { outcome: 'failed', because: `${action}: ${message}`, retryable: false }
    : refusal;
}
