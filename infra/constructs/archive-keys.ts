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

/** Encrypts the archive: for the sealer and the reader, through S3 alone. */
export function archiveKey(
  scope: Construct,
  { reader, ...keepers }: Keepers & { readonly reader: Role },
): Key {
  const uses = [
    { sid: 'Write', role: keepers.sealer, actions: ['kms:Decrypt', 'kms:GenerateDataKey'] },
    { sid: 'Read', role: reader.roleArn, actions: ['kms:Decrypt'] },
  ];
  const statements = uses.map(
    ({ sid, role, actions }) =>
      new PolicyStatement({
        sid,
        principals: [new ArnPrincipal(role)],
        actions,
        resources: ['*'],
        conditions: viaS3(scope),
      }),
  );
  return new Key(scope, 'Key', {
    ...lasting,
    description: 'Assay: encrypts the archive',
    enableKeyRotation: true,
    policy: new PolicyDocument({ statements: [administration(), keyStays(keepers), ...statements] }),
  });
}

/** Signs seals, for the sealer alone. */
export function sealKey(scope: Construct, keepers: Keepers): Key {
  const sign = new PolicyStatement({
    sid: 'Sign',
    principals: [new ArnPrincipal(keepers.sealer)],
    actions: ['kms:Sign'],
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
