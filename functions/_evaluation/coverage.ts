import { COVERAGE_TYPE, coverageSeen } from '../../engine/coverage-finding.ts';
import { needsRefresh, postureAfter } from '../../engine/posture.ts';
import { partitionOf } from '../../resources/arn.ts';
import { resourceKey } from '../../resources/key.ts';
import type { ResourceRef } from '../../resources/resource.ts';
import type { Ports } from './ports.ts';
import { shardOf } from './settle.ts';

/** Where resources of a type are. */
export interface Covered {
  readonly type: string;
  readonly account: string | null;
  readonly region: string | null;
}

/** Opens the one finding of a type and Region that cannot be read whole; it says why for the first. */
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
  const isSaid = before !== null && open === (because !== undefined) && !needsRefresh(before, now);
  if (isSaid) return;
  const seen = coverageSeen(refOf(covered, ports), { type: covered.type, because, now });
  // Lost to somebody else: who says the same, or is corrected by the next sweep.
  await ports.posture.commit(postureAfter(key, before, { seen, now }), before);
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
