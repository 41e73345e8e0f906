import type { PostureStore } from '../../adapters/aws/posture.ts';
import type { SendEvidence } from '../../adapters/aws/queue.ts';
import { noticeRecord } from '../../engine/evidence/record.ts';
import {
  needsRefresh,
  type Posture,
  postureAfter,
  postureWhenDeleted,
  type Seen,
} from '../../engine/posture.ts';
import {
  inTime,
  plain,
  WAIVER_TYPE,
  type WaiverStanding,
  waiverFinding,
} from '../../engine/waiver-finding.ts';
import { partitionOf } from '../../resources/arn.ts';
import { resourceKey } from '../../resources/key.ts';
import type { JsonObject, ResourceRef } from '../../resources/resource.ts';
import { TransientError } from '../_runtime/errors.ts';

export interface Ledger {
  readonly postures: PostureStore;
  readonly sendEvidence: SendEvidence;
  readonly account: string;
  readonly region: string;
  readonly now: Date;
}

const MAX_ATTEMPTS = 5;

/** Remembers where each waiver stands, and puts every change of it into evidence first; those that are gone too. */
export async function rememberStandings(standings: readonly WaiverStanding[], ledger: Ledger): Promise<void> {
  const ids = new Set(standings.map(({ id }) => id));
  for (const standing of standings) await remember(standing, ledger);
  const gone: Posture[] = [];
  for await (const posture of ledger.postures.ofType(WAIVER_TYPE)) {
    const isOwn = posture.ref.account === ledger.account && posture.ref.region === ledger.region;
    if (isOwn && posture.presence !== 'deleted' && !ids.has(posture.ref.id)) gone.push(posture);
  }
  for (const { ref } of gone) await forget(ref, ledger);
}

/** After a deployment the first sweep takes its time. */
const GRACE_MS = 2 * 86_400_000;

function remember(given: WaiverStanding, ledger: Ledger): Promise<void> {
  const ref = refOf(given.id, ledger);
  const key = resourceKey(ref, undefined);
  const now = ledger.now.toISOString();
  return written(key, ledger, (before) => {
    const createdAt = (before?.presence === 'present' && before.createdAt) || now;
    const isYoung = ledger.now.getTime() - Date.parse(createdAt) < GRACE_MS;
    const standing = isYoung ? inTime(given) : given;
    const isKnown = before?.inputDigest === standing.digest && before.presence === 'present';
    if (isKnown && !needsRefresh(before, now)) return undefined;
    const after = postureAfter(key, before, { seen: seenOf(standing, { ref, createdAt, now }), now });
    return { after, ...(!isKnown && { notice: noticeOf(standing) }) };
  });
}

function seenOf(
  standing: WaiverStanding,
  { ref, createdAt, now }: { readonly ref: ResourceRef; readonly createdAt: string; readonly now: string },
): Seen {
  return {
    ref,
    presence: 'present',
    createdAt,
    readAt: [now, now],
    inputDigest: standing.digest,
    ownDigest: standing.digest,
    references: [],
    findings: [waiverFinding(standing, ref)],
  };
}

const noticeOf = ({ id, state, because, waivers }: WaiverStanding): JsonObject => ({
  waiver: id,
  state,
  ...(because !== undefined && { because }),
  waivers: waivers.map(plain),
});

const forget = (ref: ResourceRef, ledger: Ledger): Promise<void> =>
  written(resourceKey(ref, undefined), ledger, (before) =>
    before === null || before.presence === 'deleted'
      ? undefined
      : {
          after: postureWhenDeleted(before, ledger.now.toISOString()),
          notice: { waiver: ref.id, state: 'removed' },
        },
  );

interface Change {
  readonly after: Posture;
  readonly notice?: JsonObject;
}

/** Evidence first: a crash in between repeats it, and loses nothing. */
async function written(
  key: string,
  { postures, sendEvidence, account, region, now }: Ledger,
  change: (before: Posture | null) => Change | undefined,
): Promise<void> {
  for (let attempt = 0; attempt < MAX_ATTEMPTS; attempt += 1) {
    const { posture: before } = await postures.recall(key);
    const made = change(before);
    if (made === undefined) return;
    if (made.notice && attempt === 0)
      await sendEvidence({ account, region }, [noticeRecord('waiver', now, made.notice)]);
    if (await postures.commit(made.after, before)) return;
  }
  throw new TransientError(`${key} was written by others ${MAX_ATTEMPTS} times`);
}

function refOf(id: string, { account, region }: Ledger): ResourceRef {
  const arn = `arn:aws:assay:${region}:${account}:waiver/${id}`;
  return { type: WAIVER_TYPE, id, arn, synthetic: true, partition: partitionOf(region), account, region };
}
