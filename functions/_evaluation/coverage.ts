import { COVERAGE_TYPE, coverageSeen } from '../../engine/coverage-finding.ts';
import { noticeRecord } from '../../engine/evidence/record.ts';
import { needsRefresh, type Posture, postureAfter } from '../../engine/posture.ts';
import { partitionOf } from '../../resources/arn.ts';
import { resourceKey } from '../../resources/key.ts';
import type { ResourceRef } from '../../resources/resource.ts';
import type { Ports } from './ports.ts';
import { queueEvidence, shardOf } from './settle.ts';

/** Where resources of a type are. */
export interface Covered {
  readonly type: string;
  readonly account: string | null;
  readonly region: string | null;
}

/** Opens the one finding of a type and Region that cannot be read whole, and its gap in evidence; both say why for the first. */
export async function openGap(covered: Covered, because: string, ports: Ports): Promise<void> {
  await write(covered, because, ports);
}

/** Closes it where every resource that is known can be read again. Whoever comes later opens it anew. */
export async function closeGap(covered: Covered, ports: Ports): Promise<void> {
  const { posture } = await ports.posture.recall(keyOf(covered, ports));
  const isOpen = Object.values(posture?.rules ?? {}).some(({ status }) => status === 'NON_COMPLIANT');
  if (!isOpen) return;
  const { account, region } = shardOf(covered, ports);
  for await (const { ref, presence } of ports.posture.ofType(covered.type)) {
    const place = shardOf(ref, ports);
    if (presence === 'unreadable' && place.account === account && place.region === region) return;
  }
  await write(covered, undefined, ports);
}

async function write(covered: Covered, because: string | undefined, ports: Ports): Promise<void> {
  const key = keyOf(covered, ports);
  const { posture: before } = await ports.posture.recall(key);
  const now = ports.home.now().toISOString();
  const open = Object.values(before?.rules ?? {}).some(({ status }) => status === 'NON_COMPLIANT');
  const isNews = open !== (because !== undefined);
  if (before !== null && !isNews && !needsRefresh(before, now)) return;
  // Evidence first: a crash in between repeats it, and loses nothing.
  if (isNews) await queueEvidence([gapNotice(covered, { before, because, ports })], ports);
  const seen = coverageSeen(refOf(covered, ports), { type: covered.type, because, now });
  // Lost to somebody else: who says the same, or is corrected by the next sweep.
  await ports.posture.commit(postureAfter(key, before, { seen, now }), before);
}

interface Told {
  readonly before: Posture | null;
  readonly because: string | undefined;
  readonly ports: Ports;
}

/** A gap that begins has no end; the notice of its end tells it whole. */
function gapNotice(covered: Covered, { before, because, ports }: Told) {
  const now = ports.home.now();
  const shard = shardOf(covered, ports);
  const since = Object.values(before?.rules ?? {}).find(({ status }) => status === 'NON_COMPLIANT')?.since;
  const detail = {
    subject: `resources of type ${covered.type}`,
    type: covered.type,
    ...shard,
    from: since ?? now.toISOString(),
    to: because === undefined ? now.toISOString() : null,
    because: because ?? 'all that is known of them can be read again',
  };
  return { shard, record: noticeRecord('gap', now, detail) };
}

const keyOf = (covered: Covered, ports: Ports): string => resourceKey(refOf(covered, ports), undefined);

function refOf(covered: Covered, ports: Ports): ResourceRef {
  const { account, region } = shardOf(covered, ports);
  const id = `coverage/${covered.type}`;
  return {
    type: COVERAGE_TYPE,
    id,
    arn: `arn:${partitionOf(region)}:assay:${region}:${account}:${id}`,
    synthetic: true,
    partition: partitionOf(region),
    account,
    region,
  };
}
