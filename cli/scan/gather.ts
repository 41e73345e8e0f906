import type { Aws } from '../../adapters/aws/aws.ts';
import type { Listed, ListRefusal, Where } from '../../adapters/aws/lister.ts';
import { listerOf } from '../../adapters/aws/listers/index.ts';
import type { ReadResult } from '../../adapters/aws/reader.ts';
import { readResource } from '../../adapters/aws/readers/index.ts';
import type { Resource, ResourceRef } from '../../resources/resource.ts';
import type { OpenAccount } from './account.ts';
import type { Plan } from './plan.ts';
import type { Pool } from './pool.ts';

/** A type that could not be listed, or not to the end. */
export interface Unlisted {
  readonly type: string;
  /** Null for a type that is the same in all Regions. */
  readonly region: string | null;
  readonly outcome: ListRefusal['outcome'];
  readonly because: string;
}

export interface Gathered {
  /** Unreadable ones too: they exist. */
  readonly resources: readonly Resource[];
  readonly unlisted: readonly Unlisted[];
  /** Lists that AWS gave whole. */
  readonly listed: number;
}

/** How far it has come. */
export interface Progress {
  readonly lists: number;
  readonly listsDone: number;
  readonly found: number;
  readonly read: number;
}

export interface Gathering {
  readonly account: OpenAccount;
  readonly plan: Plan;
  readonly pool: Pool;
  /** Lists go beside the reads: slow ones must not keep those waiting. */
  readonly listPool: Pool;
  onProgress(progress: Progress): void;
}

/** Lists and reads all that the plan names, so many at once; what is refused is said and hinders nothing else. */
export async function gather({ account, plan, pool, listPool, onProgress }: Gathering): Promise<Gathered> {
  const lists = listsOf(plan, account);
  const progress = { lists: lists.length, listsDone: 0, found: 0, read: 0 };
  const resources = new Map<string, Promise<Resource | undefined>>();
  const refusals: Unlisted[] = [];
  let listed = 0;

  function meet(ref: ResourceRef): void {
    const key = identityOf(ref);
    if (resources.has(key)) return;
    progress.found += 1;
    const isEnough = plan.unread.has(ref.type);
    const read = isEnough ? Promise.resolve(named(ref)) : pool(() => readAs(ref, account.aws));
    resources.set(
      key,
      read.finally(() => {
        progress.read += 1;
        onProgress(progress);
      }),
    );
  }

  async function list({ type, where, region }: TypedList): Promise<void> {
    const lister = listerOf(type);
    const refusal = await refusalIn(lister?.list(where, account.aws), meet);
    if (refusal) refusals.push({ type, region, outcome: refusal.outcome, because: refusal.because });
    // What needs no permission shows nothing.
    else if (lister?.actions.length) listed += 1;
    progress.listsDone += 1;
    onProgress(progress);
  }

  await Promise.all(lists.map((each) => listPool(() => list(each))));
  const found = await Promise.all(resources.values());
  return {
    resources: found.filter((resource) => resource !== undefined),
    unlisted: [...refusals, ...closedLists(plan, account)],
    listed,
  };
}

/** Names are not enough: every bot has an alias called TSTALIASID. */
const identityOf = ({ type, id, arn, account, region, parent = {} }: ResourceRef): string =>
  [type, arn ?? [account, region, ...Object.values(parent), id].join('/')].join('\n');

interface TypedList {
  readonly type: string;
  readonly where: Where;
  readonly region: string | null;
}

function listsOf({ judged, around }: Plan, { open }: OpenAccount): readonly TypedList[] {
  const [home] = open;
  return [...judged, ...around].flatMap((type): readonly TypedList[] => {
    if (listerOf(type)?.isGlobal) return home === undefined ? [] : [{ type, where: home, region: null }];
    return open.map((where) => ({ type, where, region: where.region }));
  });
}

/** Of a Region in which nobody answers, nothing is known. */
function closedLists({ judged, around }: Plan, { closed }: OpenAccount): readonly Unlisted[] {
  const regional = [...judged, ...around].filter((type) => !listerOf(type)?.isGlobal);
  return closed.flatMap(({ region, because }) =>
    regional.map((type) => ({ type, region, outcome: 'failed' as const, because })),
  );
}

/** Hands on what a list finds; why it is not whole, if it is not. */
async function refusalIn(
  list: AsyncIterable<Listed> | undefined,
  meet: (ref: ResourceRef) => void,
): Promise<ListRefusal | undefined> {
  if (list === undefined) return { outcome: 'failed', because: 'nothing here lists it', retryable: false };
  let refusal: ListRefusal | undefined;
  try {
    for await (const each of list) {
      if (each.outcome === 'found') meet(each.ref);
      else refusal = each;
    }
  } catch (error) {
    return { outcome: 'failed', because: defect(error), retryable: false };
  }
  return refusal;
}

/** An answer that the SDK cannot read, or a mistake of ours: one of many must not end the scan, and is no pass. */
const defect = (error: unknown): string =>
  `the answer could not be used: ${error instanceof Error ? `${error.name}: ${error.message}` : String(error)}`;

/** What a ref says, where no rule asks for more. */
const named = (ref: ResourceRef): Resource => ({ ...ref, source: 'live', properties: {} });

/** Undefined for what has gone since it was listed. */
async function readAs(ref: ResourceRef, aws: Aws): Promise<Resource | undefined> {
  const result = await readSafely(ref, aws);
  if (result.outcome === 'read') return result.resource;
  return result.outcome === 'not-found' ? undefined : { ...named(ref), unreadable: result.because };
}

/** Reads a resource; never throws. */
export async function readSafely(ref: ResourceRef, aws: Aws): Promise<ReadResult> {
  try {
    return await readResource(ref, aws);
  } catch (error) {
    return { outcome: 'failed', because: defect(error), retryable: false };
  }
}
