import { sha256 } from '../../../engine/canonical.ts';
import { fixedFiles } from '../../../engine/evidence/index-file.ts';
import { laterPublicKeyKey, packKey, placeOf, settingsKey } from '../../../engine/evidence/layout.ts';
import { noticeRecord } from '../../../engine/evidence/record.ts';
import type { OtherSeal } from '../../../engine/evidence/seal.ts';
import {
  headOf,
  newState,
  type ShardState,
  writeSeal,
  writeSegment,
} from '../../../engine/evidence/shard.ts';
import { readPublicKey } from '../../../engine/evidence/signature.ts';
import { away, type Files, home, recordAt, storeIn, testSigner } from './archive.ts';
import { addLookups } from './lookups.ts';

const HOUR = 3_600_000;
const BEGIN = Date.parse('2026-03-01T20:00:00.000Z');
const RECORDS_A_SEGMENT = 50;
/** Segments of each hour: one hour is silent, and one has more than its seal can list. */
const HOURS = [1, 2, 0, 5, 1, 2] as const;
/** From this hour on another key signs. */
const NEW_KEY_FROM = 4;

export const keys = [testSigner(), testSigner()] as const;
const pack = Buffer.from('export const rules = [];\n');
const settings = Buffer.from('{"profile":"baseline"}');

/** What an archive can hold, all of it: 1,100 records in two Regions, two sealing keys, rules, settings and lookups. */
export async function makeThousand(): Promise<Files> {
  const files: Files = new Map(fixedFiles(keys[0]));
  const later = readPublicKey(keys[1].publicKeyPem);
  files.set(laterPublicKeyKey(later?.fingerprint ?? ''), Buffer.from(later?.pem ?? ''));
  files.set(packKey(sha256(pack)), pack).set(settingsKey(sha256(settings)), settings);
  let states = [home, away].map((shard) => newState(shard, new Date(BEGIN)));
  for (const [hour, segments] of HOURS.entries()) {
    const others = states.flatMap(headOf);
    states = await Promise.all(states.map((state) => writeHour(files, state, { hour, segments, others })));
  }
  return addLookups(files);
}

interface Hour {
  readonly hour: number;
  readonly segments: number;
  readonly others: readonly OtherSeal[];
}

async function writeHour(files: Files, before: ShardState, { hour, segments, others }: Hour) {
  const store = storeIn(files);
  const time = new Date(BEGIN + (hour + 0.5) * HOUR);
  const notice = noticeRecord('settings', time, {
    pack: sha256(pack),
    packDigest: 'a'.repeat(64),
    settingsDigest: sha256(settings),
  });
  let state = before;
  for (let segment = 0; segment < segments; segment += 1) {
    const records = Array.from({ length: RECORDS_A_SEGMENT }, (_, index) => recordAt(time, index));
    if (state.nextSequence === 1) records[0] = notice;
    state = await writeSegment(store, state, { records, closedAt: time.toISOString() });
  }
  const to = new Date(BEGIN + (hour + 1) * HOUR).toISOString();
  const signer = keys[hour < NEW_KEY_FROM ? 0 : 1];
  const strangers = others.filter(({ region }) => region !== state.region);
  return writeSeal({ store, signer, packDigest: () => 'a'.repeat(64) }, state, {
    to,
    created: to,
    others: strangers,
    newestDigest: null,
  });
}

/** Keys of one kind, in order. */
export const keysOf = (files: Files, kind: ReturnType<typeof placeOf>['kind']): string[] =>
  [...files.keys()].filter((key) => placeOf(key).kind === kind).sort();
