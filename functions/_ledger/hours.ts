import { shardName } from '../../engine/evidence/layout.ts';
import { inParallel } from '../_evaluation/in-parallel.ts';
import { TransientError } from '../_runtime/errors.ts';
import { logger, measure } from '../_runtime/observability.ts';
import { remedyOf } from '../_runtime/remedy.ts';
import { tellStored } from './batch.ts';
import { type DailySealsPorts, publishDailySeals } from './daily-seals.ts';
import type { LedgerPorts } from './ports.ts';

const SHARDS_AT_ONCE = 4;

export interface HourlyPorts extends Pick<LedgerPorts, 'home' | 'homeShard' | 'ledger' | 'state'> {
  readonly daily: DailySealsPorts;
}

/**
 * Seals the hours that have ended for every shard that was ever written to, and for the home of this function, so that
 * silence is provable; then publishes the day's last seals. @throws TransientError if any of them could not be sealed, after all the others were
 */
export async function sealHours({ home, homeShard, ledger, state, daily }: HourlyPorts): Promise<void> {
  const known = await state.shards();
  const shards = new Map([homeShard, ...known].map((shard) => [shardName(shard), shard]));
  const sealedTo = new Map(known.map((shard) => [shardName(shard), shard.sealedTo]));
  const failed: string[] = [];
  await inParallel(SHARDS_AT_ONCE, [...shards.values()], async (shard) => {
    const name = shardName(shard);
    try {
      const stored = await ledger.seal(shard);
      sealedTo.set(name, stored.sealedTo);
      tellStored(shard, stored);
    } catch (error) {
      failed.push(name);
      logger.error('could not seal; it will be tried again', {
        shard: name,
        error,
        remedy: remedyOf(error),
      });
    }
  });
  for (const time of [...sealedTo.values()].sort().slice(0, 1)) {
    measure('SealAge', Math.max(0, (home.now().getTime() - Date.parse(time)) / 1000));
  }
  const sealed = [...shards].map(([name, shard]) => ({ ...shard, sealedTo: sealedTo.get(name) ?? '' }));
  await publishDailySeals(sealed, daily, home.now());
  if (failed.length > 0) {
    throw new TransientError(
      `${failed.length} of ${shards.size} shards are not sealed: ${failed.join(', ')}`,
    );
  }
}
