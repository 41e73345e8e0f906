import type { Aws } from '../../adapters/aws/aws.ts';
import { type TrailPlace, trailDigests } from '../../adapters/aws/ledger/trail-digest.ts';
import { type Shard, shardName } from '../../engine/evidence/layout.ts';
import { logger, measure } from '../_runtime/observability.ts';

/** In place of a bucket's name: no trail is set. */
const NONE = '-';

/** What seals say of CloudTrail. Null where no trail is set, or none can be read: a seal waits for nobody. */
export function newestDigest(home: Aws, place: TrailPlace): (shard: Shard) => Promise<string | null> {
  if (place.bucket === NONE) return async () => null;
  const ask = trailDigests(home, place);
  return async (shard) => {
    try {
      const digest = await ask(shard);
      if (digest === null) tell(shard, 'it has no digest of today or yesterday: is log file validation on?');
      return digest;
    } catch (error) {
      tell(shard, error instanceof Error ? error.message : String(error));
      return null;
    }
  };
}

function tell(shard: Shard, because: string): void {
  measure('TrailUnreadable');
  logger.warn('a seal says nothing of CloudTrail', { shard: shardName(shard), because });
}
