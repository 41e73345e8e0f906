import { Duration, RemovalPolicy, Stack } from 'aws-cdk-lib';
import {
  AccountRootPrincipal,
  ArnPrincipal,
  PolicyDocument,
  PolicyStatement,
  Role,
  ServicePrincipal,
} from 'aws-cdk-lib/aws-iam';
import { Key } from 'aws-cdk-lib/aws-kms';
import { type Bucket, CfnBucket } from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import { acknowledgeWildcards } from '../acknowledgements.ts';
import type { Config } from '../config.ts';
import { lockedBucket } from './archive-bucket.ts';
import { allow, READING_OBJECTS, READING_THE_BUCKET } from './archive-roles.ts';
import { administration, bootstrapRole, keyStays, makeReplica } from './protection.ts';

/** Names and ARNs of a copy and of who makes it: two Regions that must not refer to one another. */
function addressOf(scope: Construct, { account = '', region, archive }: Config, copyTo: string) {
  const { partition } = Stack.of(scope);
  const keeper = archive.account ?? account;
  const name = `assay-evidence-copy-${keeper}-${copyTo}`;
  const roleName = `assay-evidence-replication-${region}`;
  return {
    name,
    arn: `arn:${partition}:s3:::${name}`,
    alias: ALIAS,
    keyArn: `arn:${partition}:kms:${copyTo}:${keeper}:${ALIAS}`,
    keys: `arn:${partition}:kms:${copyTo}:${keeper}:key/*`,
    roleName,
    roleArn: `arn:${partition}:iam::${keeper}:role/${roleName}`,
    readers: `arn:${partition}:iam::${keeper}:role/AssayEvidence-ArchiveReader*`,
  };
}

const ALIAS = 'alias/assay-evidence-copy';

/** The archive once more, in another Region: replicas of its versions, with their locks, under a key of their own. */
export class ArchiveCopy extends Construct {
  readonly bucket: Bucket;

  constructor(scope: Construct, id: string, config: Config) {
    super(scope, id);
    const { region } = Stack.of(this);
    const there = addressOf(this, config, region);
    const breakGlass = config.breakGlassRole ?? bootstrapRole(Stack.of(this));
    const use = (sid: string, actions: string[], role: string) =>
      new PolicyStatement({
        sid,
        // By a condition: KMS refuses to name a role that is not there yet.
        principals: [new AccountRootPrincipal()],
        actions,
        resources: ['*'],
        conditions: {
          ArnLike: { 'aws:PrincipalArn': role },
          StringEquals: { 'kms:ViaService': `s3.${region}.amazonaws.com` },
        },
      });
    const key = new Key(this, 'Key', {
      description: 'Assay: encrypts the copy of the archive',
      alias: there.alias,
      enableKeyRotation: true,
      pendingWindow: Duration.days(30),
      removalPolicy: RemovalPolicy.RETAIN,
      policy: new PolicyDocument({
        statements: [
          administration(),
          keyStays({ breakGlass }),
          use('Replicate', ['kms:Encrypt', 'kms:GenerateDataKey'], there.roleArn),
          use('Read', ['kms:Decrypt'], there.readers),
        ],
      }),
    });
    this.bucket = lockedBucket(this, key, { config, bucketName: there.name });
    makeReplica(this.bucket, { replicator: there.roleArn, breakGlass });
  }
}

/**
 * Has S3 copy each new version, with its lock and its holds, and lets readers read the copy. Delete markers are not
 * copied: what somebody hides here stays to be seen there.
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-lock-managing-replication.html
 */
export function copyTo(
  scope: Construct,
  config: Config,
  { bucket, key, reader }: { readonly bucket: Bucket; readonly key: Key; readonly reader: Role },
): void {
  const { copyTo: region } = config.archive;
  if (region === undefined) return;
  const there = addressOf(scope, config, region);
  const role = new Role(scope, 'Replicator', {
    assumedBy: new ServicePrincipal('s3.amazonaws.com'),
    description: 'Assay: copies evidence into another Region',
    roleName: there.roleName,
  });
  const ofCopy = { StringEquals: { 'kms:ResourceAliases': there.alias } };
  allow(role, [
    { actions: ['s3:GetReplicationConfiguration', 's3:ListBucket'], resources: [bucket.bucketArn] },
    { actions: REPLICATED, resources: [bucket.arnForObjects('*')] },
    { actions: ['s3:ReplicateObject', 's3:ReplicateTags'], resources: [`${there.arn}/*`] },
    { actions: ['kms:Decrypt'], resources: [key.keyArn] },
    { actions: ['kms:Encrypt', 'kms:GenerateDataKey'], resources: [there.keys], conditions: ofCopy },
  ]);
  allow(reader, [
    { actions: READING_THE_BUCKET, resources: [there.arn] },
    { actions: READING_OBJECTS, resources: [`${there.arn}/*`] },
    { actions: ['kms:Decrypt'], resources: [there.keys], conditions: ofCopy },
  ]);
  key.addToResourcePolicy(
    new PolicyStatement({
      sid: 'Replicate',
      principals: [new ArnPrincipal(role.roleArn)],
      actions: ['kms:Decrypt'],
      resources: ['*'],
      conditions: { StringEquals: { 'kms:ViaService': `s3.${Stack.of(scope).region}.amazonaws.com` } },
    }),
  );
  const reason =
    'objects of any key, of these two buckets; the key by its alias, since its id is made in the other Region';
  for (const each of [role, reader])
    acknowledgeWildcards(each, [bucket.arnForObjects('*'), `${there.arn}/*`, there.keys], reason);
  if (!(bucket.node.defaultChild instanceof CfnBucket))
    throw new TypeError('the archive has no bucket of its own');
  bucket.node.defaultChild.replicationConfiguration = {
    role: role.roleArn,
    rules: [
      {
        id: 'EveryVersion',
        status: 'Enabled',
        priority: 1,
        filter: { prefix: '' },
        deleteMarkerReplication: { status: 'Disabled' },
        sourceSelectionCriteria: { sseKmsEncryptedObjects: { status: 'Enabled' } },
        destination: { bucket: there.arn, encryptionConfiguration: { replicaKmsKeyId: there.keyArn } },
      },
    ],
  };
}

const REPLICATED = [
  's3:GetObjectLegalHold',
  's3:GetObjectRetention',
  's3:GetObjectVersionAcl',
  's3:GetObjectVersionForReplication',
  's3:GetObjectVersionTagging',
];
