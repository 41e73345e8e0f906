import type { ListObjectVersionsCommandOutput } from '@aws-sdk/client-s3';
import type { ArchiveSource, Cover } from '../../../engine/evidence/inventory.ts';
import { lookedUpSealKey, signatureKey } from '../../../engine/evidence/layout.ts';
import type { Aws } from '../aws.ts';
import { refusalOf } from '../outcome.ts';
import { readAhead } from './read-ahead.ts';

export interface BucketPart {
  readonly bucket: string;
  /** Where in the bucket the archive lies: empty, or ending with a slash. */
  readonly prefix?: string;
  /** Only what is below these, in this order: seals first. */
  readonly within?: readonly string[];
}

export interface BucketSource extends ArchiveSource {
  /** Why something could not be read, where it was not for being missing; the first of all. */
  readonly refusal: () => string | undefined;
}

const SEALS = 'seals/';
const LOOKUPS = 'lookup/';
// Sorts behind whatever begins with what stands before it.
const LAST = '\u{10FFFF}';

/** What was listed of one key. */
interface Listed {
  /** Newest first. */
  readonly versions: string[];
  /** When the last of them was put. */
  firstPut: Date | undefined;
  markers: number;
}

interface Listing {
  readonly aws: Aws;
  readonly part: BucketPart;
  readonly listed: Map<string, Listed>;
  readonly startedAt: Date;
}

/**
 * Reads an archive from a bucket, and of each object the exact version: a lock does not keep newer ones, or delete
 * markers, from lying over it. The archive may grow meanwhile: the list is as of its beginning.
 */
export function s3Source(aws: Aws, part: BucketPart): BucketSource {
  let listed = new Map<string, Listed>();
  let readFirst: ((key: string) => Promise<Uint8Array>) | undefined;
  let refusal: string | undefined;

  async function readExact(key: string, versionId = ''): Promise<Uint8Array> {
    try {
      return await readVersion(aws, part, { key, versionId });
    } catch (error) {
      const why = refusalOf(error, 's3:GetObjectVersion');
      if (why && why.outcome !== 'not-found') refusal ??= why.because;
      throw error;
    }
  }

  return {
    async *list() {
      listed = new Map();
      readFirst = undefined;
      yield* keysIn({ aws, part, listed, startedAt: aws.now() });
    },
    async read(key, versionId) {
      const { versions = [] } = listed.get(key) ?? {};
      const first = versions.at(-1);
      if (first === undefined) throw new Error(`${key} was not listed; list the archive before reading it`);
      const exact = versions.find((id) => id === versionId) ?? first;
      if (exact !== first) return readExact(key, exact);
      readFirst ??= readAhead(listed.keys(), (each) => readExact(each, listed.get(each)?.versions.at(-1)));
      return readFirst(key);
    },
    covers: () => coversIn(listed),
    refusal: () => refusal,
  };
}

async function* keysIn(listing: Listing): AsyncGenerator<string> {
  const { within = [SEALS, ''] } = listing.part;
  for (const below of within) {
    // A seal's segments were put before it: listed after it, none of them can be missing for being newer.
    yield* keysBelow(listing, below);
    if (below.startsWith(SEALS)) yield* lateSignatures(listing);
  }
}

/** Each key once, when all of its versions are known. */
async function* keysBelow(listing: Listing, below: string): AsyncGenerator<string> {
  let current: string | undefined;
  for await (const row of rowsBelow(listing, below)) {
    if (current !== undefined && row.key !== current && isThere(listing, current)) yield current;
    current = row.key;
    note(listing, row);
  }
  if (current !== undefined && isThere(listing, current)) yield current;
}

/** There is more left of it than delete markers, and it was there when the list began. */
function isThere(listing: Listing, key: string): boolean {
  const { listed, startedAt } = listing;
  const known = listed.get(key);
  if (known === undefined || known.versions.length === 0) return false;
  if (key.startsWith(LOOKUPS)) return isOfListedSeal(listing, key);
  if (!key.startsWith(SEALS)) return true;
  // A seal made since may name what was listed too early to be there; with it goes its signature.
  const { firstPut } = listed.get(key.replace(/\.sig$/, '.json')) ?? known;
  return firstPut === undefined || firstPut <= startedAt;
}

/** A lookup follows its seal, which may have been put after seals were listed. S3 tells times by the second. */
function isOfListedSeal({ listed, startedAt }: Listing, key: string): boolean {
  const seal = listed.get(lookedUpSealKey(key));
  const { firstPut } = seal ?? listed.get(key) ?? {};
  if (firstPut === undefined) return true;
  return seal ? firstPut <= startedAt : firstPut.getTime() + 1000 <= startedAt.getTime();
}

interface Row {
  readonly key: string;
  /** Undefined: a delete marker. */
  readonly versionId: string | undefined;
  readonly lastModified: Date | undefined;
}

function note({ listed }: Listing, { key, versionId, lastModified }: Row): void {
  const known = listed.get(key) ?? { versions: [], firstPut: undefined, markers: 0 };
  listed.set(key, known);
  if (versionId === undefined) known.markers += 1;
  else {
    known.versions.push(versionId);
    known.firstPut = lastModified;
  }
}

/** A seal may have been listed in the moment before its signature was put beside it. */
async function* lateSignatures(listing: Listing): AsyncGenerator<string> {
  const { listed } = listing;
  const unsigned = [...listed.keys()].filter(
    (key) => key.endsWith('.json') && isThere(listing, key) && !listed.has(signatureKey(key)),
  );
  for (const key of unsigned) yield* keysBelow(listing, signatureKey(key));
}

/** All versions and delete markers, by key, in the order of the bucket. */
async function* rowsBelow({ aws, part }: Listing, below: string): AsyncGenerator<Row> {
  const { ListObjectVersionsCommand, S3Client } = await import('../clients/s3-objects.ts');
  const client = aws.client(S3Client, aws.region);
  const { bucket, prefix = '' } = part;
  let marker: { KeyMarker?: string | undefined; VersionIdMarker?: string | undefined } | undefined = {};
  while (marker !== undefined) {
    const page: ListObjectVersionsCommandOutput = await client.send(
      new ListObjectVersionsCommand({ Bucket: bucket, Prefix: `${prefix}${below}`, ...marker }),
    );
    const rows = rowsOf(page, prefix);
    const isKnown = ({ key }: Row) => below === '' && key.startsWith(SEALS);
    yield* rows.filter((row) => !isKnown(row));
    marker = nextOf(page);
    if (marker && rows.slice(-1).some(isKnown)) marker = { KeyMarker: `${prefix}${SEALS}${LAST}` };
  }
}

const nextOf = ({ IsTruncated, NextKeyMarker, NextVersionIdMarker }: ListObjectVersionsCommandOutput) =>
  IsTruncated === true
    ? { KeyMarker: NextKeyMarker, VersionIdMarker: NextVersionIdMarker || undefined }
    : undefined;

function rowsOf(
  { Versions = [], DeleteMarkers = [] }: ListObjectVersionsCommandOutput,
  prefix: string,
): Row[] {
  const rowOf = ({
    Key = '',
    LastModified,
  }: {
    Key?: string | undefined;
    LastModified?: Date | undefined;
  }) => ({
    key: Key.slice(prefix.length),
    lastModified: LastModified,
  });
  const rows = [
    ...Versions.map((version) => ({ ...rowOf(version), versionId: version.VersionId ?? 'null' })),
    ...DeleteMarkers.map((marker) => ({ ...rowOf(marker), versionId: undefined })),
  ];
  // Two lists of one order each: stable sorting leaves the versions of a key newest first.
  return DeleteMarkers.length === 0 ? rows : rows.sort((a, b) => compare(a.key, b.key));
}

/** As S3 does: in the order of their UTF-8 bytes. */
const compare = (a: string, b: string): number => Buffer.compare(Buffer.from(a), Buffer.from(b));

interface Exact {
  readonly key: string;
  readonly versionId: string;
}

async function readVersion(
  aws: Aws,
  { bucket, prefix = '' }: BucketPart,
  { key, versionId }: Exact,
): Promise<Uint8Array> {
  const { GetObjectCommand, S3Client } = await import('../clients/s3-objects.ts');
  const command = new GetObjectCommand({ Bucket: bucket, Key: `${prefix}${key}`, VersionId: versionId });
  const { Body } = await aws.client(S3Client, aws.region).send(command);
  if (Body === undefined) throw new TypeError(`S3 gave no body of ${key}`);
  return Body.transformToByteArray();
}

function* coversIn(listed: ReadonlyMap<string, Listed>): Generator<Cover> {
  for (const [key, { versions, markers }] of listed) {
    if (versions.length === 0) yield { key, message: 'a delete marker is all that is left of it' };
    else if (versions.length > 1) {
      yield { key, message: `${versions.length - 1} newer versions lie over the one that was put first` };
    }
    if (versions.length > 0 && markers > 0)
      yield { key, message: 'a delete marker hides it from whoever names no version' };
  }
}
