import { spawnSync } from 'node:child_process';
import { gunzipSync } from 'node:zlib';
import { DynamoDBClient, ScanCommand } from '@aws-sdk/client-dynamodb';
import { CreateRoleCommand, IAMClient } from '@aws-sdk/client-iam';
import {
  DeleteObjectCommand,
  GetObjectCommand,
  HeadObjectCommand,
  ListObjectVersionsCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import { CreateNotebookInstanceCommand, SageMakerClient } from '@aws-sdk/client-sagemaker';
import { GetFindingsCommand, SecurityHubClient } from '@aws-sdk/client-securityhub';
import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { postureOf } from '../../../adapters/aws/posture-item.ts';
import { findingId } from '../../../engine/finding-id.ts';
import type { RuleId } from '../../../rules/index.ts';
import { ACCOUNT, REGION, refOf } from '../../adapters/aws/kit.ts';
import { temporaryFolder } from '../../support/folder.ts';
import { type HttpAws, httpAws } from '../moto/aws.ts';
import { type Moto, startMoto } from '../moto/server.ts';
import { type Bundled, bundledFunctions } from './bundled.ts';
import { received, streamed } from './deliveries.ts';
import { deployOver, type OverHttp, POSTURE_TABLE } from './deployment.ts';

// One change, from its event to a sealed proof: the files that are deployed, AWS's own runtime client, an AWS over HTTP
// that others wrote. What AWS does between the functions, deliveries.ts does.

const HOUR = 3_600_000;
const NAME = 'research';
const ROOT_ACCESS = 'sagemaker-notebook-root-access' satisfies RuleId;
const TYPE = 'AWS::SageMaker::NotebookInstance';
const ARN = `arn:aws:sagemaker:${REGION}:${ACCOUNT}:notebook-instance/${NAME}`;
const FINDING = findingId(ROOT_ACCESS, refOf(TYPE, NAME, { arn: ARN }));

/** Twenty minutes into the hour before this one: what happens then can be sealed now. */
const clockShift = Math.floor(Date.now() / HOUR) * HOUR - (2 / 3) * HOUR - Date.now();

const folder = temporaryFolder();
let moto: Moto;
let http: HttpAws;
let deployed: OverHttp;
let bundled: Bundled;
let env: Readonly<Record<string, string>>;

beforeAll(async () => {
  [moto, bundled] = await Promise.all([
    startMoto(),
    bundledFunctions(['evaluate-change', 'publish-findings', 'seal-evidence']),
  ]);
  http = httpAws(moto.endpoint);
  deployed = await deployOver(http.door);
  env = { ...deployed.env, AWS_ENDPOINT_URL: moto.endpoint };
});
afterAll(async () => {
  await bundled?.remove();
  await moto?.stop();
});

/** Makes a notebook, and puts the event that CloudTrail and EventBridge would send into the queue. */
async function change(): Promise<void> {
  const { door, records } = http;
  const { Role } = await door.client(IAMClient).send(
    new CreateRoleCommand({
      RoleName: 'Notebooks',
      AssumeRolePolicyDocument: JSON.stringify({
        Version: '2012-10-17',
        Statement: [
          { Effect: 'Allow', Principal: { Service: 'sagemaker.amazonaws.com' }, Action: 'sts:AssumeRole' },
        ],
      }),
    }),
  );
  await door.client(SageMakerClient).send(
    new CreateNotebookInstanceCommand({
      NotebookInstanceName: NAME,
      InstanceType: 'ml.t3.medium',
      RoleArn: Role?.Arn,
      RootAccess: 'Enabled',
    }),
  );
  const time = `${new Date(Date.now() + clockShift).toISOString().slice(0, 19)}Z`;
  const record = records.find(({ eventName }) => eventName === 'CreateNotebookInstance');
  await send({
    version: '0',
    id: '6a7e8feb-b491-4cf7-a9f1-bf3703467718',
    'detail-type': 'AWS API Call via CloudTrail',
    source: 'aws.sagemaker',
    account: ACCOUNT,
    time,
    region: REGION,
    resources: [],
    detail: { ...record, eventTime: time },
  });
}

const send = (body: object | string) =>
  http.door.client(SQSClient).send(
    new SendMessageCommand({
      QueueUrl: deployed.queues.changes.url,
      MessageBody: typeof body === 'string' ? body : JSON.stringify(body),
    }),
  );

async function versions(prefix: string) {
  const command = new ListObjectVersionsCommand({ Bucket: deployed.bucket, Prefix: prefix });
  const { Versions = [] } = await http.door.client(S3Client).send(command);
  return Versions.map(({ Key = '', VersionId = '' }) => ({ Bucket: deployed.bucket, Key, VersionId }));
}

async function bytesOf(Key: string): Promise<Buffer> {
  const command = new GetObjectCommand({ Bucket: deployed.bucket, Key });
  const { Body } = await http.door.client(S3Client).send(command);
  return Buffer.from((await Body?.transformToByteArray()) ?? []);
}

const NOTHING_FAILED = { result: { batchItemFailures: [] } };

describe('a notebook with root access', () => {
  it('is judged when its event comes, and remembered', async () => {
    await change();
    const lambda = await bundled.start('evaluate-change', { env, clockShift });
    const event = await received(http.door, deployed.queues.changes);
    expect(await lambda.invoke(event), lambda.logs().join('\n')).toMatchObject(NOTHING_FAILED);
    const command = new ScanCommand({ TableName: POSTURE_TABLE });
    const { Items = [] } = await http.door.client(DynamoDBClient).send(command);
    const postures = Items.flatMap((item) => postureOf(item) ?? []);
    expect(postures).toMatchObject([
      {
        ref: { type: TYPE, id: NAME, arn: ARN },
        presence: 'present',
        generation: 1,
        rules: { [ROOT_ACCESS]: { status: 'NON_COMPLIANT' } },
      },
    ]);
  });

  it('becomes a finding in Security Hub when the stream tells of it', async () => {
    const lambda = await bundled.start('publish-findings', { env, clockShift });
    const event = await streamed(http.door, moto.endpoint, POSTURE_TABLE);
    expect(event.Records).toMatchObject([{ eventName: 'INSERT', eventSource: 'aws:dynamodb' }]);
    expect(await lambda.invoke(event), lambda.logs().join('\n')).toMatchObject(NOTHING_FAILED);
    // moto heeds no filter.
    const { Findings = [] } = await http.door.client(SecurityHubClient).send(new GetFindingsCommand({}));
    expect(Findings.find(({ Id }) => Id === FINDING)).toMatchObject({
      AwsAccountId: ACCOUNT,
      GeneratorId: `assay/${ROOT_ACCESS}`,
      Compliance: { Status: 'FAILED' },
      Resources: [{ Id: ARN, Region: REGION }],
      RecordState: 'ACTIVE',
    });
  });

  it('leaves evidence that is encrypted, locked, and says what was seen', async () => {
    const lambda = await bundled.start('seal-evidence', { env, clockShift });
    const event = await received(http.door, deployed.queues['evidence.fifo']);
    expect(await lambda.invoke(event), lambda.logs().join('\n')).toMatchObject(NOTHING_FAILED);
    const segments = await versions('evidence/');
    // What the deployment judges by, and what it has judged.
    expect(segments).toHaveLength(2);
    const found: object[] = [];
    for (const segment of segments.toSorted((a, b) => (a.Key < b.Key ? -1 : 1))) {
      const s3 = http.door.client(S3Client);
      const head = await s3.send(new HeadObjectCommand(segment));
      expect(head).toMatchObject({
        ObjectLockMode: 'GOVERNANCE',
        ServerSideEncryption: 'aws:kms',
        SSEKMSKeyId: deployed.archiveKey,
      });
      const days = ((head.ObjectLockRetainUntilDate?.getTime() ?? 0) - Date.now() - clockShift) / (24 * HOUR);
      expect(days).toBeCloseTo(365, 1);
      await expect(s3.send(new DeleteObjectCommand(segment))).rejects.toThrow('Access Denied');
      const lines = gunzipSync(await bytesOf(segment.Key))
        .toString()
        .trim()
        .split('\n');
      const [header, ...records] = lines.map((line) => JSON.parse(line));
      expect(header).toMatchObject({ schema: 'assay.segment/1', count: 1 });
      found.push(...records);
    }
    expect(found).toMatchObject([
      { kind: 'settings', detail: { pack: expect.stringMatching(/^[0-9a-f]{64}$/) } },
      {
        kind: 'evaluation',
        resource: { arn: ARN },
        properties: { RootAccess: 'Enabled' },
        verdicts: expect.arrayContaining([
          expect.objectContaining({ rule: ROOT_ACCESS, status: 'NON_COMPLIANT' }),
        ]),
      },
    ]);
    expect(await versions('packs/')).toHaveLength(1);
  });

  it('is sealed when the hour has ended, by KMS', async () => {
    const lambda = await bundled.start('seal-evidence', { env });
    const time = new Date().toISOString();
    expect(await lambda.invoke({ time }), lambda.logs().join('\n')).toMatchObject(NOTHING_FAILED);
    const keys = (await versions('seals/')).map(({ Key }) => Key);
    expect(keys.filter((key) => key.endsWith('.json')).map((key) => key.replace('.json', '.sig'))).toEqual(
      keys.filter((key) => key.endsWith('.sig')),
    );
    expect(keys.length).toBeGreaterThanOrEqual(2);
  });

  it('is proven to `assay verify`', () => {
    const key = folder.write('public.pem', deployed.publicKeyPem);
    const { status, stdout, stderr } = verify(['--public-key', key, '--account', ACCOUNT]);
    expect({ status, stderr }, stdout).toEqual({ status: 0, stderr: '' });
    expect(JSON.parse(stdout)).toMatchObject({ status: 'proven', problems: [], counts: { segments: 2 } });
  });

  it('is proven to openssl, with the key that KMS gives', async () => {
    const key = folder.write('public.pem', deployed.publicKeyPem);
    const seals = (await versions('seals/')).filter(({ Key }) => Key.endsWith('.json'));
    expect(seals).not.toEqual([]);
    for (const { Key } of seals) {
      const bytes = await bytesOf(Key);
      const signature = folder.write('seal.sig', await bytesOf(Key.replace('.json', '.sig')));
      const check = (content: Buffer) => {
        const seal = folder.write('seal.json', content);
        const args = ['dgst', '-sha256', '-verify', key, '-signature', signature, seal];
        return spawnSync('openssl', args, { encoding: 'utf8' }).stdout;
      };
      expect(check(bytes)).toBe('Verified OK\n');
      expect(check(Buffer.concat([bytes, Buffer.from(' ')]))).toBe('Verification failure\n');
    }
  });
});

describe('a message that is no event', () => {
  it('comes again, and no other of its batch', async () => {
    await send('{"version": "0", "detail');
    await send({ version: '0', 'detail-type': 'Something else', source: 'aws.health', detail: {} });
    const lambda = await bundled.start('evaluate-change', { env });
    const event = await received(http.door, deployed.queues.changes);
    const broken = event.Records.filter(({ body }) => body.endsWith('"detail'));
    expect(event.Records).toHaveLength(2);
    expect(await lambda.invoke(event)).toMatchObject({
      result: { batchItemFailures: broken.map(({ messageId }) => ({ itemIdentifier: messageId })) },
    });
  });
});

describe.each([
  ['evaluate-change', 'POSTURE_TABLE'],
  ['publish-findings', 'UNPUBLISHED_QUEUE_URL'],
  ['seal-evidence', 'SEAL_KEY_ARN'],
])('%s without %s', (name, variable) => {
  it('does not start, and says what is missing', async () => {
    const { [variable]: _, ...rest } = env;
    await expect(bundled.start(name, { env: rest })).rejects.toThrow(`${variable} is missing`);
  });
});

/** The command over the bucket, as somebody would run it who may only read. */
function verify(args: readonly string[]) {
  const main = new URL('../../../cli/main.ts', import.meta.url).pathname;
  const place = ['--endpoint', moto.endpoint, '--region', REGION, '--format', 'json'];
  return spawnSync(process.execPath, [main, 'verify', `s3://${deployed.bucket}`, ...args, ...place], {
    encoding: 'utf8',
    env: {
      PATH: process.env['PATH'],
      AWS_ACCESS_KEY_ID: 'AKIAIOSFODNN7EXAMPLE',
      AWS_SECRET_ACCESS_KEY: 'none',
    },
  });
}
