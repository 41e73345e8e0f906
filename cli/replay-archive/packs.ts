import { digestOf, sha256 } from '../../engine/canonical.ts';
import type { ArchiveSource } from '../../engine/evidence/inventory.ts';
import { packKey, settingsKey, shardName } from '../../engine/evidence/layout.ts';
import type { EvaluationRecord } from '../../engine/evidence/record.ts';
import type { Missing, OpenPack } from '../../engine/evidence/replay.ts';
import type { VerifyReport } from '../../engine/evidence/report.ts';
import type { Declared } from '../../engine/evidence/survey.ts';
import { defaultSettings, type Settings } from '../../engine/settings.ts';
import * as builtIn from '../../functions/_pack/pack.ts';
import type { Json } from '../../resources/resource.ts';
import { type RunningPack, runPack } from './pack-worker.ts';

/** This version's own rules. */
export function currentPack(): OpenPack {
  const judges = new Map<string, ReturnType<typeof builtIn.judgeWith>>();
  return {
    packDigest: builtIn.packDigest,
    async judge({ digest, value }, question) {
      const judge = judges.get(digest) ?? builtIn.judgeWith(value);
      judges.set(digest, judge);
      return judge(question);
    },
  };
}

/** Where packs and settings of earlier days come from. */
export interface Packs {
  packOf(record: EvaluationRecord): Promise<OpenPack | Missing>;
  settingsOf(digest: string): Promise<Settings | Missing>;
  close(): Promise<void>;
}

export interface PackOptions {
  readonly source: ArchiveSource;
  readonly declared: readonly Declared[];
  /** Of the archive, where it was verified: without it, nothing in it is run. */
  readonly report: VerifyReport | undefined;
  /** A pack that the person brings: the only one that is asked. */
  readonly given: RunningPack | undefined;
  readonly current: OpenPack;
}

export function packsOf(options: PackOptions): Packs {
  const running = new Map<string, Promise<RunningPack | Missing>>();
  const settings = new Map<string, Promise<Settings | Missing>>();
  const sealed = sealedNotices(options);
  return {
    async packOf(record) {
      if (!options.report || options.given) return knownPack(record, options);
      const pack = packInForce(record, sealed);
      if (pack === undefined)
        return { missing: `no sealed record names the file of the pack ${record.packDigest}` };
      const opened = running.get(pack) ?? openStored(options.source, pack, record.packDigest);
      running.set(pack, opened);
      return opened;
    },
    settingsOf(digest) {
      const read = settings.get(digest) ?? readSettings(options.source, digest);
      settings.set(digest, read);
      return read;
    },
    async close() {
      for (const opened of running.values()) {
        const pack = await opened;
        if ('close' in pack) await pack.close();
      }
      await options.given?.close();
    },
  };
}

/** Notices under a seal: the signature stands behind the hash of the file. */
function sealedNotices({ declared, report }: PackOptions): readonly Declared[] {
  const sealed = new Map((report?.shards ?? []).map((shard) => [shardName(shard), shard.records]));
  return declared.filter(({ place }) => place.sequence <= (sealed.get(shardName(place.shard)) ?? 0));
}

function knownPack({ packDigest }: EvaluationRecord, { given, current }: PackOptions): OpenPack | Missing {
  const pack = given ?? current;
  if (pack.packDigest === packDigest) return pack;
  return { missing: `it was judged by the pack ${packDigest}, the one at hand is ${pack.packDigest}` };
}

/** Of files with the same rules, the one declared last before the record, or first of all: clocks differ. */
function packInForce(
  { packDigest, recordedAt }: EvaluationRecord,
  declared: readonly Declared[],
): string | undefined {
  const same = declared.filter((each) => each.packDigest === packDigest);
  return (same.findLast(({ from }) => from <= recordedAt) ?? same[0])?.pack;
}

async function openStored(
  source: ArchiveSource,
  digest: string,
  packDigest: string,
): Promise<RunningPack | Missing> {
  const bytes = await stored(source, packKey(digest), digest);
  if ('missing' in bytes) return bytes;
  try {
    const pack = await runPack(bytes);
    if (pack.packDigest === packDigest) return pack;
    await pack.close();
    return { missing: `${packKey(digest)} says that it is the pack ${pack.packDigest}, not ${packDigest}` };
  } catch (error) {
    return { missing: `${packKey(digest)} cannot be run: ${error instanceof Error ? error.message : error}` };
  }
}

async function readSettings(source: ArchiveSource, digest: string): Promise<Settings | Missing> {
  if (digest === digestOf(defaultSettings as Json)) return defaultSettings;
  const bytes = await stored(source, settingsKey(digest), digest);
  // What hashes to the digest that the record carries is what was in force, whoever put it there.
  return 'missing' in bytes ? bytes : JSON.parse(Buffer.from(bytes).toString());
}

async function stored(source: ArchiveSource, key: string, digest: string): Promise<Uint8Array | Missing> {
  let bytes: Uint8Array;
  try {
    bytes = await source.read(key);
  } catch {
    // Access and network are told by the archive's own check, when all was read.
    return { missing: `${key} is not in the archive` };
  }
  return sha256(bytes) === digest ? bytes : { missing: `${key} is not what its name says` };
}
