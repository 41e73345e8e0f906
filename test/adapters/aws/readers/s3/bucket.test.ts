import { describe, expect, it } from 'vitest';
import reader from '../../../../../adapters/aws/readers/s3/bucket.ts';
import { answering, awsError } from '../../answers.ts';
import { REGION, readOf, refOf } from '../../kit.ts';
import { bucketsElsewhere } from './elsewhere.ts';

const ref = refOf('AWS::S3::Bucket', 'training', { account: null, region: null });

type Answers = Readonly<Record<string, unknown>>;

const full: Answers = {
  ListBuckets: {
    Buckets: [
      { Name: 'training', CreationDate: new Date('2025-05-05T05:05:05Z'), BucketRegion: 'eu-west-1' },
      { Name: 'training-2', CreationDate: new Date('2026-01-01T00:00:00Z'), BucketRegion: 'us-east-1' },
    ],
  },
  GetBucketVersioning: { Status: 'Enabled' },
  GetPublicAccessBlock: {
    PublicAccessBlockConfiguration: {
      BlockPublicAcls: true,
      IgnorePublicAcls: true,
      BlockPublicPolicy: true,
      RestrictPublicBuckets: false,
    },
  },
  GetBucketEncryption: {
    ServerSideEncryptionConfiguration: {
      Rules: [
        {
          ApplyServerSideEncryptionByDefault: { SSEAlgorithm: 'aws:kms', KMSMasterKeyID: 'alias/data' },
          BucketKeyEnabled: true,
        },
      ],
    },
  },
  GetObjectLockConfiguration: {
    ObjectLockConfiguration: {
      ObjectLockEnabled: 'Enabled',
      Rule: { DefaultRetention: { Mode: 'COMPLIANCE', Days: 365 } },
    },
  },
  GetBucketLogging: { LoggingEnabled: { TargetBucket: 'logs', TargetPrefix: 'training/' } },
  GetBucketPolicy: { Policy: '{"Statement":[]}' },
  GetBucketTagging: { TagSet: [{ Key: 'DataClassification', Value: 'personal' }] },
};

/** Each setting of a bucket that has none, as S3 says it. */
const bare: Answers = {
  ...full,
  GetBucketVersioning: {},
  GetPublicAccessBlock: awsError('NoSuchPublicAccessBlockConfiguration', 404),
  GetBucketEncryption: awsError('ServerSideEncryptionConfigurationNotFoundError', 404),
  GetObjectLockConfiguration: awsError('ObjectLockConfigurationNotFoundError', 404),
  GetBucketLogging: {},
  GetBucketPolicy: awsError('NoSuchBucketPolicy', 404),
  GetBucketTagging: awsError('NoSuchTagSet', 404),
};

const s3 = (answers: Answers) =>
  answering(({ operation }) => {
    const answer = answers[operation];
    if (answer instanceof Error) throw answer;
    if (answer === undefined) throw new Error(`${operation} was not expected`);
    return answer;
  });

const SETTINGS = [
  ['GetPublicAccessBlock', 's3:GetBucketPublicAccessBlock', 'PublicAccessBlockConfiguration'],
  ['GetBucketEncryption', 's3:GetEncryptionConfiguration', 'BucketEncryption'],
  ['GetObjectLockConfiguration', 's3:GetBucketObjectLockConfiguration', 'ObjectLockConfiguration'],
  ['GetBucketLogging', 's3:GetBucketLogging', 'LoggingConfiguration'],
  ['GetBucketPolicy', 's3:GetBucketPolicy', 'PolicyDocument'],
  ['GetBucketTagging', 's3:GetBucketTagging', 'Tags'],
] as const;

describe('AWS::S3::Bucket', () => {
  it('has its settings as CloudFormation spells them', async () => {
    const { properties, ...resource } = readOf(await reader.read(ref, s3(full)), reader);
    expect(resource).toMatchObject({
      createdAt: '2025-05-05T05:05:05.000Z',
      region: 'eu-west-1',
      account: null,
    });
    expect(properties).toMatchObject({
      BucketName: 'training',
      VersioningConfiguration: { Status: 'Enabled' },
      PublicAccessBlockConfiguration: { BlockPublicAcls: true, RestrictPublicBuckets: false },
      BucketEncryption: {
        ServerSideEncryptionConfiguration: [
          {
            ServerSideEncryptionByDefault: { SSEAlgorithm: 'aws:kms', KMSMasterKeyID: 'alias/data' },
            BucketKeyEnabled: true,
          },
        ],
      },
      ObjectLockEnabled: true,
      ObjectLockConfiguration: {
        ObjectLockEnabled: 'Enabled',
        Rule: { DefaultRetention: { Mode: 'COMPLIANCE', Days: 365 } },
      },
      LoggingConfiguration: { DestinationBucketName: 'logs', LogFilePrefix: 'training/' },
      PolicyDocument: { Statement: [] },
      Tags: [{ Key: 'DataClassification', Value: 'personal' }],
    });
  });

  it('has no setting where S3 says that none is set', async () => {
    const { properties } = readOf(await reader.read(ref, s3(bare)), reader);
    const set = Object.keys(properties).filter(
      (member) => !Object.hasOwn(reader.unread, member) && properties[member] !== undefined,
    );
    expect(set.sort()).toEqual(['BucketName', 'ObjectLockEnabled', 'Tags']);
    expect(properties).toMatchObject({ ObjectLockEnabled: false, Tags: [] });
  });

  it.each(
    SETTINGS,
  )('where %s is denied (%s), %s is unknown, and not absent', async (operation, action, member) => {
    const aws = s3({ ...full, [operation]: awsError('AccessDenied', 403) });
    expect(await reader.read(ref, aws)).toMatchObject({
      resource: { properties: { [member]: { $unknown: `access denied: ${action}` } } },
    });
  });

  it.each(SETTINGS)('where %s is throttled beyond patience, the read has failed (%s)', async (operation) => {
    const aws = s3({ ...full, [operation]: awsError('SlowDown', 503) });
    expect(await reader.read(ref, aws)).toMatchObject({ outcome: 'failed', retryable: true });
  });

  it('tells a bucket that is gone from one that is denied', async () => {
    const gone = s3({ ...full, ListBuckets: {}, GetBucketVersioning: awsError('NoSuchBucket', 404) });
    expect(await reader.read(ref, gone)).toEqual({ outcome: 'not-found' });
    const denied = s3({ ...full, GetBucketVersioning: awsError('AccessDenied', 403) });
    expect(await reader.read(ref, denied)).toEqual({
      outcome: 'denied',
      because: 'access denied: s3:GetBucketVersioning',
    });
  });

  it('is read without its age where buckets may not be listed', async () => {
    const result = await reader.read(ref, s3({ ...full, ListBuckets: awsError('AccessDenied', 403) }));
    expect(result).toMatchObject({ outcome: 'read', resource: { region: REGION } });
    expect(result).not.toHaveProperty('resource.createdAt');
  });
});

describe('buckets of other accounts, which no list tells the Region of', () => {
  it('are read where they are, many at once, each in its own Region', async () => {
    const regions = ['us-east-1', 'eu-west-1', 'ap-southeast-2', REGION];
    const regionOf = (bucket: string) => regions[Number(bucket.split('-')[1]) % regions.length] ?? '';
    const names = Array.from({ length: 24 }, (_, index) => `data-${index}`);
    const aws = bucketsElsewhere(regionOf);
    const read = (id: string) =>
      reader.read(refOf('AWS::S3::Bucket', id, { account: null, region: null }), aws);
    for (const results of [await Promise.all(names.map(read)), await Promise.all(names.map(read))]) {
      const found = results.map((result) => readOf(result, reader));
      expect(found.map(({ region }) => region)).toEqual(names.map(regionOf));
      expect(found.map(({ properties }) => properties['VersioningConfiguration'])).toEqual(
        names.map((name) => ({ Status: regionOf(name) })),
      );
    }
  });
});
