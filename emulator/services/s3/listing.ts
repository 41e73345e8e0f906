import type { _Object as ListedObject, ObjectVersion } from '@aws-sdk/client-s3';
import type { Operations } from '../../service.ts';
import { type Bucket, invalidArgument, open, type Version } from './_shared.ts';

export const listing = {
  ListObjectsV2(input, call) {
    const { Prefix = '', Delimiter, MaxKeys = 1000, ContinuationToken, StartAfter = '' } = input;
    const context = { 's3:prefix': input.Prefix, 's3:delimiter': Delimiter };
    const bucket = open(call, { Bucket: input.Bucket, action: 'ListBucket', context });
    const after = ContinuationToken === undefined ? StartAfter : keyOf(ContinuationToken);
    const Contents: ListedObject[] = [];
    const prefixes = new Set<string>();
    let last = after;
    let IsTruncated = false;
    for (const key of sortedKeys(bucket, Prefix)) {
      const version = bucket.objects.get(key)?.[0];
      if (version === undefined || version.isDeleteMarker || !isAfter(key, after)) continue;
      const common = commonPrefix(key, Prefix, Delimiter);
      if (common !== undefined && (prefixes.has(common) || common === after)) continue;
      if (Contents.length + prefixes.size >= MaxKeys) {
        IsTruncated = true;
        break;
      }
      if (common === undefined) Contents.push({ Key: key, ...listed(version) });
      else prefixes.add(common);
      last = common ?? key;
    }
    return {
      Name: bucket.name,
      Prefix,
      Delimiter,
      MaxKeys,
      KeyCount: Contents.length + prefixes.size,
      IsTruncated,
      Contents: Contents.length === 0 ? undefined : Contents,
      CommonPrefixes: prefixes.size === 0 ? undefined : [...prefixes].map((common) => ({ Prefix: common })),
      ContinuationToken,
      NextContinuationToken: IsTruncated ? tokenOf(last) : undefined,
      StartAfter: input.StartAfter,
    };
  },

  ListObjectVersions(input, call) {
    const { Prefix = '', MaxKeys = 1000, KeyMarker = '', VersionIdMarker } = input;
    const context = { 's3:prefix': input.Prefix };
    const bucket = open(call, { Bucket: input.Bucket, action: 'ListBucketVersions', context });
    const all = sortedKeys(bucket, Prefix)
      .filter((key) => isAfter(key, KeyMarker) || (key === KeyMarker && VersionIdMarker !== undefined))
      .flatMap((key) => rowsOf(bucket, key, key === KeyMarker ? VersionIdMarker : undefined));
    const page = all.slice(0, MaxKeys);
    const last = all.length > MaxKeys ? page.at(-1) : undefined;
    const versions = page.filter(({ version }) => !version.isDeleteMarker);
    const markers = page.filter(({ version }) => version.isDeleteMarker);
    return {
      Name: bucket.name,
      Prefix,
      KeyMarker,
      VersionIdMarker,
      MaxKeys,
      IsTruncated: last !== undefined,
      NextKeyMarker: last?.row.Key,
      NextVersionIdMarker: last?.row.VersionId,
      Versions:
        versions.length === 0
          ? undefined
          : versions.map(({ row, version }) => ({ ...row, ...listed(version) })),
      DeleteMarkers: markers.length === 0 ? undefined : markers.map(({ row }) => row),
    };
  },
} satisfies Operations<typeof import('@aws-sdk/client-s3')>;

function rowsOf(bucket: Bucket, Key: string, after: string | undefined) {
  const versions = bucket.objects.get(Key) ?? [];
  const start = after === undefined ? 0 : versions.findIndex(({ id }) => id === after) + 1;
  return versions.slice(start).map((version) => {
    const IsLatest = version === versions[0];
    const row: ObjectVersion = { Key, VersionId: version.id, IsLatest, LastModified: version.lastModified };
    return { row, version };
  });
}

function listed({ lastModified, etag, body, checksum }: Version) {
  return {
    LastModified: lastModified,
    ETag: etag,
    Size: body.length,
    StorageClass: 'STANDARD' as const,
    ...(checksum && { ChecksumAlgorithm: [algorithmOf(checksum)], ChecksumType: 'FULL_OBJECT' as const }),
  };
}

function algorithmOf(checksum: NonNullable<Version['checksum']>) {
  if ('ChecksumSHA256' in checksum) return 'SHA256' as const;
  return 'ChecksumSHA1' in checksum ? ('SHA1' as const) : ('CRC32' as const);
}

// In the order of their UTF-8 bytes.
function sortedKeys({ objects }: Bucket, prefix: string): string[] {
  return [...objects.keys()].filter((key) => key.startsWith(prefix)).sort(compare);
}

function isAfter(key: string, marker: string): boolean {
  return marker === '' || compare(key, marker) > 0;
}

function compare(a: string, b: string): number {
  return Buffer.compare(Buffer.from(a), Buffer.from(b));
}

function commonPrefix(key: string, prefix: string, delimiter: string | undefined): string | undefined {
  if (delimiter === undefined || delimiter === '') return undefined;
  const end = key.indexOf(delimiter, prefix.length);
  return end < 0 ? undefined : key.slice(0, end + delimiter.length);
}

function tokenOf(key: string): string {
  return Buffer.from(`after:${key}`).toString('base64');
}

function keyOf(token: string): string {
  const text = Buffer.from(token, 'base64').toString();
  if (!text.startsWith('after:')) throw invalidArgument('The continuation token provided is incorrect');
  return text.slice('after:'.length);
}
