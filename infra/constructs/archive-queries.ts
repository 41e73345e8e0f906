import { Duration, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { CfnNamedQuery, CfnWorkGroup } from 'aws-cdk-lib/aws-athena';
import { CfnDatabase, CfnTable } from 'aws-cdk-lib/aws-glue';
import { Role } from 'aws-cdk-lib/aws-iam';
import { BlockPublicAccess, Bucket, BucketEncryption, ObjectOwnership } from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import type { Rule } from '../../engine/rule.ts';
import { acknowledge, acknowledgeWildcards } from '../acknowledgements.ts';
import {
  COLUMNS,
  columnName,
  PARTITIONS,
  type Projection,
  projection,
  SERDE,
} from '../queries/evidence-table.ts';
import { DATABASE, namedQueries, TABLE } from '../queries/named-queries.ts';
import { allow } from './archive-roles.ts';
import type { EvidenceArchive } from './evidence-archive.ts';

const WORK_GROUP = 'assay';
/** Five US dollars at list price; a slip of the pen must not cost more. */
const MOST_BYTES_A_QUERY = 1e12;
const RESULTS_KEPT = Duration.days(30);

export interface ArchiveQueriesProps {
  readonly archive: EvidenceArchive;
  readonly rules: readonly Rule[];
  readonly accounts: readonly string[];
  readonly regions: readonly string[];
}

/** The archive as a table, for whoever reads it. Nothing is proven by it: that is `assay verify`. */
export class ArchiveQueries extends Construct {
  readonly workGroup: CfnWorkGroup;

  constructor(scope: Construct, id: string, { archive, rules, accounts, regions }: ArchiveQueriesProps) {
    super(scope, id);
    const database = new CfnDatabase(this, 'Database', {
      catalogId: Stack.of(this).account,
      databaseInput: { name: DATABASE, description: 'Assay: the evidence archive' },
    });
    const location = archive.bucket.s3UrlForObject('evidence/');
    evidenceTable(this, { location, accounts, regions }).addResourceDependency(database);
    const results = resultsBucket(this, archive);
    this.workGroup = workGroup(this, results, archive.key.keyArn);
    for (const { name, description, sql } of namedQueries(rules)) {
      const query = new CfnNamedQuery(this, name, {
        name,
        description,
        database: DATABASE,
        queryString: sql,
        workGroup: WORK_GROUP,
      });
      query.addResourceDependency(this.workGroup);
    }
    this.letAsk(archive, results);
  }

  /** Whoever reads the archive may ask, in this work group. */
  private letAsk({ reader, bucket, key }: EvidenceArchive, results: Bucket): void {
    const stack = Stack.of(this);
    const glue = [
      stack.formatArn({ service: 'glue', resource: 'catalog' }),
      stack.formatArn({ service: 'glue', resource: 'database', resourceName: DATABASE }),
      stack.formatArn({ service: 'glue', resource: 'table', resourceName: `${DATABASE}/${TABLE}` }),
    ];
    const role = Role.fromRoleArn(this, 'Reader', reader.roleArn);
    const objects = results.arnForObjects('*');
    allow(role, [
      {
        actions: ASKING,
        resources: [stack.formatArn({ service: 'athena', resource: 'workgroup', resourceName: WORK_GROUP })],
      },
      { actions: ['glue:GetDatabase', 'glue:GetPartitions', 'glue:GetTable'], resources: glue },
      { actions: ['s3:GetBucketLocation'], resources: [bucket.bucketArn, results.bucketArn] },
      { actions: ['s3:ListBucket'], resources: [results.bucketArn] },
      {
        actions: ['s3:AbortMultipartUpload', 's3:GetObject', 's3:ListMultipartUploadParts', 's3:PutObject'],
        resources: [objects],
      },
      { actions: ['kms:GenerateDataKey'], resources: [key.keyArn] },
    ]);
    acknowledgeWildcards(this, [objects], 'Athena names the results; they are in a bucket of their own');
  }
}

const ASKING = [
  'athena:BatchGetNamedQuery',
  'athena:GetNamedQuery',
  'athena:GetQueryExecution',
  'athena:GetQueryResults',
  'athena:GetWorkGroup',
  'athena:ListNamedQueries',
  'athena:StartQueryExecution',
  'athena:StopQueryExecution',
];

function evidenceTable(scope: Construct, folders: Projection): CfnTable {
  const columns = Object.entries(COLUMNS).map(([member, type]) => ({ name: columnName(member), type }));
  return new CfnTable(scope, 'Table', {
    catalogId: Stack.of(scope).account,
    databaseName: DATABASE,
    tableInput: {
      name: TABLE,
      description: 'One row a record; the first line of each segment is a row without a kind',
      tableType: 'EXTERNAL_TABLE',
      parameters: projection(folders),
      partitionKeys: PARTITIONS.map((name) => ({ name, type: 'string' })),
      storageDescriptor: {
        columns,
        compressed: true,
        inputFormat: 'org.apache.hadoop.mapred.TextInputFormat',
        outputFormat: 'org.apache.hadoop.hive.ql.io.HiveIgnoreKeyTextOutputFormat',
        location: folders.location,
        serdeInfo: { ...SERDE },
      },
    },
  });
}

/** What was asked, for a while; encrypted by the key of what it was made from. */
function resultsBucket(scope: Construct, { key }: EvidenceArchive): Bucket {
  const bucket = new Bucket(scope, 'Results', {
    blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
    objectOwnership: ObjectOwnership.BUCKET_OWNER_ENFORCED,
    enforceSSL: true,
    minimumTLSVersion: 1.2,
    versioned: true,
    encryption: BucketEncryption.KMS,
    encryptionKey: key,
    bucketKeyEnabled: true,
    removalPolicy: RemovalPolicy.RETAIN,
    lifecycleRules: [
      {
        id: 'ForAWhile',
        expiration: RESULTS_KEPT,
        noncurrentVersionExpiration: Duration.days(1),
        abortIncompleteMultipartUploadAfter: Duration.days(1),
      },
    ],
  });
  const reason =
    'copies of what the archive holds, deleted after 30 days: reads of the archive itself are logged, and CloudTrail ' +
    'has every query with who asked it';
  acknowledge(bucket, { 'AwsSolutions-S1': reason, 'NIST.800.53.R5-S3BucketLoggingEnabled': reason });
  return bucket;
}

function workGroup(scope: Construct, results: Bucket, kmsKey: string): CfnWorkGroup {
  return new CfnWorkGroup(scope, 'WorkGroup', {
    name: WORK_GROUP,
    description: 'Assay: questions to the evidence archive',
    recursiveDeleteOption: true,
    workGroupConfiguration: {
      // Nobody may send results elsewhere, or leave them unencrypted.
      enforceWorkGroupConfiguration: true,
      publishCloudWatchMetricsEnabled: false,
      bytesScannedCutoffPerQuery: MOST_BYTES_A_QUERY,
      engineVersion: { selectedEngineVersion: 'Athena engine version 3' },
      resultConfiguration: {
        outputLocation: results.s3UrlForObject('results/'),
        expectedBucketOwner: Stack.of(scope).account,
        encryptionConfiguration: { encryptionOption: 'SSE_KMS', kmsKey },
      },
    },
  });
}
