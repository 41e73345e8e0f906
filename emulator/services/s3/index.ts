import { defineService } from '../../service.ts';
import { receive } from './body.ts';
import { buckets } from './buckets.ts';
import { deletes } from './deletes.ts';
import { listing } from './listing.ts';
import { objects } from './objects.ts';
import { retentionOperations } from './retention.ts';
import { settings } from './settings.ts';

export const s3 = defineService({
  name: 's3',
  arnPrefix: 's3',
  eventSource: 's3.amazonaws.com',
  invalidInputCode: 'InvalidRequest',
  isStronglyConsistent: true,
  // https://docs.aws.amazon.com/AmazonS3/latest/userguide/cloudtrail-logging-s3-info.html
  dataEvents: new Set([
    'DeleteObject',
    'DeleteObjects',
    'GetObject',
    'GetObjectLegalHold',
    'GetObjectRetention',
    'HeadObject',
    'ListObjectVersions',
    'ListObjectsV2',
    'PutObject',
    'PutObjectLegalHold',
    'PutObjectRetention',
  ]),
  recordedAs: {
    DeletePublicAccessBlock: 'DeleteBucketPublicAccessBlock',
    GetObjectLockConfiguration: 'GetBucketObjectLockConfiguration',
    GetPublicAccessBlock: 'GetBucketPublicAccessBlock',
    PutObjectLockConfiguration: 'PutBucketObjectLockConfiguration',
    PutPublicAccessBlock: 'PutBucketPublicAccessBlock',
  },
  recordedMemberNames: { bucket: 'bucketName' },
  receive,
  operations: { ...buckets, ...deletes, ...listing, ...objects, ...retentionOperations, ...settings },
});
