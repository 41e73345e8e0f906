import { Readable } from 'node:stream';
import { type Aws, createAws } from '../../../../../adapters/aws/aws.ts';
import { REGION } from '../../kit.ts';

interface Sent {
  readonly hostname: string;
  readonly query: Readonly<Record<string, unknown>>;
  readonly headers: Readonly<Record<string, string>>;
}

const NOT_SET = [
  ['publicAccessBlock', 'NoSuchPublicAccessBlockConfiguration'],
  ['encryption', 'ServerSideEncryptionConfigurationNotFoundError'],
  ['object-lock', 'ObjectLockConfigurationNotFoundError'],
  ['policy', 'NoSuchBucketPolicy'],
  ['tagging', 'NoSuchTagSet'],
] as const;

/**
 * S3's endpoints of all Regions below the SDK's whole stack, as far as it reads a bucket: each redirects to where the
 * bucket is, refuses what was signed for another Region, and takes its time. Versioning tells who answered.
 */
export function bucketsElsewhere(regionOf: (bucket: string) => string): Aws {
  let call = 0;
  const requestHandler = {
    async handle({ hostname, query, headers }: Sent) {
      call += 1;
      await new Promise((resolve) => setTimeout(resolve, (call * 7) % 11));
      return { response: answer({ hostname, query, headers }, regionOf) };
    },
  };
  return createAws({
    region: REGION,
    credentials: { accessKeyId: 'AKIAIOSFODNN7EXAMPLE', secretAccessKey: 'none' },
    config: { maxAttempts: 1, requestHandler },
  });
}

function answer({ hostname, query, headers }: Sent, regionOf: (bucket: string) => string): object {
  const [, bucket = '', region = 'us-east-1'] =
    /^(?:(.+?)\.)?s3(?:\.([a-z0-9-]+))?\.amazonaws\.com$/.exec(hostname) ?? [];
  if (bucket === '') return xml(200, '<ListAllMyBucketsResult><Buckets/></ListAllMyBucketsResult>');
  const own = regionOf(bucket);
  if (region !== own) return error(301, 'PermanentRedirect', own);
  const [, signed] = /Credential=[^/]+\/\d+\/([^/]+)\//.exec(headers['authorization'] ?? '') ?? [];
  if (signed !== region) return error(400, 'AuthorizationHeaderMalformed', own);
  if ('versioning' in query) {
    return xml(200, `<VersioningConfiguration><Status>${region}</Status></VersioningConfiguration>`);
  }
  const [, code] = NOT_SET.find(([name]) => name in query) ?? [];
  return code === undefined ? xml(200, '<BucketLoggingStatus/>') : error(404, code, own);
}

const error = (status: number, code: string, region: string): object =>
  xml(status, `<Error><Code>${code}</Code><Message>${code}</Message></Error>`, {
    'x-amz-bucket-region': region,
  });

const xml = (statusCode: number, body: string, headers = {}): object => ({
  statusCode,
  headers: { 'content-type': 'application/xml', ...headers },
  body: Readable.from([Buffer.from(body)]),
});
