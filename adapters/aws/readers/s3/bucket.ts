import { regionToldBy } from '../../bucket-redirect.ts';
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
    const versioningIn = (place: string) =>
      aws.client(S3Client, place).send(new GetBucketVersioningCommand({ Bucket: ref.id }));
    // Of other accounts' buckets no list tells where they are: S3 does when it is asked elsewhere.
    let region = listed.region ?? ref.region ?? aws.region;
    const versioning = await ask('s3:GetBucketVersioning', () =>
      versioningIn(region).catch((error: unknown) => {
        const told = regionToldBy(error) ?? region;
        if (told === region) throw error;
        region = told;
        return versioningIn(region);
      }),
    );
    const settings = await bucketSettings(reading, aws.client(S3Client, region));
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
    return { properties, createdAt: listed.createdAt, region };
  },
});
