import { noticeRecord } from '../../engine/evidence/record.ts';
import type { JsonObject, ResourceRef } from '../../resources/resource.ts';
import { shardOf } from '../_evaluation/settle.ts';
import { logger } from '../_runtime/observability.ts';
import type { NotePorts } from './ports.ts';

/** What became of a remediation: every one of these is evidence, decisions not to act among them. */
export type Stage =
  | 'stopped'
  | 'told'
  | 'asked'
  | 'approved'
  | 'rejected'
  | 'not-allowed'
  | 'begun'
  | 'done'
  | 'undone'
  | 'stuck'
  | 'refused'
  // Another plan takes its place.
  | 'lapsed'
  | 'failed'
  | 'gone'
  | 'cleared'
  // By a person's own rights, and told here.
  | 'contained'
  | 'released';

export interface Note {
  readonly stage: Stage;
  readonly because: string;
  /** Whose chain it belongs to; absent: the home account's. */
  readonly ref?: Pick<ResourceRef, 'account' | 'region'>;
  readonly detail: JsonObject;
}

/** Puts it into evidence and into the log. @throws what the queue throws: nothing goes on unrecorded */
export async function note({ stage, because, ref, detail }: Note, ports: NotePorts): Promise<void> {
  const { home, account, sendEvidence } = ports;
  const shard = shardOf(ref ?? { account, region: home.region }, ports);
  const record = noticeRecord('remediation', home.now(), { stage, because, ...detail });
  await sendEvidence(shard, [record]);
  const { plan, finding, rule } = detail;
  logger.info('remediation', { stage, because, plan, finding, rule });
}
