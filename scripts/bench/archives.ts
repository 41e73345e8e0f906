import { generateKeyPairSync, sign } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { folderStore } from '../../adapters/archive-folder.ts';
import { fixedFiles } from '../../engine/evidence/index-file.ts';
import { lookupKey } from '../../engine/evidence/layout.ts';
import { lookupBytes } from '../../engine/evidence/lookup-file.ts';
import { noticeRecord, type UnsequencedRecord } from '../../engine/evidence/record.ts';
import { parseSeal } from '../../engine/evidence/seal.ts';
import {
  type ArchiveStore,
  afterSeal,
  newState,
  planSeal,
  type ShardState,
  writeSegment,
} from '../../engine/evidence/shard.ts';
import type { Signer } from '../../engine/evidence/signature.ts';

const SHARD = { account: '111122223333', region: 'eu-central-1' };
const BEGIN = Date.parse('2026-01-01T00:00:00.000Z');
const HOUR = 3_600_000;
const SEGMENTS_A_SEAL = 8;

export interface ArchiveFolder {
  readonly path: string;
  readonly keyFile: string;
  readonly publicKeyPem: string;
  remove(): void;
}

export interface ArchivePlan {
  readonly segments: number;
  readonly recordsASegment: number;
  readonly recordAt: (index: number, time: Date) => UnsequencedRecord;
}

/** An archive in a temporary folder, with lookups, as the sealer writes it. */
export async function makeFolder({
  segments,
  recordsASegment,
  recordAt,
}: ArchivePlan): Promise<ArchiveFolder> {
  const folder = mkdtempSync(join(tmpdir(), 'assay-bench-archive-'));
  const path = join(folder, 'archive');
  const signer = signerOf();
  const keyFile = join(folder, 'key.pem');
  writeFileSync(keyFile, signer.publicKeyPem);
  const disk = folderStore(path);
  for (const [key, bytes] of fixedFiles(signer)) await disk.put(key, bytes);
  let state = newState(SHARD, new Date(BEGIN));
  let unsealed = new Map<string, Uint8Array>();
  const store: ArchiveStore = {
    put(key, bytes) {
      unsealed.set(key, bytes);
      return disk.put(key, bytes);
    },
  };
  for (let segment = 0; segment < segments; segment += 1) {
    const hour = Math.floor(segment / SEGMENTS_A_SEAL);
    const time = new Date(BEGIN + hour * HOUR + 60_000);
    const records = Array.from({ length: recordsASegment }, (_, index) =>
      recordAt(segment * recordsASegment + index, time),
    );
    state = await writeSegment(store, state, { records, closedAt: time.toISOString() });
    if ((segment + 1) % SEGMENTS_A_SEAL > 0 && segment + 1 < segments) continue;
    state = await seal(disk, state, { signer, unsealed, to: BEGIN + (hour + 1) * HOUR });
    unsealed = new Map();
  }
  const remove = () => rmSync(folder, { recursive: true, force: true });
  return { path, keyFile, publicKeyPem: signer.publicKeyPem, remove };
}

interface Sealing {
  readonly signer: Signer;
  readonly unsealed: ReadonlyMap<string, Uint8Array>;
  readonly to: number;
}

async function seal(
  disk: ArchiveStore,
  state: ShardState,
  { signer, unsealed, to }: Sealing,
): Promise<ShardState> {
  const time = new Date(to).toISOString();
  const moment = { to: time, created: time, others: [], newestDigest: null };
  const signed = await planSeal({ signer, packDigest: () => 'a'.repeat(64) }, state, moment);
  await disk.put(signed.key, signed.bytes);
  await disk.put(signed.key.replace('.json', '.sig'), signed.signature);
  const parsed = parseSeal(signed.bytes);
  const lookup = parsed && (await lookupBytes(parsed, state.unsealed, async ({ key }) => unsealed.get(key)));
  if (lookup) await disk.put(lookupKey(signed.key), lookup);
  return afterSeal(state, signed.bytes);
}

function signerOf(): Signer {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  return {
    keyId: 'arn:aws:kms:eu-central-1:111122223333:key/0f7c2f0e-6c0b-4d57-9a41-7b1c7d3b8f11',
    algorithm: 'ECDSA_SHA_256',
    publicKeyPem: publicKey.export({ type: 'spki', format: 'pem' }).toString(),
    sign: async (bytes) => sign('sha256', bytes, { key: privateKey, dsaEncoding: 'der' }),
  };
}

/** The least that a record can be: what memory is measured with. */
export const smallRecord = (index: number, time: Date): UnsequencedRecord =>
  noticeRecord('seen-unchanged', time, { type: 'AWS::SageMaker::NotebookInstance', unchanged: index });
