import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { GetObjectCommand, paginateListObjectsV2, S3Client } from '@aws-sdk/client-s3';
import { type AwsSecurityFinding, paginateGetFindings, SecurityHubClient } from '@aws-sdk/client-securityhub';
import { sha256 } from '../../engine/canonical.ts';
import type { Stage } from './stage.ts';

/** Copies the archive out of its bucket; gives the hash of the newest seal, null where there is none. */
export async function copyArchive({ door, bucket }: Stage, folder: string): Promise<string | null> {
  const client = door.client(S3Client);
  let newest: { readonly key: string; readonly hash: string } | null = null;
  for await (const { Contents = [] } of paginateListObjectsV2({ client }, { Bucket: bucket })) {
    for (const { Key = '' } of Contents) {
      const { Body } = await client.send(new GetObjectCommand({ Bucket: bucket, Key }));
      const bytes = (await Body?.transformToByteArray()) ?? new Uint8Array();
      const file = join(folder, Key);
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, bytes);
      const isSeal = Key.startsWith('seals/') && Key.endsWith('.json');
      if (isSeal && (newest === null || Key > newest.key)) newest = { key: Key, hash: sha256(bytes) };
    }
  }
  return newest?.hash ?? null;
}

/** All that Security Hub shows. */
export async function hubFindings({ door }: Stage): Promise<readonly AwsSecurityFinding[]> {
  const client = door.client(SecurityHubClient);
  const found: AwsSecurityFinding[] = [];
  for await (const { Findings = [] } of paginateGetFindings({ client }, {})) found.push(...Findings);
  return found;
}
