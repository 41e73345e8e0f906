import { sha256 } from '../../engine/canonical.ts';
import { cut } from '../../engine/capped.ts';
import { noticeRecord, type UnsequencedRecord } from '../../engine/evidence/record.ts';
import type { JsonObject, ResourceRef } from '../../resources/resource.ts';
import { measure } from '../_runtime/observability.ts';
import type { Ports } from './ports.ts';
import type { DeniedAttempt } from './requests.ts';

/** So many an hour of one principal and action are kept one by one; a script in a loop must not fill the archive. */
const KEPT_AN_HOUR = 20;

/** A message of the queue takes 256 kB, and whoever is refused chooses what the call says. */
const MAX_RESOURCES = 20;
/** DynamoDB takes a key of 2,048 bytes. */
const MAX_NAME_LENGTH = 500;

/** The evidence of a refused call; undefined where it is only counted. */
export async function deniedRecord(
  { event, code, refs }: DeniedAttempt,
  { posture, home }: Ports,
): Promise<UnsequencedRecord | undefined> {
  measure('DeniedAttempts');
  const now = home.now();
  const hour = now.toISOString().slice(0, 13);
  const name = `denied ${event.principal ?? '?'} ${event.source} ${event.name}`;
  const count = await posture.count(name.length > MAX_NAME_LENGTH ? `denied ${sha256(name)}` : name, hour);
  // Beyond them, each doubling tells how far it went.
  const isKept = count <= KEPT_AN_HOUR || Number.isInteger(Math.log2(count / KEPT_AN_HOUR));
  if (!isKept) return undefined;
  const detail: JsonObject = {
    eventId: event.id,
    eventSource: cut(event.source),
    eventName: cut(event.name),
    principal: event.principal && cut(event.principal),
    time: event.time,
    account: event.account,
    region: event.region,
    errorCode: cut(code),
    resources: refs.slice(0, MAX_RESOURCES).map((ref) => brief(ref)),
    ...(refs.length > MAX_RESOURCES && { moreResources: refs.length - MAX_RESOURCES }),
    countThisHour: count,
  };
  return noticeRecord('denied-attempt', now, detail);
}

const brief = ({ type, id, arn, account, region }: ResourceRef): JsonObject => ({
  type,
  id: cut(id),
  ...(arn !== undefined && { arn: cut(arn) }),
  account,
  region,
});
