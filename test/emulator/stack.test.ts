import { Readable } from 'node:stream';
import { BedrockClient, CreateGuardrailCommand, GetGuardrailCommand } from '@aws-sdk/client-bedrock';
import { IAMClient, ListRolesCommand } from '@aws-sdk/client-iam';
import {
  CreateBucketCommand,
  GetObjectCommand,
  HeadBucketCommand,
  PutObjectCommand,
  PutObjectRetentionCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import { ListModelsCommand, SageMakerClient } from '@aws-sdk/client-sagemaker';
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { describe, expect, it, vi } from 'vitest';
import { createWorld, type Emulated, EmulatorError, emulate } from '../../emulator/index.ts';
import { lighten } from '../../emulator/stack.ts';
import { refusal } from './kit.ts';

const region = 'eu-central-1';
const Bucket = 'lightened-bucket';

function opened(wholeRequests: boolean) {
  const world = createWorld();
  return { world, door: emulate(world, { region, wholeRequests }) };
}

interface Request {
  readonly hostname: string;
  readonly headers: Record<string, string>;
}

/** An S3 client that keeps the requests that would have been sent. */
function listening(door: Emulated) {
  const requests: Request[] = [];
  const s3 = door.client(S3Client);
  s3.middlewareStack.add(
    (next) => (args) => {
      requests.push(args.request as Request);
      return next(args);
    },
    { step: 'finalizeRequest', priority: 'low' },
  );
  return { s3, requests };
}

describe.each([
  ['a client that makes no more of a request than it must', false],
  ['a client that makes whole requests', true],
])('%s', (_, wholeRequests) => {
  it.each([
    [
      'a label that is missing',
      ({ client }: Emulated) =>
        client(BedrockClient).send(new GetGuardrailCommand({ guardrailIdentifier: undefined })),
      'No value provided for input HTTP label: guardrailIdentifier.',
    ],
    [
      'a time that is none',
      ({ client }: Emulated) =>
        client(S3Client).send(
          new PutObjectRetentionCommand({
            Bucket,
            Key: 'k',
            Retention: { Mode: 'GOVERNANCE', RetainUntilDate: 'tomorrow' as never },
          }),
        ),
      'Unhandled schema-value pair RetainUntilDate=tomorrow',
    ],
    [
      'a bucket in the form of an ARN',
      ({ client }: Emulated) =>
        client(S3Client).send(new HeadBucketCommand({ Bucket: 'arn:aws:s3:::some-bucket' })),
      'Invalid ARN',
    ],
  ])('refuses %s before anybody is asked', async (_what, ask, message) => {
    const { door } = opened(wholeRequests);
    const error = await refusal(ask(door));
    expect(error.message).toContain(message);
    expect(error).not.toHaveProperty('$metadata.attempts');
  });

  it('does not send a stream a second time', async () => {
    const { world, door } = opened(wholeRequests);
    const s3 = door.client(S3Client);
    await s3.send(new CreateBucketCommand({ Bucket }));
    world.faults.throttle({ operation: 'PutObject', times: 1 });
    const warned = vi.spyOn(console, 'warn').mockImplementation(() => {});
    const put = (Body: Readable | string) =>
      s3.send(new PutObjectCommand({ Bucket, Key: 'k', Body, ContentLength: 1 }));
    expect((await refusal(put(Readable.from(['a'])))).name).toBe('ThrottlingException');
    expect(warned.mock.calls.flat()).toEqual([expect.stringContaining('non-retryable streaming request')]);
    warned.mockRestore();
    world.faults.throttle({ operation: 'PutObject', times: 1 });
    expect((await put('a')).$metadata.attempts).toBe(2);
  });

  it('carries the checksum that the SDK computed', async () => {
    const { s3, requests } = listening(opened(wholeRequests).door);
    await s3.send(new CreateBucketCommand({ Bucket }));
    const put = await s3.send(new PutObjectCommand({ Bucket, Key: 'k', Body: 'a' }));
    expect(put.ChecksumCRC32).toBe('6Le+Qw==');
    const got = await s3.send(new GetObjectCommand({ Bucket, Key: 'k' }));
    expect(got.ChecksumCRC32).toBe('6Le+Qw==');
    expect(requests.at(1)?.headers).toMatchObject({ 'x-amz-checksum-crc32': '6Le+Qw==' });
  });

  it('asks its credentials who calls, every time', async () => {
    const { world, door } = opened(wholeRequests);
    const signIn = (name: string) => {
      const arn = `arn:aws:sts::${world.account}:assumed-role/${name}/s`;
      const { credentials } = world.principals.signIn(arn, world.clock.now());
      return { arn, credentials: { ...credentials, expiration: new Date(0) } };
    };
    let who = signIn('One');
    const credentials = async () => who.credentials;
    const sts = door.install(new STSClient({ ...door.config, credentials }));
    const asked = async () => (await sts.send(new GetCallerIdentityCommand({}))).Arn;
    expect(await asked()).toBe(who.arn);
    who = signIn('Two');
    expect(await asked()).toBe(who.arn);
  });

  it('tells a logger of every call, if it has one', async () => {
    const { world } = opened(wholeRequests);
    const info = vi.fn();
    const silent = () => {};
    const logger = { info, debug: silent, warn: silent, error: silent };
    const { config, install } = emulate(world, { region, wholeRequests });
    const sagemaker = install(new SageMakerClient({ ...config, logger }));
    await sagemaker.send(new ListModelsCommand({}));
    expect(info).toHaveBeenCalledWith(expect.objectContaining({ commandName: 'ListModelsCommand' }));
  });

  it(`${wholeRequests ? 'fills' : 'leaves out'} the headers that nobody reads`, async () => {
    const { s3, requests } = listening(opened(wholeRequests).door);
    await s3.send(new CreateBucketCommand({ Bucket }));
    const names = Object.keys(requests.at(0)?.headers ?? {});
    expect(names.includes('user-agent')).toBe(wholeRequests);
    expect(names.includes('host')).toBe(wholeRequests);
    expect(names).toContain('content-length');
  });
});

describe('what is made of a request', () => {
  const FOR_THE_WIRE = /^(amz-sdk-|expect$|host$|user-agent$|x-amz-user-agent$)/;

  /** The requests of a call that is made twice: the second goes by what the first found out. */
  async function requestsOf(
    wholeRequests: boolean,
    Client: Parameters<Emulated['client']>[0],
    command: () => unknown,
  ) {
    const { door } = opened(wholeRequests);
    const requests: object[] = [];
    const client = door.client(Client);
    const listener = (next: (args: object) => unknown) => (args: { request: Request & object }) => {
      const { headers, ...request } = args.request;
      const kept = Object.entries(headers).filter(([name]) => !FOR_THE_WIRE.test(name));
      requests.push({ ...request, headers: Object.fromEntries(kept) });
      return next(args);
    };
    client.middlewareStack.add(listener as never, { step: 'build', priority: 'low' } as never);
    // The world is empty: what becomes of the call does not matter here.
    for (const _ of [1, 2]) await (client as unknown as Sender).send(command()).catch(() => {});
    return requests;
  }

  interface Sender {
    send(command: unknown): Promise<unknown>;
  }

  it.each<[string, Parameters<Emulated['client']>[0], () => unknown]>([
    [
      'XML with bytes',
      S3Client,
      () => new PutObjectCommand({ Bucket, Key: 'a/b', Body: 'x', Metadata: { m: 'n' } }),
    ],
    [
      'XML with a body',
      S3Client,
      () =>
        new PutObjectRetentionCommand({
          Bucket,
          Key: 'a/b',
          Retention: { Mode: 'GOVERNANCE', RetainUntilDate: new Date('2027-01-01') },
        }),
    ],
    ['XML without a body', S3Client, () => new GetObjectCommand({ Bucket, Key: 'a b', VersionId: 'v' })],
    ['REST with JSON', BedrockClient, () => new CreateGuardrailCommand(GUARDRAIL)],
    ['JSON', SageMakerClient, () => new ListModelsCommand({ CreationTimeAfter: new Date('2026-01-01') })],
    ['query strings', IAMClient, () => new ListRolesCommand({ PathPrefix: '/assay/' })],
    ['another query', STSClient, () => new GetCallerIdentityCommand({})],
  ])('is the same in %s', async (_, Client, command) => {
    const light = await requestsOf(false, Client, command);
    expect(light).toHaveLength(2);
    expect(light).toEqual(await requestsOf(true, Client, command));
  });
});

const GUARDRAIL = {
  name: 'g',
  blockedInputMessaging: 'no',
  blockedOutputsMessaging: 'no',
  clientRequestToken: 'the-same-in-every-request-of-this-test',
};

describe('calls that overlap', () => {
  it('have each bucket at its own host', async () => {
    const { s3, requests } = listening(opened(false).door);
    const buckets = ['bucket-of-one', 'bucket-of-three', 'bucket-of-two'];
    for (const name of buckets) await s3.send(new CreateBucketCommand({ Bucket: name }));
    for (const _ of ['endpoints are resolved', 'endpoints are known']) {
      requests.length = 0;
      await Promise.all(buckets.map((name) => s3.send(new HeadBucketCommand({ Bucket: name }))));
      expect(requests.map(({ hostname }) => hostname.split('.')[0]).sort()).toEqual(buckets);
    }
  });
});

describe('a client of an SDK that is not known', () => {
  it('is not taken', () => {
    expect(() => lighten({ config: {}, middlewareStack: {} })).toThrow(EmulatorError);
  });
});
