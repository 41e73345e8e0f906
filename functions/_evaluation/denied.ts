import { noticeRecord, type UnsequencedRecord } from '../../engine/evidence/record.ts';
import type { JsonObject } from '../../resources/resource.ts';
import { measure } from '../_runtime/observability.ts';
import type { Ports } from './ports.ts';
import type { DeniedAttempt } from './requests.ts';

/** So many an hour of one principal and action are kept one by one; a script in a loop must not fill the archive. */
const KEPT_AN_HOUR = 20;

/** The evidence of a refused call; undefined where it is only counted. */
export async function deniedRecord(
  { event, code, refs }: DeniedAttempt,
  { posture, home }: Ports,
): Promise<UnsequencedRecord | undefined> {
  measure('DeniedAttempts');
  const now = home.now();
  const hour = now.toISOString().slice(0, 13);
  const count = await posture.count(`denied ${event.principal ?? '?'} ${event.source} ${event.name}`, hour);
  // Beyond them, each doubling tells how far it went.
  const isKept = count <= KEPT_AN_HOUR || Number.isInteger(Math.log2(count / KEPT_AN_HOUR));
  if (!isKept) return undefined;
  const detail: JsonObject = {
    eventId: event.id,
    eventSource: event.source,
    eventName: event.name,
    principal: event.principal,
    time: event.time,
    account: event.account,
    region: event.region,
    errorCode: code,
    resources: refs.map((ref) => ({ ...ref })),
    countThisHour: count,
  };
  return noticeRecord('denied-attempt', now, detail);
}
