import type {
  DeletePublicAccessBlockCommandInput,
  GetPublicAccessBlockCommandInput,
  PutPublicAccessBlockCommandInput,
} from '@aws-sdk/client-s3';
import { answers, apiCall, change, defineRemediation, draft } from '../remediation.ts';

const FLAGS = ['BlockPublicAcls', 'BlockPublicPolicy', 'IgnorePublicAcls', 'RestrictPublicBuckets'] as const;
const MEMBER = 'PublicAccessBlockConfiguration';

type Flags = Readonly<Partial<Record<(typeof FLAGS)[number], boolean>>>;

export default defineRemediation({
  id: 'ai-bucket-public-access-block',
  title: 'Block all public access to the bucket',
  resourceType: 'AWS::S3::Bucket',
  repairs: ['ai-bucket-public-access-block'],
  risk: 'safe',
  breaks:
    'Whoever reads the bucket without signing in, or through a public policy or ACL, is denied at once.',
  permissions: ['s3:GetBucketPublicAccessBlock', 's3:PutBucketPublicAccessBlock'],
  references: ['https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutPublicAccessBlock.html'],

  read: ({ id }, ask) => ask(get(id)),

  plan({ resource: { id }, before }) {
    const flags = before[MEMBER] as Flags | undefined;
    const changes = FLAGS.map((flag) => change(`${MEMBER}.${flag}`, flags?.[flag], true));
    const all = Object.fromEntries(FLAGS.map((flag) => [flag, true]));
    const undo = flags ? putting(id, flags) : taking(id);
    return draft(changes, [{ ...putting(id, all), undo }]);
  },
});

const get = (Bucket: string) =>
  apiCall<GetPublicAccessBlockCommandInput>('s3', 'GetPublicAccessBlock', { Bucket });

const putting = (Bucket: string, flags: Flags) => ({
  call: apiCall<PutPublicAccessBlockCommandInput>('s3', 'PutPublicAccessBlock', {
    Bucket,
    [MEMBER]: { ...flags },
  }),
  until: answers(get(Bucket), { [MEMBER]: [{ ...flags }] }),
});

const taking = (Bucket: string) => ({
  call: apiCall<DeletePublicAccessBlockCommandInput>('s3', 'DeletePublicAccessBlock', { Bucket }),
  until: answers(get(Bucket), { [MEMBER]: [null] }),
});
