import { toCloudFormation } from '../../cloudformation.ts';
import { defineReader } from '../../reader.ts';
import { bucketActions } from './_actions.ts';
import { bucketListing, bucketSettings } from './_settings.ts';

const type = 'AWS::S3::Bucket';

const NOT_READ = 'not read: no rule asks for it';

const rule = 'BucketEncryption.ServerSideEncryptionConfiguration';

export default defineReader({
  type,
  actions: bucketActions,
  unread: Object.fromEntries(
    [
      'AbacStatus',
      'AccelerateConfiguration',
      'AccessControl',
      'AnalyticsConfigurations',
      'BucketNamePrefix',
      'BucketNamespace',
      'CorsConfiguration',
      'IntelligentTieringConfigurations',
      'InventoryConfigurations',
      'LifecycleConfiguration',
      'MetadataConfiguration',
      'MetadataTableConfiguration',
      'MetricsConfigurations',
      'NotificationConfiguration',
      'OwnershipControls',
      'ReplicationConfiguration',
      'WebsiteConfiguration',
    ].map((member) => [member, NOT_READ]),
  ),
  async read(reading) {
    const { ref, aws, ask } = reading;
    const { GetBucketVersioningCommand, S3Client } = await import('../../clients/s3.ts');
    const listed = await bucketListing(reading, aws.client(S3Client, ref.region));
    const client = aws.client(S3Client, listed.region ?? ref.region);
    const versioning = await ask('s3:GetBucketVersioning', () =>
      client.send(new GetBucketVersioningCommand({ Bucket: ref.id })),
    );
    const settings = await bucketSettings(reading, client);
    const properties = toCloudFormation(
      {
        ...settings,
        BucketName: ref.id,
        // A bucket that never had versioning answers nothing.
        VersioningConfiguration: versioning.Status === undefined ? undefined : versioning,
      },
      type,
      {
        [`${rule}.ApplyServerSideEncryptionByDefault`]: 'ServerSideEncryptionByDefault',
        'LoggingConfiguration.TargetBucket': 'DestinationBucketName',
        'LoggingConfiguration.TargetPrefix': 'LogFilePrefix',
      },
    );
    return { properties, createdAt: listed.createdAt, region: listed.region };
  },
});
