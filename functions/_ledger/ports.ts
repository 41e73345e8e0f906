import type { Aws } from '../../adapters/aws/aws.ts';
import type { Hasten } from '../../adapters/aws/ledger/hasten.ts';
import type { LedgerState } from '../../adapters/aws/ledger/state.ts';
import type { Shard } from '../../engine/evidence/layout.ts';
import type { Ledger } from '../../engine/evidence/ledger.ts';

/** What storing and sealing evidence needs of the world. */
export interface LedgerPorts {
  readonly home: Aws;
  /** Of the account and Region that this runs in: its chain begins with the first seal, also if nothing ever happens. */
  readonly homeShard: Shard;
  readonly ledger: Ledger;
  readonly state: LedgerState;
  /** Unique ids of the roles whose word evidence is: those of the functions that judge. */
  readonly senders: ReadonlySet<string>;
  /** Brings messages that can never be dealt with back at once, so that they hold up their group no longer than they must. */
  readonly hasten: Hasten;
}
