import type { Json, JsonObject, ResourceRef } from '../../resources/resource.ts';
import { digestOf } from '../canonical.ts';
import type { Status } from '../verdict.ts';
import type { ArchiveSource } from './inventory.ts';
import { shardName } from './layout.ts';
import type { EvaluationRecord, EvidenceRecord, NoticeRecord } from './record.ts';
import { type RecordPlace, type WalkedRecord, walkRecords } from './walk.ts';

/** Which of an archive's evaluations are meant. */
export interface Wanted {
  /** The name under which a resource is remembered, `account/region/type/id`. */
  readonly keyOf: (ref: ResourceRef) => string;
  /** ISO 8601: of each resource the record that stood at that time, and no other. */
  readonly at?: string | undefined;
  /** Key, ARN or id. */
  readonly resource?: string | undefined;
}

/** What an archive says last of a resource. */
export interface Newest {
  readonly recordedAt: string;
  readonly place: RecordPlace;
  /** Undefined: it was deleted. */
  readonly statuses?: ReadonlyMap<string, Status>;
  /** Digests of what the verdicts stood on. */
  readonly properties: string;
  readonly surroundings: string;
  readonly settingsDigest: string;
  readonly packDigest: string;
}

/** A notice of kind `settings`: which pack and settings judge from then on. */
export interface Declared {
  readonly packDigest: string;
  readonly pack: string;
  readonly settingsDigest: string;
  readonly from: string;
  readonly place: RecordPlace;
}

export interface Survey {
  readonly newest: ReadonlyMap<string, Newest>;
  /** In the order of time. */
  readonly declared: readonly Declared[];
  /** Pack digest → how many of the wanted evaluations were judged by it. */
  readonly packs: ReadonlyMap<string, number>;
  readonly isWanted: (walked: WalkedRecord) => boolean;
}

/** Looks through an archive once: what is newest, and what is asked for. Keeps digests of each resource, no content. */
export async function surveyArchive(source: ArchiveSource, wanted: Wanted): Promise<Survey> {
  const newest = new Map<string, Newest>();
  const standing = new Map<string, { readonly place: RecordPlace; readonly packDigest: string }>();
  const declared: Declared[] = [];
  const packs = new Map<string, number>();
  for await (const { record, place } of walkRecords(source)) {
    if (isOthers(record)) continue;
    if (record.kind === 'settings') declared.push(...declaredIn(record, place));
    const key = keyIn(record, wanted);
    if (key === undefined) continue;
    newest.set(key, newestOf(record, place));
    if (wanted.at !== undefined && record.recordedAt > wanted.at) continue;
    if (record.kind !== 'evaluation') standing.delete(key);
    else if (isMeant(record, key, wanted)) {
      standing.set(key, { place, packDigest: record.packDigest });
      if (wanted.at === undefined) add(packs, record.packDigest);
    }
  }
  if (wanted.at === undefined) {
    const isWanted = ({ record }: WalkedRecord) =>
      record.kind === 'evaluation' &&
      !isOthers(record) &&
      isMeant(record, wanted.keyOf(record.resource), wanted);
    return { newest, declared, packs, isWanted };
  }
  for (const { packDigest } of standing.values()) add(packs, packDigest);
  const places = new Set([...standing.values()].map(({ place }) => nameOf(place)));
  return { newest, declared, packs, isWanted: ({ place }) => places.has(nameOf(place)) };
}

/** Not the word of the functions that judge: it stands for nothing, and names no program to be run. */
const isOthers = ({ sender }: EvidenceRecord): boolean => sender !== undefined;

const add = (counts: Map<string, number>, name: string) => counts.set(name, (counts.get(name) ?? 0) + 1);

const nameOf = ({ shard, sequence }: RecordPlace): string => `${shardName(shard)}/${sequence}`;

function keyIn(record: EvidenceRecord, { keyOf }: Wanted): string | undefined {
  if (record.kind === 'evaluation') return keyOf(record.resource);
  const deleted = record.kind === 'deleted' ? record.detail['resource'] : undefined;
  return deleted === undefined ? undefined : keyOf(deleted as unknown as ResourceRef);
}

function isMeant({ resource }: EvaluationRecord, key: string, wanted: Wanted): boolean {
  return wanted.resource === undefined || [key, resource.arn, resource.id].includes(wanted.resource);
}

function newestOf(record: EvidenceRecord, place: RecordPlace): Newest {
  const { recordedAt } = record;
  if (record.kind !== 'evaluation')
    return { recordedAt, place, properties: '', surroundings: '', settingsDigest: '', packDigest: '' };
  const { settingsDigest, packDigest } = record;
  return {
    recordedAt,
    place,
    statuses: new Map(record.verdicts.map(({ rule, status }) => [rule, status])),
    ...digestsOf(record),
    settingsDigest,
    packDigest,
  };
}

/** Of the values that its verdicts stood on. */
export const digestsOf = ({ properties, resource, related = [], referrers = [] }: EvaluationRecord) => ({
  properties: digestOf([properties, resource.unreadable ?? null]),
  surroundings: digestOf([related, referrers] as unknown as Json),
});

function declaredIn({ detail }: NoticeRecord, place: RecordPlace): readonly Declared[] {
  const [packDigest, pack, settingsDigest, from] = ['packDigest', 'pack', 'settingsDigest', 'from'].map(
    (name) => textIn(detail, name),
  );
  const isWhole = packDigest && pack && settingsDigest && from;
  return isWhole ? [{ packDigest, pack, settingsDigest, from, place }] : [];
}

const textIn = (detail: JsonObject, name: string): string => {
  const value = detail[name];
  return typeof value === 'string' ? value : '';
};
