import { Duration, RemovalPolicy, Stack } from 'aws-cdk-lib';
import {
  AccountRootPrincipal,
  ArnPrincipal,
  PolicyDocument,
  PolicyStatement,
  type Role,
} from 'aws-cdk-lib/aws-iam';
import { Key, KeySpec, KeyUsage } from 'aws-cdk-lib/aws-kms';
import type { Construct } from 'constructs';
import { administration, type Keepers, keyStays, onlyFor } from './protection.ts';

const viaS3 = (scope: Construct) => ({
  StringEquals: { 'kms:ViaService': `s3.${Stack.of(scope).region}.amazonaws.com` },
});

/** The stack in which questions are asked; the names of its buckets begin with it. */
export const QUERIES_STACK = 'AssayQueries';

/**
 * Objects of the buckets whose names begin so: with a bucket key, S3 tells KMS the bucket's ARN, else the object's. A
 * reference would go round in a circle, since the bucket names its key; CloudFormation begins names with the stack's.
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/UsingKMSEncryption.html
 */
const ofBuckets = (scope: Construct, ...beginnings: readonly string[]) => ({
  ...viaS3(scope),
  StringLike: {
    'kms:EncryptionContext:aws:s3:arn': beginnings.map(
      (beginning) => `arn:${Stack.of(scope).partition}:s3:::${beginning}*`,
    ),
  },
});

interface ArchiveUsers extends Keepers {
  readonly reader: Role;
  /** How the names of the archive's buckets begin. */
  readonly bucketsBegin: string;
  /** Whether results of queries lie under this key too. */
  readonly isAsked: boolean;
}

/** Encrypts the archive: for the sealer and the reader, through S3 alone. */
export function archiveKey(
  scope: Construct,
  { reader, isAsked, bucketsBegin, ...keepers }: ArchiveUsers,
): Key {
  const results = `${QUERIES_STACK.toLowerCase()}-`;
  const ofArchive = ofBuckets(scope, bucketsBegin);
  const uses = [
    {
      sid: 'Write',
      role: keepers.sealer,
      actions: ['kms:Decrypt', 'kms:GenerateDataKey'],
      conditions: viaS3(scope),
    },
    { sid: 'Read', role: reader.roleArn, actions: ['kms:Decrypt'], conditions: ofArchive },
    {
      sid: 'Results',
      role: reader.roleArn,
      actions: ['kms:Decrypt', 'kms:GenerateDataKey'],
      conditions: ofBuckets(scope, results),
    },
  ];
  const statements = uses
    .filter(({ sid }) => isAsked || sid !== 'Results')
    .map(
      ({ role, ...statement }) =>
        new PolicyStatement({ ...statement, principals: [new ArnPrincipal(role)], resources: ['*'] }),
    );
  return new Key(scope, 'Key', {
    ...lasting,
    description: 'Assay: encrypts the archive',
    enableKeyRotation: true,
    policy: new PolicyDocument({ statements: [administration(), keyStays(keepers), ...statements] }),
  });
}

/** Signs seals, for the sealer alone; one of another account is told the public key by name. */
export function sealKey(scope: Construct, keepers: Keepers, isFar: boolean): Key {
  const sign = new PolicyStatement({
    sid: 'Sign',
    principals: [new ArnPrincipal(keepers.sealer)],
    actions: isFar ? ['kms:GetPublicKey', 'kms:Sign'] : ['kms:Sign'],
    resources: ['*'],
  });
  return new Key(scope, 'SealKey', {
    ...lasting,
    description: 'Assay: signs seals',
    keySpec: KeySpec.ECC_NIST_P256,
    keyUsage: KeyUsage.SIGN_VERIFY,
    policy: new PolicyDocument({
      statements: [
        administration(),
        keyStays(keepers),
        sign,
        onlyFor(keepers.sealer, ['kms:Sign', 'kms:CreateGrant']),
      ],
    }),
  });
}

/** Keys the hashes in evidence. */
export function hashKey(scope: Construct, keepers: Keepers): Key {
  const hash = new PolicyStatement({
    sid: 'Hash',
    // IAM says who: roles of another stack, which come and go.
    principals: [new AccountRootPrincipal()],
    actions: ['kms:GenerateMac', 'kms:VerifyMac'],
    resources: ['*'],
  });
  return new Key(scope, 'HashKey', {
    ...lasting,
    description: 'Assay: keys the hashes in evidence',
    keySpec: KeySpec.HMAC_256,
    keyUsage: KeyUsage.GENERATE_VERIFY_MAC,
    policy: new PolicyDocument({ statements: [administration(), keyStays(keepers), hash] }),
  });
}

const lasting = { removalPolicy: RemovalPolicy.RETAIN, pendingWindow: Duration.days(30) };
