import { type ArchiveSource, type ShardFiles, takeInventory } from './inventory.ts';
import { type Shard, shardName } from './layout.ts';
import { type EvidenceRecord, RECORD_SCHEMA } from './record.ts';
import { openSegment, parseObject, recordLines } from './segment.ts';

/** Where in an archive a record stands. */
export interface RecordPlace {
  readonly shard: Shard;
  /** Of its segment. */
  readonly key: string;
  readonly sequence: number;
}

export interface WalkedRecord {
  readonly record: EvidenceRecord;
  readonly place: RecordPlace;
}

export interface WalkOptions {
  /** Is told of what is left out: the key of its segment, and one plain sentence. */
  readonly onUnreadable?: (key: string, because: string) => void;
}

/**
 * Every record of an archive: each shard's in its sequence, all shards' together by time. One segment a shard is in
 * memory. Checks nothing: verify the archive first. What is no segment, or no record of this version, goes to
 * `onUnreadable`, and what follows is read all the same. @throws TypeError for it if there is none
 */
export async function* walkRecords(
  source: ArchiveSource,
  options: WalkOptions = {},
): AsyncGenerator<WalkedRecord> {
  const { shards } = await takeInventory(source);
  const heads: Head[] = [];
  for (const files of shards) {
    const head = await next(recordsOf(source, files, options));
    if (head) heads.push(head);
  }
  while (heads.length > 0) {
    const index = earliest(heads);
    const { walked, rest } = heads[index] as Head;
    yield walked;
    const head = await next(rest);
    if (head) heads[index] = head;
    else heads.splice(index, 1);
  }
}

/** The next record of one shard, and what follows it. */
interface Head {
  readonly walked: WalkedRecord;
  readonly rest: AsyncGenerator<WalkedRecord>;
}

async function next(rest: AsyncGenerator<WalkedRecord>): Promise<Head | undefined> {
  const { value, done } = await rest.next();
  return done ? undefined : { walked: value, rest };
}

/** Of the same moment, the one of the first shard: shards are in the order of their names. */
function earliest(heads: readonly Head[]): number {
  let index = 0;
  for (let other = 1; other < heads.length; other += 1) {
    if (timeOf(heads[other]) < timeOf(heads[index])) index = other;
  }
  return index;
}

const timeOf = (head: Head | undefined): string => head?.walked.record.recordedAt ?? '';

async function* recordsOf(
  source: ArchiveSource,
  { segments, ...shard }: ShardFiles,
  { onUnreadable = refuse }: WalkOptions,
): AsyncGenerator<WalkedRecord> {
  const { account, region } = shard;
  for (const [, [key = '']] of [...segments].sort(([a], [b]) => a - b)) {
    const { content } = openSegment(await source.read(key));
    if (!content) {
      onUnreadable(key, `${key} is no segment`);
      continue;
    }
    for (const line of recordLines(content)) {
      const record = recordIn(line.toString());
      const place = { shard: { account, region }, key, sequence: record?.sequence ?? 0 };
      if (record) yield { record, place };
      else onUnreadable(key, `${key} of ${shardName(shard)} holds what is no ${RECORD_SCHEMA}`);
    }
  }
}

function refuse(_key: string, because: string): never {
  throw new TypeError(`${because}; verify the archive first, with the newest version`);
}

function recordIn(line: string): EvidenceRecord | undefined {
  const record = parseObject(line);
  return record?.['schema'] === RECORD_SCHEMA ? (record as unknown as EvidenceRecord) : undefined;
}
