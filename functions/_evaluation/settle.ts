import { type Shard, shardName } from '../../engine/evidence/layout.ts';
import type { UnsequencedRecord } from '../../engine/evidence/record.ts';
import { LOOK_SCHEMA, type Look, type LookReason } from '../../engine/look.ts';
import type { ResourceRef } from '../../resources/resource.ts';
import { measure } from '../_runtime/observability.ts';
import { type Assessment, CONFIRM_SECONDS } from './assess.ts';
import { closeGap, openGap } from './coverage.ts';
import type { Ports, Request } from './ports.ts';

/** A confirming read that has not come so long after it was due was lost with its message. */
const LOST_MS = 10 * 60_000;
const FOLLOW_UP_SECONDS = 5;

/** A service without Regions is kept with the Region that its events appear in. */
export const shardOf = (
  { account, region }: Pick<ResourceRef, 'account' | 'region'>,
  { account: homeAccount, home }: Pick<Ports, 'account' | 'home'>,
): Shard => ({ account: account ?? homeAccount, region: region || home.region });

/** Queues the evidence of assessments, before anything else is known of them. */
export async function queueEvidence(
  records: readonly { readonly shard: Shard; readonly record: UnsequencedRecord }[],
  { sendEvidence }: Ports,
): Promise<void> {
  const shards = new Map<string, { readonly shard: Shard; readonly records: UnsequencedRecord[] }>();
  for (const { shard, record } of records) {
    const known = shards.get(shardName(shard)) ?? { shard, records: [] };
    known.records.push(record);
    shards.set(shardName(shard), known);
  }
  for (const { shard, records } of shards.values()) await sendEvidence(shard, records);
}

/**
 * Commits what an assessment found and asks for what follows from it. False: somebody else wrote in between, and all
 * must be done again.
 */
export async function settle(assessment: Assessment, ports: Ports): Promise<boolean> {
  const { after, before, request } = assessment;
  // Before the commit: a retry after it finds nothing new, and would forget what follows. Late enough to come after it.
  await ports.sendLooks(await followUps(assessment, ports), FOLLOW_UP_SECONDS);
  const gap = gapIn(assessment);
  if (gap !== undefined) await openGap(request.ref, gap, ports);
  if (after) {
    if (!(await ports.posture.commit(after, before))) return false;
    measure('EvaluationsWritten');
    if (isMissedByEvent(assessment)) measure('MissedByEvent');
  }
  if (before?.presence === 'unreadable' && after && after.presence !== 'unreadable') {
    await closeGap(request.ref, ports);
  }
  await confirm(assessment, ports);
  if (request.reason === 'event' && request.eventAt !== undefined && !request.isReplayed && after) {
    measure('FindingLatency', Math.max(0, ports.home.now().getTime() - Date.parse(request.eventAt)));
  }
  return true;
}

/** Why a resource cannot be read, where it cannot. */
const gapIn = ({ after }: Assessment): string | undefined =>
  after?.presence === 'unreadable'
    ? (Object.values(after.rules).find(({ because }) => because !== undefined)?.because ??
      'it cannot be read')
    : undefined;

/** The sweep found a change that no event had told. */
const isMissedByEvent = ({ request, before, isChanged, known }: Assessment): boolean =>
  request.reason === 'sweep' && isChanged && before !== null && known.confirmAt === undefined;

async function confirm(
  { request, known, attention, confirmIn, attempt }: Assessment,
  ports: Ports,
): Promise<void> {
  const now = ports.home.now();
  const isEvent = request.reason === 'event';
  const isPending = known.confirmAt !== undefined && Date.parse(known.confirmAt) + LOST_MS > now.getTime();
  const isOwed =
    request.reason === 'confirming-read' ? confirmIn !== undefined : isEvent || confirmIn !== undefined;
  const isDue = isOwed && (request.reason === 'confirming-read' || !isPending);
  const seconds = confirmIn ?? CONFIRM_SECONDS;
  if (isDue) await ports.sendLooks([look(request.ref, 'confirming-read', now, attempt)], seconds);
  // After the message: one too many is a read in vain, one too few a change that nobody sees.
  const confirmAt = isDue ? new Date(now.getTime() + seconds * 1000).toISOString() : undefined;
  await ports.posture.attend(request.key, {
    ...attention,
    ...(isEvent && { eventAt: now.toISOString() }),
    ...(isDue && { confirmAt }),
    ...(!isDue && request.reason === 'confirming-read' && { confirmAt: undefined }),
  });
}

const look = (ref: ResourceRef, reason: LookReason, now: Date, attempt?: number): Look => ({
  schema: LOOK_SCHEMA,
  reason,
  ref,
  requestedAt: now.toISOString(),
  ...(attempt !== undefined && { attempt }),
});

/** What must be judged again because this one changed, or because it began or ceased to refer to it. */
async function followUps(assessment: Assessment, ports: Ports): Promise<readonly Look[]> {
  const { request, before, after, references, isChanged } = assessment;
  if (!after || !references) return [];
  const asks = (type: string) =>
    ports.house.judge.rulesFor(type).some(({ referencedBy }) => referencedBy === true);
  const known = new Set(before?.references ?? []);
  const begun = [...references]
    .filter(([key, { type }]) => !known.has(key) && asks(type))
    .map(([, ref]) => ref);
  const ceased = await refsOf(
    [...known].filter((key) => !references.has(key)),
    ports,
  );
  // Asked for by a dependant, which has just read it.
  const isNews = isChanged && request.reason !== 'dependency';
  const dependants = isNews ? await dependantsOf(request, ports) : [];
  const now = ports.home.now();
  return [...begun, ...ceased.filter(({ type }) => asks(type)), ...dependants].map((ref) =>
    look(ref, 'dependency', now),
  );
}

async function dependantsOf({ key }: Pick<Request, 'key'>, ports: Ports): Promise<readonly ResourceRef[]> {
  return refsOf(await ports.posture.referrersTo(key), ports);
}

async function refsOf(keys: readonly string[], { posture }: Ports): Promise<readonly ResourceRef[]> {
  const found: ResourceRef[] = [];
  for (const key of keys) {
    const { posture: known } = await posture.recall(key);
    if (known && known.presence !== 'deleted') found.push(known.ref);
  }
  return found;
}

/** Asks to look at whatever refers to a resource that nothing judges. */
export async function lookAtDependants(key: string, ports: Ports): Promise<void> {
  const now = ports.home.now();
  const refs = await dependantsOf({ key }, ports);
  await ports.sendLooks(refs.map((ref) => look(ref, 'dependency', now)));
}
