import { createHash } from 'node:crypto';
import { crc32 } from 'node:zlib';
import { AwsError, EmulatorError } from '../../errors.ts';

/** The one additional checksum that an object is stored with, as the member that shows it. */
export type Checksum = { ChecksumCRC32: string } | { ChecksumSHA1: string } | { ChecksumSHA256: string };

interface Sent {
  ChecksumAlgorithm?: string | undefined;
  ChecksumCRC32?: string | undefined;
  ChecksumCRC32C?: string | undefined;
  ChecksumCRC64NVME?: string | undefined;
  ChecksumSHA1?: string | undefined;
  ChecksumSHA256?: string | undefined;
  ContentMD5?: string | undefined;
}

/** The checksum of a body that was sent; refuses a body that is not what the sender computed. */
export function checksumOf(body: Buffer, sent: Sent): Checksum {
  if (sent.ContentMD5 !== undefined && sent.ContentMD5 !== digest('md5', body)) {
    throw badDigest('Content-MD5');
  }
  if (sent.ChecksumCRC32C !== undefined || sent.ChecksumCRC64NVME !== undefined) throw unknownChecksum();
  if (sent.ChecksumSHA256 !== undefined || sent.ChecksumAlgorithm === 'SHA256') {
    return { ChecksumSHA256: same(digest('sha256', body), sent.ChecksumSHA256, 'SHA256') };
  }
  if (sent.ChecksumSHA1 !== undefined || sent.ChecksumAlgorithm === 'SHA1') {
    return { ChecksumSHA1: same(digest('sha1', body), sent.ChecksumSHA1, 'SHA1') };
  }
  // The SDK computes it unless told otherwise: https://docs.aws.amazon.com/sdkref/latest/guide/feature-dataintegrity.html
  if (sent.ChecksumAlgorithm === undefined || sent.ChecksumAlgorithm === 'CRC32') {
    return { ChecksumCRC32: same(crc32Of(body), sent.ChecksumCRC32, 'CRC32') };
  }
  throw unknownChecksum();
}

function same(computed: string, sent: string | undefined, algorithm: string): string {
  if (sent !== undefined && sent !== computed) throw badDigest(algorithm);
  return computed;
}

function badDigest(algorithm: string): AwsError {
  return new AwsError(
    'BadDigest',
    `The ${algorithm} you specified did not match the calculated checksum.`,
    400,
  );
}

function unknownChecksum(): EmulatorError {
  return new EmulatorError(
    "the emulator's S3 computes CRC32, SHA1 and SHA256 only: use one of them as checksum",
  );
}

function digest(algorithm: string, body: Buffer): string {
  return createHash(algorithm).update(body).digest('base64');
}

function crc32Of(body: Buffer): string {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(crc32(body));
  return bytes.toString('base64');
}
