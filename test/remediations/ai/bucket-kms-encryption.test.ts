import { CreateKeyCommand, KMSClient } from '@aws-sdk/client-kms';
import {
  CreateBucketCommand,
  PutBucketEncryptionCommand,
  PutBucketVersioningCommand,
  S3Client,
  type ServerSideEncryptionRule,
} from '@aws-sdk/client-s3';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Emulated } from '../../../emulator/index.ts';
import remediation from '../../../remediations/ai/bucket-kms-encryption.ts';
import type { JsonObject } from '../../../resources/resource.ts';
import { itPutsRight, REGION, refOf } from '../kit.ts';

/** The settings name it before it is there. */
const KEY = 'alias/models';

const bucket =
  (encryption: ServerSideEncryptionRule | null, isVersioned = false) =>
  async (door: Emulated) => {
    const s3 = door.client(S3Client);
    const Bucket = 'training-data';
    await door.client(KMSClient).send(new CreateKeyCommand({}));
    await s3.send(
      new CreateBucketCommand({ Bucket, CreateBucketConfiguration: { LocationConstraint: REGION } }),
    );
    if (encryption) {
      const ServerSideEncryptionConfiguration = { Rules: [encryption] };
      await s3.send(new PutBucketEncryptionCommand({ Bucket, ServerSideEncryptionConfiguration }));
    }
    if (isVersioned) {
      const VersioningConfiguration = { Status: 'Enabled' as const };
      await s3.send(new PutBucketVersioningCommand({ Bucket, VersioningConfiguration }));
    }
    return refOf('AWS::S3::Bucket', Bucket, `arn:aws:s3:::${Bucket}`);
  };

const rule = 'ai-bucket-kms-encryption';
const options = { kmsKeyArn: KEY };
const managed = (SSEAlgorithm: 'aws:kms' | 'aws:kms:dsse', rest: ServerSideEncryptionRule = {}) => ({
  ApplyServerSideEncryptionByDefault: { SSEAlgorithm },
  ...rest,
});

const anyScene = fc
  .record({
    encryption: fc.option(
      fc.record({
        ApplyServerSideEncryptionByDefault: fc.record(
          {
            SSEAlgorithm: fc.constantFrom('AES256', 'aws:kms', 'aws:kms:dsse'),
          },
          { requiredKeys: ['SSEAlgorithm'] },
        ),
        BucketKeyEnabled: fc.boolean(),
      }),
    ),
    isVersioned: fc.boolean(),
  })
  .map(
    ({ encryption, isVersioned }) =>
      ({ name: 'any bucket', rule, options, make: bucket(encryption, isVersioned) }) as const,
  );

itPutsRight(
  remediation,
  [
    { name: 'a bucket as S3 makes it', rule, options, make: bucket(null) },
    {
      name: 'a bucket under a key that AWS manages',
      rule,
      options,
      make: bucket(managed('aws:kms', { BucketKeyEnabled: true })),
    },
    { name: 'a bucket in two layers', rule, options, make: bucket(managed('aws:kms:dsse')) },
  ],
  { anyScene },
);

describe('ai-bucket-kms-encryption', () => {
  const planned = (before: JsonObject, kmsKeyArn: string | undefined = KEY) =>
    remediation.plan({
      resource: { ...refOf('AWS::S3::Bucket', 'b'), source: 'live', properties: {} },
      before,
      rule,
      observations: [],
      options: { kmsKeyArn, tags: {} },
    });
  const one = { ServerSideEncryptionConfiguration: { Rules: [{}] } };

  it('guesses no key', () => {
    const options = { kmsKeyArn: undefined, tags: {} };
    const resource = { ...refOf('AWS::S3::Bucket', 'b'), source: 'live' as const, properties: {} };
    expect(remediation.plan({ resource, before: one, rule, observations: [], options })).toEqual({
      refused: 'the settings name no KMS key for this Region',
    });
  });

  it('replaces no setting that it does not know', () => {
    expect(planned({})).toEqual({ refused: 'S3 told of 0 rules, and not of one' });
    const two = { ServerSideEncryptionConfiguration: { Rules: [{}, {}] } };
    expect(planned(two)).toEqual({ refused: 'S3 told of 2 rules, and not of one' });
    expect(planned(one)).toMatchObject({ steps: [{ call: { operation: 'PutBucketEncryption' } }] });
  });
});
