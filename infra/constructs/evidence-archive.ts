import { RemovalPolicy, Stack } from 'aws-cdk-lib';
import { AttributeType, BillingMode, Table } from 'aws-cdk-lib/aws-dynamodb';
import type { Role } from 'aws-cdk-lib/aws-iam';
import type { Key } from 'aws-cdk-lib/aws-kms';
import type { Bucket } from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import { acknowledgeWildcards } from '../acknowledgements.ts';
import type { Config } from '../config.ts';
import { archiveBucket } from './archive-bucket.ts';
import { copyTo } from './archive-copy.ts';
import { archiveKey, hashKey, sealKey } from './archive-keys.ts';
import {
  allow,
  farAway,
  holderRole,
  READING_OBJECTS,
  READING_THE_BUCKET,
  readerRole,
  sealerRole,
} from './archive-roles.ts';
import type { ComplianceFunction } from './function.ts';
import { bootstrapRole, letWrite, makeWriteOnce } from './protection.ts';

export interface EvidenceArchiveProps {
  readonly config: Config;
  /** Where its writer is, and what its writer keeps, if that is another account. @default here */
  readonly home?: Construct;
}

/** The archive as its writer knows it, also from another account. */
interface Address {
  readonly bucketName: string;
  readonly bucketArn: string;
  readonly keyArn: string;
  readonly sealKeyArn: string;
}

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
  /** The ARN of whoever holds, also from another account. */
  readonly holderArn: string;
  /** Whether it lies in another account than its writer. */
  readonly isFar: boolean;
  /** Undefined until the settings say which keys the other account has made. */
  private readonly address: Address | undefined;
  private readonly config: Config;

  constructor(scope: Construct, id: string, { config, home }: EvidenceArchiveProps) {
    super(scope, id);
    this.config = config;
    this.isFar = home !== undefined;
    const writer = home ?? this;
    this.sealer = sealerRole(writer, config);
    this.reader = readerRole(this, config);
    this.holder = holderRole(this, config);
    const keepers = {
      sealer: home ? farAway(this, config).sealerArn : this.sealer.roleArn,
      holder: this.holder.roleArn,
      breakGlass: breakGlassOf(this, config),
    };
    this.key = archiveKey(this, {
      ...keepers,
      reader: this.reader,
      isAsked: config.athena,
      bucketsBegin: home
        ? farAway(this, config).bucketName
        : `${Stack.of(this).stackName.toLowerCase()}-${id.toLowerCase()}`,
    });
    this.sealKey = sealKey(this, keepers, this.isFar);
    this.hashKey = hashKey(writer, { ...keepers, breakGlass: breakGlassOf(writer, config) });
    this.ledger = ledgerTable(writer);
    this.bucket = archiveBucket(this, this.key, config);
    makeWriteOnce(this.bucket, { ...keepers, keyArn: this.key.keyArn, retention: config.retention });
    if (home) letWrite(this.bucket, keepers.sealer, config.organization?.id);
    this.holderArn = home ? farAway(this, config).holderArn : this.holder.roleArn;
    this.address = home ? farAddress(this, config) : this.nearAddress();
    if (this.address) this.letSeal(this.sealer, this.address);
    this.letRead(this.reader);
    copyTo(this, config, this);
    this.letHold(this.holder);
  }

  /** The hashes of what rules did not read can be made, and shown to be right. */
  grantHash(fn: ComplianceFunction): void {
    fn.allow({ actions: ['kms:GenerateMac'], resources: [this.hashKey.keyArn] });
    this.nameHash(fn);
  }

  /** For whoever judges, and writes no record of it. */
  nameHash(fn: ComplianceFunction): void {
    fn.set('HASH_KEY_ARN', this.hashKey.keyArn);
  }

  /** Tells a function where to write; what it may do there is what its role, the sealer's, may. */
  grantSeal(fn: ComplianceFunction): void {
    if (fn.role.roleArn !== this.sealer.roleArn)
      throw new Error(`${fn.node.path} seals with another role than the sealer's`);
    if (!this.address) throw new Error('archive.keyArn and archive.sealKeyArn are not set');
    fn.set('ARCHIVE_BUCKET', this.address.bucketName);
    fn.set('ARCHIVE_ACCOUNT', this.config.archive.account ?? Stack.of(fn).account);
    fn.set('ARCHIVE_KEY_ARN', this.address.keyArn);
    fn.set('SEAL_KEY_ARN', this.address.sealKeyArn);
    fn.set('LEDGER_TABLE', this.ledger.tableName);
    fn.set('RETENTION_MODE', this.config.retention.mode);
    fn.set('RETENTION_DAYS', String(this.config.retention.days));
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

  /** Whether whoever seals can be told where. */
  get isKnown(): boolean {
    return this.address !== undefined;
  }

  private nearAddress(): Address {
    const { bucketName, bucketArn } = this.bucket;
    return { bucketName, bucketArn, keyArn: this.key.keyArn, sealKeyArn: this.sealKey.keyArn };
  }

  /** Here, and not where its function is: what may write evidence changes as rarely as evidence. */
  private letSeal(role: Role, { bucketArn, keyArn, sealKeyArn }: Address): void {
    const objects = [`${bucketArn}/*`];
    allow(role, [
      // It reads what it may have written before it was cut off, and where a chain ends whose state was lost.
      { actions: ['s3:ListBucket', 's3:ListBucketVersions'], resources: [bucketArn] },
      {
        actions: ['s3:GetObject', 's3:GetObjectVersion', 's3:PutObject', 's3:PutObjectRetention'],
        resources: objects,
      },
      { actions: ['kms:Decrypt', 'kms:GenerateDataKey'], resources: [keyArn] },
      { actions: ['kms:GetPublicKey', 'kms:Sign'], resources: [sealKeyArn] },
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

/** Who alone may loosen what protects things here: a role of this account. */
const breakGlassOf = (scope: Construct, { breakGlassRole }: Config): string =>
  breakGlassRole ?? bootstrapRole(Stack.of(scope));

/** Undefined until the settings say which keys the other account has made: KMS chooses their ids. */
function farAddress(scope: Construct, config: Config): Address | undefined {
  const { keyArn, sealKeyArn } = config.archive;
  if (keyArn === undefined || sealKeyArn === undefined) return undefined;
  const { bucketName } = farAway(scope, config);
  return { bucketName, bucketArn: `arn:${Stack.of(scope).partition}:s3:::${bucketName}`, keyArn, sealKeyArn };
}

function ledgerTable(scope: Construct): Table {
  return new Table(scope, 'Ledger', {
    partitionKey: { name: 'shard', type: AttributeType.STRING },
    billingMode: BillingMode.PAY_PER_REQUEST,
    pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
    deletionProtection: true,
    removalPolicy: RemovalPolicy.RETAIN,
  });
}
