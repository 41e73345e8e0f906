import { gunzipSync } from 'node:zlib';
import { DynamoDBClient, ScanCommand } from '@aws-sdk/client-dynamodb';
import { CreateRoleCommand, IAMClient } from '@aws-sdk/client-iam';
import { GetObjectCommand, ListObjectsV2Command, S3Client } from '@aws-sdk/client-s3';
import { CreateNotebookInstanceCommand, SageMakerClient } from '@aws-sdk/client-sagemaker';
import { GetFindingsCommand, SecurityHubClient } from '@aws-sdk/client-securityhub';
import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { postureOf } from '../../../adapters/aws/posture-item.ts';
import { COVERAGE_TYPE } from '../../../engine/coverage-finding.ts';
import { SWEEP_SCHEMA, type Sweep } from '../../../engine/look.ts';
import type { Posture } from '../../../engine/posture.ts';
import { REGION } from '../../adapters/aws/kit.ts';
import { type HttpAws, httpAws } from '../moto/aws.ts';
import { startMoto } from '../moto/server.ts';
import { bundledFunctions } from './bundled.ts';
import { received, streamed } from './deliveries.ts';
import { deployOver, type OverHttp, POSTURE_TABLE } from './deployment.ts';
import {
  createOrganization,
  EXTERNAL_ID,
  type Member,
  memberTemplate,
  openIntake,
  runsAs,
} from './members.ts';

// Home and its members in an AWS over HTTP that keeps accounts apart; the template for members as it is synthesized, the
// functions as they are deployed, each as its own role. Whom a role trusts is judged by moto/trust.py, since moto itself
// trusts anybody; what a policy does not allow, moto lets happen all the same.

export const NAME = 'research';
export const TYPE = 'AWS::SageMaker::NotebookInstance';
export const RULE = 'sagemaker-notebook-root-access';
export const VIA_TRAIL = 'AWS API Call via CloudTrail';

const FUNCTIONS = [
  'evaluate-change',
  'evaluate-inventory',
  'publish-findings',
  'republish-findings',
  'seal-evidence',
] as const;
type FunctionName = (typeof FUNCTIONS)[number];

/** What is known of an account: of its resources, and of what cannot be read there. */
export interface Known {
  readonly resources: readonly Posture[];
  readonly gaps: readonly Posture[];
}

export interface Household {
  readonly endpoint: string;
  readonly home: HttpAws;
  readonly queues: OverHttp['queues'];
  /** The text of the template for members. */
  readonly template: string;
  member(name: string): Member;
  /** In a fresh environment, which holds no session of a role yet. @throws Error if the function does */
  invoke(name: FunctionName, event: object): Promise<unknown>;
  /** Judges all that waits in the queue of changes; gives the function's answer. */
  evaluate(): Promise<unknown>;
  /** Hands over what the table's stream says of an account. */
  publish(account: string): Promise<unknown>;
  /** What a rule that works would put into the queue of changes: a record of CloudTrail's, in an envelope of that account. */
  hear(record: object, account: string): Promise<void>;
  known(account: string): Promise<Known>;
  /** Every record in the segments of an account, once what waits is written. */
  evidence(account: string): Promise<readonly Record<string, unknown>[]>;
  close(): Promise<void>;
}

/** `recording`: a file that every request is written into. */
export async function openHousehold(names: readonly string[], recording?: string): Promise<Household> {
  const moto = await startMoto(recording === undefined ? {} : { recording });
  const { endpoint } = moto;
  const home = httpAws(endpoint);
  const deployed = await deployOver(home.door);
  const { queues } = deployed;
  await openIntake(home, queues.changes.arn);
  const organization = await createOrganization(home, endpoint, names);
  const listed = Object.values(organization.members).map(({ id }) => id);
  const bundled = await bundledFunctions(FUNCTIONS, listed);
  const env = {
    ...deployed.env,
    READS_PER_SECOND: '1000',
    MEMBER_READ_ROLE: 'assay-read',
    MEMBER_PUBLISH_ROLE: 'assay-publish',
    MEMBER_EXTERNAL_ID: EXTERNAL_ID,
    AWS_ENDPOINT_URL: endpoint,
  };
  const roles = new Map<FunctionName, Readonly<Record<string, string>>>();
  for (const name of FUNCTIONS) roles.set(name, await runsAs(home, name));

  async function invoke(name: FunctionName, event: object): Promise<unknown> {
    const lambda = await bundled.start(name, { env: { ...env, ...roles.get(name) } });
    const outcome = await lambda.invoke(event);
    await lambda.stop();
    if ('result' in outcome) return outcome.result;
    throw new Error(`${name}: ${JSON.stringify(outcome.error)}\n${lambda.logs().join('\n')}`);
  }

  return {
    endpoint,
    home,
    queues,
    template: memberTemplate(organization),
    member(name) {
      const member = organization.members[name];
      if (member === undefined) throw new Error(`no member is called ${name}`);
      return member;
    },
    invoke,
    evaluate: async () => invoke('evaluate-change', await received(home.door, queues.changes)),
    async publish(account) {
      const { Records } = await streamed(home.door, endpoint, POSTURE_TABLE);
      const own = Records.filter(({ dynamodb }) => dynamodb?.NewImage?.['key']?.S?.startsWith(account));
      if (own.length === 0) throw new Error(`nothing has changed in ${account}`);
      return invoke('publish-findings', { Records: own });
    },
    async hear(record, account) {
      const envelope = { version: '0', id: '6a7e8feb', 'detail-type': VIA_TRAIL, source: 'aws.sagemaker' };
      const place = { account, region: REGION, time: Reflect.get(record, 'eventTime'), resources: [] };
      const MessageBody = JSON.stringify({ ...envelope, ...place, detail: record });
      const command = new SendMessageCommand({ QueueUrl: queues.changes.url, MessageBody });
      await home.door.client(SQSClient).send(command);
    },
    async known(account) {
      const command = new ScanCommand({ TableName: POSTURE_TABLE });
      const { Items = [] } = await home.door.client(DynamoDBClient).send(command);
      const own = Items.flatMap((item) => postureOf(item) ?? []).filter(({ ref }) => ref.account === account);
      return {
        resources: own.filter(({ ref }) => ref.type !== COVERAGE_TYPE),
        gaps: own.filter(({ ref }) => ref.type === COVERAGE_TYPE),
      };
    },
    async evidence(account) {
      const waiting = await received(home.door, queues['evidence.fifo']);
      if (waiting.Records.length > 0) await invoke('seal-evidence', waiting);
      return recordsIn(home, deployed.bucket, `evidence/${account}/${REGION}/`);
    },
    async close() {
      await bundled.remove();
      await moto.stop();
    },
  };
}

async function recordsIn({ door }: HttpAws, Bucket: string, Prefix: string) {
  const s3 = door.client(S3Client);
  const { Contents = [] } = await s3.send(new ListObjectsV2Command({ Bucket, Prefix }));
  const records: Record<string, unknown>[] = [];
  for (const { Key } of Contents) {
    const { Body } = await s3.send(new GetObjectCommand({ Bucket, Key }));
    const bytes = (await Body?.transformToByteArray()) ?? new Uint8Array();
    const [, ...lines] = gunzipSync(bytes).toString().trim().split('\n');
    records.push(...lines.map((line) => JSON.parse(line)));
  }
  return records;
}

/** Makes a notebook; gives the record that CloudTrail would write of it. */
export async function openNotebook({ door, records }: HttpAws, RootAccess: 'Enabled' | 'Disabled') {
  const Principal = { Service: 'sagemaker.amazonaws.com' };
  const Statement = [{ Effect: 'Allow', Principal, Action: 'sts:AssumeRole' }];
  const { Role } = await door.client(IAMClient).send(
    new CreateRoleCommand({
      RoleName: 'Notebooks',
      AssumeRolePolicyDocument: JSON.stringify({ Version: '2012-10-17', Statement }),
    }),
  );
  await door.client(SageMakerClient).send(
    new CreateNotebookInstanceCommand({
      NotebookInstanceName: NAME,
      InstanceType: 'ml.t3.medium',
      RoleArn: Role?.Arn,
      RootAccess,
    }),
  );
  return recordOf(records);
}

/** Of the notebook's creation. */
export function recordOf(records: HttpAws['records']): HttpAws['records'][number] {
  const record = records.find(({ eventName }) => eventName === 'CreateNotebookInstance');
  if (record === undefined) throw new Error('no notebook was created');
  return record;
}

/** What the Security Hub of an account holds; moto heeds no filter. */
export async function findingsIn({ door }: HttpAws) {
  const { Findings = [] } = await door.client(SecurityHubClient).send(new GetFindingsCommand({}));
  return Findings;
}

/** The list that the sweep makes of notebooks in an account. */
export const sweepOf = (account: string): Sweep => ({
  schema: SWEEP_SCHEMA,
  type: TYPE,
  account,
  region: REGION,
  requestedAt: new Date().toISOString(),
});

export const statusesOf = (posture: Posture | undefined): readonly string[] => [
  ...new Set(Object.values(posture?.rules ?? {}).map(({ status }) => status)),
];
