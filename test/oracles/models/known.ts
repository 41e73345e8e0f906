import type { Violation } from './report.ts';

/** Violations that are none of ours, and why. Each must still occur. */
export interface Known extends Pick<Violation, 'client' | 'side' | 'kind'> {
  /** Undefined: any. */
  readonly operation?: string;
  readonly path: string;
  readonly because: string;
}

const S3_ERRORS =
  'of all its errors S3 declares a handful in its model; these are in "Error responses" of its API reference';

const undeclared = (client: string, because: string, ...codes: readonly string[]): readonly Known[] =>
  codes.map((path) => ({ client, side: 'error', kind: 'error', path, because }));

export const known: readonly Known[] = [
  ...undeclared(
    'S3Client',
    S3_ERRORS,
    'BadDigest',
    'BucketNotEmpty',
    'InvalidArgument',
    'InvalidBucketState',
    'KMS.DisabledException',
    'KMS.NotFoundException',
    'MethodNotAllowed',
    'NoSuchBucket',
    'NoSuchBucketPolicy',
    'NoSuchPublicAccessBlockConfiguration',
    'NoSuchTagSet',
    'NotFound',
    'ObjectLockConfigurationNotFoundError',
    'OwnershipControlsNotFoundError',
    'PermanentRedirect',
    'PreconditionFailed',
  ),
];
