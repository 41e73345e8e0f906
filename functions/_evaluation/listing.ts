import type { Aws } from '../../adapters/aws/aws.ts';
import type { Listed, ListRefusal, Where } from '../../adapters/aws/lister.ts';
import { noticeRecord } from '../../engine/evidence/record.ts';
import { LOOK_SCHEMA, type Look, type Sweep } from '../../engine/look.ts';
import { partitionOf } from '../../resources/arn.ts';
import { resourceKey } from '../../resources/key.ts';
import type { ResourceRef } from '../../resources/resource.ts';
import { TransientError } from '../_runtime/errors.ts';
import { logger, measure } from '../_runtime/observability.ts';
import { closeGap, openGap } from './coverage.ts';
import type { Ports } from './ports.ts';
import { queueEvidence, shardOf } from './settle.ts';

/** Lists a type; undefined where nothing lists it. */
export type List = (type: string, where: Where, aws: Aws) => AsyncIterable<Listed> | undefined;

export interface Swept {
  readonly type: string;
  readonly account: string;
  readonly region: string;
  readonly outcome: 'listed' | ListRefusal['outcome'];
  readonly listed: number;
  /** Listed, and not known yet. */
  readonly added: number;
  /** Known, and not listed. */
  readonly missing: number;
}

/**
 * Lists one type and asks for a look at all that is there, and at all that was. A failed list closes nothing.
 * @throws TransientError if the list may succeed later
 */
export async function sweep({ type, account, region }: Sweep, list: List, ports: Ports): Promise<Swept> {
  const where = { type, account, region };
  const aws = ports.awsOf(account);
  const lister = aws && list(type, { account, region, partition: partitionOf(region) }, aws);
  const listing = aws ? await listed(lister) : FOREIGN;
  if ('refusal' in listing) {
    const { refusal } = listing;
    // A list that is denied, or fails for good, hides whatever is there.
    if (lister && isLasting(refusal)) await openGap(where, refusal.because, ports);
    return unlisted(where, refusal);
  }
  await closeGap(where, ports);
  const { definitionOf } = ports.house;
  const key = (ref: ResourceRef) => resourceKey(ref, definitionOf(ref.type));
  const refs = new Map(listing.refs.map((ref) => [key(ref), ref]));
  const known = await knownOf(where, ports);
  const missing = [...known].filter(([each]) => !refs.has(each)).map(([, ref]) => ref);
  const requestedAt = ports.home.now().toISOString();
  const looks = [...refs.values(), ...missing].map(
    (ref): Look => ({ schema: LOOK_SCHEMA, reason: 'sweep', ref, requestedAt }),
  );
  await ports.sendLooks(looks);
  const added = [...refs.keys()].filter((each) => !known.has(each)).length;
  const swept = { ...where, outcome: 'listed' as const, listed: refs.size, added, missing: missing.length };
  await queueEvidence(
    [
      {
        shard: shardOf(where, ports),
        record: noticeRecord('seen-unchanged', ports.home.now(), { ...swept, unchanged: refs.size - added }),
      },
    ],
    ports,
  );
  return swept;
}

/**
 * The same for a message, which may come late and twice: nothing is listed that was listed since it was asked for.
 * @throws TransientError if the list may succeed later
 */
export async function sweepOnce(request: Sweep, list: List, ports: Ports): Promise<void> {
  const { type, account, region, requestedAt } = request;
  const key = `list ${account}/${region}/${type}`;
  const { attention } = await ports.posture.recall(key);
  if ((attention.readAt ?? '') > requestedAt) return;
  const readAt = ports.home.now().toISOString();
  logger.info('listed', { ...(await sweep(request, list, ports)) });
  await ports.posture.attend(key, { readAt });
}

const FOREIGN: Listing = {
  refusal: { outcome: 'denied', because: 'access denied: the account is none of ours' },
};

const isLasting = (refusal: ListRefusal): boolean =>
  refusal.outcome === 'denied' || (refusal.outcome === 'failed' && !refusal.retryable);

type Listing = { readonly refs: readonly ResourceRef[] } | { readonly refusal: ListRefusal };

async function listed(list: AsyncIterable<Listed> | undefined): Promise<Listing> {
  if (list === undefined) {
    return { refusal: { outcome: 'failed', because: 'nothing here lists it', retryable: false } };
  }
  const refs: ResourceRef[] = [];
  for await (const each of list) {
    if (each.outcome !== 'found') return { refusal: each };
    refs.push(each.ref);
  }
  return { refs };
}

/** Not an empty list: nothing is known to be gone. */
function unlisted(where: Pick<Swept, 'type' | 'account' | 'region'>, refusal: ListRefusal): Swept {
  if (refusal.outcome === 'failed' && refusal.retryable) throw new TransientError(refusal.because);
  if (refusal.outcome !== 'unavailable') measure('SweepFailedLists');
  logger.warn('could not list; nothing is closed by that', { ...where, because: refusal.because });
  return { ...where, outcome: refusal.outcome, listed: 0, added: 0, missing: 0 };
}

async function knownOf(
  { type, account, region }: Pick<Swept, 'type' | 'account' | 'region'>,
  { posture }: Ports,
): Promise<ReadonlyMap<string, ResourceRef>> {
  const known = new Map<string, ResourceRef>();
  for await (const { key, ref, presence } of posture.ofType(type)) {
    const isHere = (ref.account ?? account) === account && (ref.region || region) === region;
    if (isHere && presence !== 'deleted') known.set(key, ref);
  }
  return known;
}
