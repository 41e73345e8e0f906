import type { Bucket as ListedBucket } from '@aws-sdk/client-s3';
import { AwsError } from '../../errors.ts';
import { pageOf } from '../../pages.ts';
import type { Call, Operations } from '../../service.ts';
import { fromTagList } from '../../tags.ts';
import { type Bucket, bucketsOf, open, wholeSecond } from './_shared.ts';

const NAME = /^(?!xn--|\d+\.\d+\.\d+\.\d+$)[a-z0-9](?:[a-z0-9-]|\.(?!\.)){1,61}[a-z0-9]$/;

export const buckets = {
  CreateBucket(input, call) {
    const { Bucket: name, CreateBucketConfiguration, ObjectLockEnabledForBucket, ObjectOwnership } = input;
    const region = CreateBucketConfiguration?.LocationConstraint ?? 'us-east-1';
    checkName(call, name, region);
    const isLocked = ObjectLockEnabledForBucket === true;
    const tags = CreateBucketConfiguration?.Tags;
    bucketsOf(call.world).set(name, {
      name,
      account: call.account,
      region: call.region,
      locationConstraint: CreateBucketConfiguration?.LocationConstraint,
      createdAt: wholeSecond(call.nowMs),
      versioning: isLocked ? 'Enabled' : undefined,
      lock: isLocked ? {} : undefined,
      encryption: sseS3(),
      // Both by default since April 2023:
      // https://docs.aws.amazon.com/AmazonS3/latest/userguide/create-bucket-faq.html
      publicAccessBlock: {
        BlockPublicAcls: true,
        IgnorePublicAcls: true,
        BlockPublicPolicy: true,
        RestrictPublicBuckets: true,
      },
      ownership: { Rules: [{ ObjectOwnership: ObjectOwnership ?? 'BucketOwnerEnforced' }] },
      policy: undefined,
      logging: undefined,
      tags: tags === undefined ? undefined : fromTagList(tags),
      objects: new Map(),
    });
    return {
      Location: call.region === 'us-east-1' ? `/${name}` : `http://${name}.s3.amazonaws.com/`,
      BucketArn: `arn:${call.partition}:s3:::${name}`,
    };
  },

  HeadBucket(input, call) {
    const wanted = { Bucket: input.Bucket, action: 'ListBucket' };
    if (!bucketsOf(call.world).has(input.Bucket)) throw new AwsError('NotFound', 'NotFound', 404);
    const { name, region } = open(call, wanted);
    return {
      BucketArn: `arn:${call.partition}:s3:::${name}`,
      BucketRegion: region,
      AccessPointAlias: false,
    };
  },

  GetBucketLocation(input, call) {
    const { locationConstraint } = open(call, { Bucket: input.Bucket, action: 'GetBucketLocation' });
    return { LocationConstraint: locationConstraint };
  },

  ListBuckets(input, call) {
    const { Prefix = '', BucketRegion } = input;
    const own = [...bucketsOf(call.world).values()]
      .filter(({ account, name, region }) => {
        const isHere = BucketRegion === undefined || BucketRegion === region;
        return account === call.account && name.startsWith(Prefix) && isHere;
      })
      .sort((a, b) => (a.name < b.name ? -1 : 1));
    const { rows, next } = pageOf(own, {
      token: input.ContinuationToken,
      size: input.MaxBuckets,
      defaultSize: 10_000,
      invalidTokenCode: 'InvalidArgument',
    });
    return {
      Buckets: rows.map((bucket) => listed(call, bucket)),
      Owner: { ID: ownerId(call.account) },
      ContinuationToken: next,
      Prefix: input.Prefix,
    };
  },

  DeleteBucket(input, call) {
    const bucket = open(call, { Bucket: input.Bucket, action: 'DeleteBucket' });
    if (bucket.objects.size > 0) {
      const hint = bucket.versioning === undefined ? '' : ' You must delete all versions in the bucket.';
      throw new AwsError('BucketNotEmpty', `The bucket you tried to delete is not empty.${hint}`, 409);
    }
    bucketsOf(call.world).delete(bucket.name);
    return {};
  },
} satisfies Operations<typeof import('@aws-sdk/client-s3')>;

function checkName(call: Call, name: string, region: string): void {
  if (!NAME.test(name)) throw new AwsError('InvalidBucketName', 'The specified bucket is not valid.', 400);
  if (region !== call.region) {
    throw new AwsError(
      'IllegalLocationConstraintException',
      `The ${region} location constraint is incompatible for the region specific endpoint this request was sent to.`,
      400,
    );
  }
  const taken = bucketsOf(call.world).get(name);
  if (taken === undefined) return;
  if (taken.account !== call.account) {
    throw new AwsError('BucketAlreadyExists', 'The requested bucket name is not available.', 409);
  }
  throw new AwsError(
    'BucketAlreadyOwnedByYou',
    'Your previous request to create the named bucket succeeded and you already own it.',
    409,
  );
}

/** What every bucket is encrypted with that asks for nothing else. */
export function sseS3(): Bucket['encryption'] {
  return [{ ApplyServerSideEncryptionByDefault: { SSEAlgorithm: 'AES256' }, BucketKeyEnabled: false }];
}

function listed(call: Call, { name, createdAt, region }: Bucket): ListedBucket {
  return {
    Name: name,
    CreationDate: createdAt,
    BucketRegion: region,
    BucketArn: `arn:${call.partition}:s3:::${name}`,
  };
}

// The canonical user id, which has 64 hexadecimal digits.
function ownerId(account: string): string {
  return account.padStart(64, '0');
}
