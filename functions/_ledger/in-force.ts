import type { InForce } from '../../engine/evidence/in-force.ts';
import { type Shard, shardName } from '../../engine/evidence/layout.ts';
import type { Ledger } from '../../engine/evidence/ledger.ts';
import { logger } from '../_runtime/observability.ts';

export interface Declaring {
  readonly ledger: Pick<Ledger, 'declare'>;
  readonly homeShard: Shard;
  readonly inForce: () => InForce | undefined;
}

/**
 * Has the archive hold rule pack and settings, once an instance. False: it could not, and will be tried again with
 * the next call. Evidence is stored all the same: the digests in it stay true.
 */
export function declarer({ ledger, homeShard, inForce }: Declaring): () => Promise<boolean> {
  let isDone = false;
  return async () => {
    if (isDone) return true;
    try {
      const deployed = inForce();
      if (deployed) await ledger.declare(homeShard, deployed);
      else logger.warn('no rule pack lies beside this function: old verdicts cannot be judged again by it');
      isDone = true;
    } catch (error) {
      const shard = shardName(homeShard);
      logger.error('rule pack and settings could not be put into the archive', { shard, error });
    }
    return isDone;
  };
}
