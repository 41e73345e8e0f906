import type { GetBucketVersioningCommandInput, PutBucketVersioningCommandInput } from '@aws-sdk/client-s3';
import type { Json } from '../../resources/resource.ts';
import { answers, apiCall, change, defineRemediation, draft } from '../remediation.ts';

export default defineRemediation({
  id: 'ai-training-bucket-versioned',
  title: 'Keep every version of the bucket’s objects',
  resourceType: 'AWS::S3::Bucket',
  repairs: ['ai-training-bucket-versioned'],
  risk: 'safe',
  breaks:
    'Nothing at once; overwritten and deleted objects are kept and paid for until a lifecycle rule ends them. A bucket that ' +
    'never had versions cannot lose them again: undoing suspends versioning.',
  permissions: ['s3:GetBucketVersioning', 's3:PutBucketVersioning'],
  references: ['https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketVersioning.html'],

  async read({ id }, ask) {
    const { Status } = await ask(get(id));
    return { Status };
  },

  plan: ({ resource: { id }, before }) =>
    draft(
      [change('VersioningConfiguration.Status', before['Status'], 'Enabled')],
      [{ ...putting(id, 'Enabled'), undo: suspending(id, before['Status'] ?? null) }],
    ),
});

const get = (Bucket: string) =>
  apiCall<GetBucketVersioningCommandInput>('s3', 'GetBucketVersioning', { Bucket });

const putting = (Bucket: string, Status: 'Enabled' | 'Suspended') => ({
  call: apiCall<PutBucketVersioningCommandInput>('s3', 'PutBucketVersioning', {
    Bucket,
    VersioningConfiguration: { Status },
  }),
  until: answers(get(Bucket), { Status: [Status] }),
});

/** A bucket that has no versions yet is as it was. */
const suspending = (Bucket: string, was: Json) => ({
  call: putting(Bucket, 'Suspended').call,
  until: answers(get(Bucket), { Status: ['Suspended', was] }),
});
