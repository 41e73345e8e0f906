import { Duration, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { AttributeType, BillingMode, Table } from 'aws-cdk-lib/aws-dynamodb';
import {
  AccountPrincipal,
  AccountRootPrincipal,
  ArnPrincipal,
  CompositePrincipal,
  type IRole,
  PolicyStatement,
  type PolicyStatementProps,
  Role,
  ServicePrincipal,
} from 'aws-cdk-lib/aws-iam';
import type { Key } from 'aws-cdk-lib/aws-kms';
import {
  BlockPublicAccess,
  Bucket,
  BucketEncryption,
  type IBucket,
  ObjectLockRetention,
  ObjectOwnership,
} from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import { acknowledge, acknowledgeWildcards } from '../acknowledgements.ts';
import type { Config } from '../config.ts';
import { archiveKey, hashKey, sealKey } from './archive-keys.ts';
import type { ComplianceFunction } from './function.ts';
import { bootstrapRole, makeWriteOnce } from './protection.ts';

/** Everything that must outlive the rest: sealed evidence, the keys that prove it, and where its chains stand. */
export class EvidenceArchive extends Construct {
  readonly bucket: Bucket;
  /** Encrypts the bucket. */
  readonly key: Key;
  /** Signs seals. */
  readonly sealKey: Key;
  /** Keys the hashes in evidence. */
  readonly hashKey: Key;
  /** Where the chain of each shard stands. */
  readonly ledger: Table;
  /** Of the function that seals: named in the policies here, so it lives here. */
  readonly sealer: Role;
  /** Of those who verify. */
  readonly reader: Role;
  /** Of those who put and release legal holds. */
  readonly holder: Role;
  private readonly retention: Config['retention'];

  constructor(scope: Construct, id: string, config: Config) {
    super(scope, id);
    this.retention = config.retention;
    this.sealer = new Role(this, 'Sealer', {
      assumedBy: new ServicePrincipal('lambda.amazonaws.com'),
      description: 'Assay: the only one that writes and signs evidence',
    });
    this.reader = readerRole(this, config);
    this.holder = holderRole(this, config);
    const keepers = {
      sealer: this.sealer.roleArn,
      holder: this.holder.roleArn,
      breakGlass: config.breakGlassRole ?? bootstrapRole(Stack.of(this)),
    };
    this.key = archiveKey(this, { ...keepers, reader: this.reader, isAsked: config.athena });
    this.sealKey = sealKey(this, keepers);
    this.hashKey = hashKey(this, keepers);
    this.ledger = ledgerTable(this);
    this.bucket = archiveBucket(this, this.key, config);
    makeWriteOnce(this.bucket, { ...keepers, keyArn: this.key.keyArn, retention: config.retention });
    this.letSeal(this.sealer);
    this.letRead(this.reader);
    this.letHold(this.holder);
  }

  /** The hashes of what rules did not read can be made, and shown to be right. */
  grantHash(fn: ComplianceFunction): void {
    fn.allow({ actions: ['kms:GenerateMac'], resources: [this.hashKey.keyArn] });
    fn.set('HASH_KEY_ARN', this.hashKey.keyArn);
  }

  /** Tells a function where to write; what it may do there is what its role, the sealer's, may. */
  grantSeal(fn: ComplianceFunction): void {
    if (fn.role.roleArn !== this.sealer.roleArn)
      throw new Error(`${fn.node.path} seals with another role than the sealer's`);
    fn.set('ARCHIVE_BUCKET', this.bucket.bucketName);
    fn.set('ARCHIVE_KEY_ARN', this.key.keyArn);
    fn.set('SEAL_KEY_ARN', this.sealKey.keyArn);
    fn.set('LEDGER_TABLE', this.ledger.tableName);
    fn.set('RETENTION_MODE', this.retention.mode);
    fn.set('RETENTION_DAYS', String(this.retention.days));
  }

  /** Sees how far its canaries have come, and remembers the last one. */
  grantCanary(fn: ComplianceFunction): void {
    fn.allow({ actions: ['dynamodb:GetItem'], resources: [this.ledger.tableArn] });
    fn.allow({
      actions: ['dynamodb:PutItem'],
      resources: [this.ledger.tableArn],
      conditions: { 'ForAllValues:StringEquals': { 'dynamodb:LeadingKeys': ['canary'] } },
    });
    fn.set('LEDGER_TABLE', this.ledger.tableName);
  }

  /** Here, and not where its function is: what may write evidence changes as rarely as evidence. */
  private letSeal(role: Role): void {
    const objects = [this.bucket.arnForObjects('*')];
    allow(role, [
      // It reads what it may have written before it was cut off, and where a chain ends whose state was lost.
      { actions: ['s3:ListBucket', 's3:ListBucketVersions'], resources: [this.bucket.bucketArn] },
      {
        actions: ['s3:GetObject', 's3:PutObject', 's3:PutObjectRetention'],
        resources: objects,
      },
      { actions: ['kms:Decrypt', 'kms:GenerateDataKey'], resources: [this.key.keyArn] },
      { actions: ['kms:GetPublicKey', 'kms:Sign'], resources: [this.sealKey.keyArn] },
      {
        actions: ['dynamodb:GetItem', 'dynamodb:PutItem', 'dynamodb:Scan'],
        resources: [this.ledger.tableArn],
      },
    ]);
    acknowledgeWildcards(role, objects, 'it adds objects of any key to this one bucket');
  }

  private letRead(role: Role): void {
    allow(role, [
      { actions: READING_THE_BUCKET, resources: [this.bucket.bucketArn] },
      { actions: READING_OBJECTS, resources: [this.bucket.arnForObjects('*')] },
      { actions: ['kms:Decrypt'], resources: [this.key.keyArn] },
      { actions: ['kms:DescribeKey', 'kms:GetPublicKey'], resources: [this.sealKey.keyArn] },
    ]);
    acknowledgeWildcards(
      role,
      [this.bucket.arnForObjects('*')],
      'an auditor reads the whole archive, and that alone',
    );
  }

  /** Which versions there are, and whether each is held; it reads none of them. */
  private letHold(role: Role): void {
    const objects = [this.bucket.arnForObjects('*')];
    allow(role, [
      { actions: ['s3:ListBucket', 's3:ListBucketVersions'], resources: [this.bucket.bucketArn] },
      { actions: ['s3:GetObjectLegalHold', 's3:PutObjectLegalHold'], resources: objects },
    ]);
    acknowledgeWildcards(role, objects, 'a matter may be about any evidence; it holds and reads none');
  }
}

/** What is there, in which versions, and how it is protected. */
const READING_THE_BUCKET = [
  's3:GetBucketLogging',
  's3:GetBucketObjectLockConfiguration',
  's3:GetBucketPolicy',
  's3:GetBucketVersioning',
  's3:ListBucket',
  's3:ListBucketVersions',
];

const READING_OBJECTS = [
  's3:GetObject',
  's3:GetObjectAttributes',
  's3:GetObjectLegalHold',
  's3:GetObjectRetention',
  's3:GetObjectVersion',
  's3:GetObjectVersionAttributes',
];

/** Adds to what a role may do, also one of another stack. */
export function allow(role: IRole, statements: readonly PolicyStatementProps[]): void {
  for (const statement of statements) role.addToPrincipalPolicy(new PolicyStatement(statement));
}

/** Those who are named, or whomever IAM of this account lets. */
function people(named: readonly string[]): CompositePrincipal {
  const principals = named.map((each) =>
    each.startsWith('arn:') ? new ArnPrincipal(each) : new AccountPrincipal(each),
  );
  return new CompositePrincipal(...(principals.length > 0 ? principals : [new AccountRootPrincipal()]));
}

const readerRole = (scope: Construct, { auditors, auditorHours }: Config): Role =>
  new Role(scope, 'Reader', {
    assumedBy: people(auditors),
    description: 'Assay: reads evidence, and can do nothing else',
    maxSessionDuration: Duration.hours(auditorHours),
  });

const holderRole = (scope: Construct, { legalHolders }: Config): Role =>
  new Role(scope, 'Holder', {
    assumedBy: people(legalHolders),
    description: 'Assay: puts and releases legal holds on evidence, and reads none of it',
  });

function ledgerTable(scope: Construct): Table {
  return new Table(scope, 'Ledger', {
    partitionKey: { name: 'shard', type: AttributeType.STRING },
    billingMode: BillingMode.PAY_PER_REQUEST,
    pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
    deletionProtection: true,
    removalPolicy: RemovalPolicy.RETAIN,
  });
}

const guarded = {
  blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
  objectOwnership: ObjectOwnership.BUCKET_OWNER_ENFORCED,
  enforceSSL: true,
  minimumTLSVersion: 1.2,
  versioned: true,
  removalPolicy: RemovalPolicy.RETAIN,
};

function archiveBucket(scope: Construct, encryptionKey: Key, { retention: { mode, days } }: Config): Bucket {
  const lock = Duration.days(days);
  return new Bucket(scope, 'Resource', {
    ...guarded,
    encryption: BucketEncryption.KMS,
    encryptionKey,
    bucketKeyEnabled: true,
    objectLockEnabled: true,
    objectLockDefaultRetention:
      mode === 'COMPLIANCE' ? ObjectLockRetention.compliance(lock) : ObjectLockRetention.governance(lock),
    serverAccessLogsBucket: accessLogs(scope, days),
    serverAccessLogsPrefix: 'archive/',
    lifecycleRules: [{ id: 'UnfinishedUploads', abortIncompleteMultipartUploadAfter: Duration.days(1) }],
  });
}

/** Who has read and tried to write the archive. */
function accessLogs(scope: Construct, days: number): IBucket {
  const kept = { expiration: Duration.days(days), noncurrentVersionExpiration: Duration.days(1) };
  const bucket = new Bucket(scope, 'AccessLogs', {
    ...guarded,
    encryption: BucketEncryption.S3_MANAGED,
    lifecycleRules: [{ id: 'AsLongAsTheLock', ...kept }],
  });
  acknowledge(bucket, {
    'AwsSolutions-S1': 'it is itself where access is logged: logging into itself would never end',
    'NIST.800.53.R5-S3BucketLoggingEnabled':
      'it is itself where access is logged: logging into itself would never end',
    'NIST.800.53.R5-S3DefaultEncryptionKMS': 'S3 delivers access logs into buckets with its own keys only',
  });
  // The CDK's own class is no IBucket to exactOptionalPropertyTypes.
  return bucket as IBucket;
}
