import type { ListObjectVersionsCommandOutput } from '@aws-sdk/client-s3';
import type { Aws } from '../aws.ts';

/** One version of an object; delete markers are none. */
export interface StoredVersion {
  readonly key: string;
  readonly versionId: string;
}

/** All versions of what lies below a prefix, those too that lie over others. Throws what the SDK throws. */
export async function* versionsBelow(
  aws: Aws,
  Bucket: string,
  Prefix: string,
): AsyncGenerator<StoredVersion> {
  const { ListObjectVersionsCommand, S3Client } = await import('../clients/s3-objects.ts');
  const client = aws.client(S3Client, aws.region);
  let marker: { KeyMarker?: string | undefined; VersionIdMarker?: string | undefined } | undefined = {};
  while (marker !== undefined) {
    const page: ListObjectVersionsCommandOutput = await client.send(
      new ListObjectVersionsCommand({ Bucket, Prefix, ...marker }),
    );
    const { Versions = [], IsTruncated, NextKeyMarker, NextVersionIdMarker } = page;
    for (const { Key = '', VersionId = 'null' } of Versions) yield { key: Key, versionId: VersionId };
    marker = IsTruncated
      ? { KeyMarker: NextKeyMarker, VersionIdMarker: NextVersionIdMarker || undefined }
      : undefined;
  }
}

/** Puts a hold on one version, or takes it off; the same twice is once. Throws what the SDK throws. */
export async function setLegalHold(
  aws: Aws,
  bucket: string,
  { key, versionId, isHeld }: StoredVersion & { readonly isHeld: boolean },
): Promise<void> {
  const { PutObjectLegalHoldCommand, S3Client } = await import('../clients/s3-hold.ts');
  await aws.client(S3Client, aws.region).send(
    new PutObjectLegalHoldCommand({
      Bucket: bucket,
      Key: key,
      VersionId: versionId,
      LegalHold: { Status: isHeld ? 'ON' : 'OFF' },
      // With a lock, S3 demands a checksum of what is sent.
      ChecksumAlgorithm: 'SHA256',
    }),
  );
}
