import type { Aws } from '../../adapters/aws/aws.ts';
import type { Announce } from '../../adapters/aws/event-bus.ts';
import type { LedgerState } from '../../adapters/aws/ledger/state.ts';
import type { PostureStore } from '../../adapters/aws/posture.ts';
import type { SendEvidence } from '../../adapters/aws/queue.ts';
import {
  CANARY_KEY,
  type CanarySightings,
  canaryEntry,
  canaryVerdict,
  type Gap,
  gapNotice,
} from '../../engine/canary.ts';
import { type Shard, shardName } from '../../engine/evidence/layout.ts';
import { TransientError } from '../_runtime/errors.ts';
import { logger, measure } from '../_runtime/observability.ts';

/** What the canary needs of the world. */
export interface CanaryPorts {
  readonly home: Aws;
  /** In whose chain its notices are. */
  readonly homeShard: Shard;
  readonly state: Pick<LedgerState, 'load' | 'recallCanary' | 'rememberCanary'>;
  readonly posture: Pick<PostureStore, 'recall'>;
  /** To the default bus, as the canary. */
  readonly announce: Announce;
  readonly sendEvidence: SendEvidence;
}

/**
 * Sends the next canary, and tells what became of the last one: a metric each time, and evidence of every gap.
 * @throws TransientError if it could not be sent
 */
export async function sendCanary(ports: CanaryPorts): Promise<void> {
  const { home, state } = ports;
  const now = home.now();
  await send(ports, now);
  const { status, gap, memory } = canaryVerdict(
    await state.recallCanary(),
    await sightings(ports),
    now.toISOString(),
  );
  if (status === 'arrived') measure('CanaryArrived');
  if (status === 'missing') measure('CanaryMissing');
  if (gap) await tell(gap, ports, now);
  await state.rememberCanary(memory);
  logger.info('canary sent', { last: status, sentAt: memory.sentAt });
}

async function send({ announce }: CanaryPorts, at: Date): Promise<void> {
  const { DetailType, Detail } = canaryEntry({ sentAt: at.toISOString() });
  const announcement = { detailType: DetailType, detail: Detail, resources: [], at, subject: CANARY_KEY };
  const { again, refused } = await announce([announcement]);
  if (again === undefined && refused.length === 0) return;
  throw new TransientError(`the bus did not take the canary: ${refused[0]?.because ?? 'it was too busy'}`);
}

async function sightings({ posture, state, homeShard }: CanaryPorts): Promise<CanarySightings> {
  const { attention } = await posture.recall(CANARY_KEY);
  const entry = await state.load(shardName(homeShard));
  return { evaluated: attention.eventAt ?? null, inSegment: entry?.canaryAt ?? null };
}

async function tell(gap: Gap, { homeShard, sendEvidence }: CanaryPorts, now: Date): Promise<void> {
  logger.error(
    'changes may not have been seen: look at the trail, the event rules, the queues and their consumers',
    {
      ...gap,
    },
  );
  await sendEvidence(homeShard, [gapNotice(gap, now)]);
}
