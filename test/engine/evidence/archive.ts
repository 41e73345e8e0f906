import { generateKeyPairSync, sign } from 'node:crypto';
import { gunzipSync, gzipSync } from 'node:zlib';
import type { ArchiveSource } from '../../../engine/evidence/inventory.ts';
import { noticeRecord, type UnsequencedRecord } from '../../../engine/evidence/record.ts';
import type { ArchiveStore } from '../../../engine/evidence/shard.ts';
import type { Signer } from '../../../engine/evidence/signature.ts';
import { type ArchiveOptions, createArchiveWriter } from '../../../engine/evidence/writer.ts';

export const ACCOUNT = '111122223333';
export const [home, away] = [
  { account: ACCOUNT, region: 'eu-central-1' },
  { account: ACCOUNT, region: 'us-east-1' },
] as const;

export function testSigner(): Signer {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  return {
    keyId: 'arn:aws:kms:eu-central-1:111122223333:key/0f7c2f0e-6c0b-4d57-9a41-7b1c7d3b8f11',
    algorithm: 'ECDSA_SHA_256',
    publicKeyPem: publicKey.export({ type: 'spki', format: 'pem' }).toString(),
    sign: async (bytes) => sign('sha256', bytes, { key: privateKey, dsaEncoding: 'der' }),
  };
}

export type Files = Map<string, Uint8Array>;

export const sourceOf = (files: Files): ArchiveSource => ({
  list: () => files.keys(),
  async read(key) {
    const bytes = files.get(key);
    if (!bytes) throw new Error(`no file ${key}`);
    return bytes;
  },
});

/** Write-once, in memory. */
export const storeIn = (files: Files, versionId?: string): ArchiveStore => ({
  async put(key, bytes) {
    if (files.has(key)) throw new Error(`${key} is there already`);
    files.set(key, new Uint8Array(bytes));
    return versionId === undefined ? {} : { versionId };
  },
});

export const recordAt = (time: Date, index: number): UnsequencedRecord =>
  noticeRecord('seen-unchanged', time, {
    type: 'AWS::SageMaker::NotebookInstance',
    index,
    id: `notebook-${index}`,
  });

export interface Made {
  readonly files: Files;
  readonly signer: Signer;
  readonly head: string;
}

const BEGIN = Date.parse('2026-03-01T20:00:00.000Z');

/** Six hours over midnight in two Regions, the fourth hour silent, the fifth with more segments than a seal can list. */
export async function makeArchive(options: Partial<ArchiveOptions> = {}): Promise<Made> {
  const files: Files = new Map();
  const signer = options.signer ?? testSigner();
  let now = BEGIN;
  const clock = () => new Date(now);
  const store = storeIn(files, '3/L4kqtJlcpXroDTDmJ.rmSpXd3dIbrHY');
  const writer = createArchiveWriter({
    store,
    signer,
    clock,
    packDigest: () => 'a'.repeat(64),
    recordsPerSegment: 20,
    ...options,
  });
  const perHour = [40, 55, 30, 0, 240, 45];
  for (const [hour, count] of perHour.entries()) {
    now = BEGIN + hour * 3_600_000 + 600_000;
    if (count === 0) continue;
    for (const shard of [home, away]) {
      const share = shard === home ? count : Math.ceil(count / 2);
      await writer.append(
        shard,
        Array.from({ length: share }, (_, index) => recordAt(clock(), index)),
      );
    }
  }
  now = BEGIN + perHour.length * 3_600_000;
  const head = await writer.seal('digest-of-cloudtrail');
  return { files, signer, head: head ?? '' };
}

/** A segment with one of its lines changed, as gzip that is whole again. */
export function rewrite(bytes: Uint8Array, change: (lines: string[]) => string[]): Uint8Array {
  const lines = gunzipSync(bytes).toString().trimEnd().split('\n');
  return new Uint8Array(gzipSync(`${change(lines).join('\n')}\n`));
}
