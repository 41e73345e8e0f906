import type { PutObjectCommandInput } from '@aws-sdk/client-s3';
import { AwsError } from '../../errors.ts';
import type { Call } from '../../service.ts';
import { usableKey } from '../kms/_shared.ts';
import { accessDenied, type Bucket, type Version } from './_shared.ts';

/** How a version is encrypted: as the request says, else as the bucket does. */
export function encryptionOf(
  call: Call,
  bucket: Bucket,
  input: PutObjectCommandInput,
): Version['encryption'] {
  const rule = bucket.encryption[0];
  const byDefault = rule?.ApplyServerSideEncryptionByDefault;
  const algorithm = input.ServerSideEncryption ?? byDefault?.SSEAlgorithm ?? 'AES256';
  if (algorithm === 'AES256') return { ServerSideEncryption: 'AES256' };
  // A request that names an algorithm and no key means AWS's own key, whatever the bucket's is.
  const isDefault = input.ServerSideEncryption === undefined;
  const keyId = input.SSEKMSKeyId ?? (isDefault ? byDefault?.KMSMasterKeyID : undefined);
  return {
    ServerSideEncryption: algorithm,
    SSEKMSKeyId: keyFor(call, 'GenerateDataKey', keyId ?? 'alias/aws/s3'),
    BucketKeyEnabled: input.BucketKeyEnabled ?? rule?.BucketKeyEnabled ?? false,
  };
}

/** Refuses a body whose key does not decrypt for the caller. */
export function checkDecryption(call: Call, { encryption }: Version): void {
  if (encryption.SSEKMSKeyId !== undefined) keyFor(call, 'Decrypt', encryption.SSEKMSKeyId);
}

// S3 asks KMS in the caller's name and passes its refusals on under a prefix:
// https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html
function keyFor(call: Call, operation: string, keyId: string): string {
  try {
    const context = { 'kms:viaservice': `s3.${call.region}.amazonaws.com` };
    return usableKey({ ...call, operation }, keyId, context).metadata.Arn;
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
    if (error.name === 'AccessDeniedException') throw accessDenied(error.message);
    throw new AwsError(`KMS.${error.name}`, error.message, 400);
  }
}
