import { fixedFiles } from '../../../engine/evidence/index-file.ts';
import type { VerifyReport } from '../../../engine/evidence/report.ts';
import type { SealMoment, ShardState } from '../../../engine/evidence/shard.ts';
import { newState, writeSeal, writeSegment } from '../../../engine/evidence/shard.ts';
import { type VerifyOptions, verifyArchive } from '../../../engine/evidence/verify.ts';
import { type Files, home, recordAt, sourceOf, storeIn, testSigner } from './archive.ts';

export const signer = testSigner();
/** So long a name of the key that a seal has no room for a list of its segments. */
export const wordy = { ...signer, keyId: 'k'.repeat(1800) };

const HOUR = 3_600_000;
const BEGIN = Date.parse('2026-03-01T20:00:00.000Z');

/** Hours after the beginning, ISO 8601. */
export const at = (hours: number): string => new Date(BEGIN + hours * HOUR).toISOString();

/** Where the seal of the hour that ends then belongs, and the segment with a number. */
export const sealOf = (hours: number): string =>
  `seals/${home.account}/${home.region}/${at(hours).slice(0, 19).replaceAll(/[-:]/g, '')}Z.json`;
export const segmentOf = (number: number): string =>
  `evidence/${home.account}/${home.region}/2026/03/01/segment-${String(number).padStart(12, '0')}.ndjson.gz`;

/** One hour: its segments of two records each, and what its writer got wrong. */
export interface Hour {
  readonly segments?: number;
  readonly closedAt?: string;
  /** Before the segments are written, and before the seal is. */
  readonly writing?: Partial<ShardState>;
  readonly sealing?: Partial<ShardState>;
  readonly moment?: Partial<SealMoment>;
  readonly isUnsealed?: true;
}

/** An archive of one shard that its key's holder signed, right or wrong. */
export async function chainOf(hours: readonly Hour[], by = signer): Promise<Files> {
  const files: Files = new Map(fixedFiles(by));
  const store = storeIn(files);
  const tools = { store, signer: by, packDigest: () => 'a'.repeat(64) };
  let state = newState(home, new Date(BEGIN));
  for (const [index, hour] of hours.entries()) {
    const { segments = 1, closedAt = at(index + 0.5), writing, sealing, moment, isUnsealed } = hour;
    state = { ...state, ...writing };
    for (let segment = 0; segment < segments; segment += 1) {
      const records = [1, 2].map((number) => recordAt(new Date(closedAt), number));
      state = await writeSegment(store, state, { records, closedAt });
    }
    if (isUnsealed) continue;
    state = { ...state, ...sealing };
    const [to, created] = [at(index + 1), at(index + 1)];
    state = await writeSeal(tools, state, { to, created, others: [], newestDigest: null, ...moment });
  }
  return files;
}

export const verified = (files: Files, options: Partial<VerifyOptions> = {}): Promise<VerifyReport> =>
  verifyArchive(sourceOf(files), { publicKeyPem: signer.publicKeyPem, ...options });

/** Each problem in one line, to be read in a table of cases. */
export const wordsOf = ({ problems }: VerifyReport): readonly string[] =>
  problems.map(({ kind, key, message }) => `${kind} ${key}: ${message}`);
