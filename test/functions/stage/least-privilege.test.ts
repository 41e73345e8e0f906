import { readFileSync } from 'node:fs';
import {
  CreateNotebookInstanceCommand,
  DeleteNotebookInstanceCommand,
  SageMakerClient,
  StopNotebookInstanceCommand,
  UpdateNotebookInstanceCommand,
} from '@aws-sdk/client-sagemaker';
import { BatchUpdateFindingsCommand, SecurityHubClient } from '@aws-sdk/client-securityhub';
import { PurgeQueueCommand, SQSClient } from '@aws-sdk/client-sqs';
import { describe, expect, it } from 'vitest';
import { listers } from '../../../adapters/aws/listers/index.ts';
import { readers } from '../../../adapters/aws/readers/index.ts';
import { visitDesk } from '../../../cli/demo/remediation.ts';
import type { FunctionName } from '../../../cli/demo/stage.ts';
import { remediations } from '../../../remediations/index.ts';
import { synthesize } from '../../infra/kit.ts';
import { permissionsIn } from '../../infra/permissions.ts';
import { caller, findings, type Played, played } from './kit.ts';
import { approvalOf, BUCKET, BUCKET_RULE, JONAS, openBucket, openNotebook, request } from './put-right.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

/** IAM's prefix of the clients that functions use for the deployment's own parts. */
const PREFIXES: Readonly<Record<string, string>> = {
  CloudTrailClient: 'cloudtrail',
  ConfigServiceClient: 'config',
  DynamoDBClient: 'dynamodb',
  EventBridgeClient: 'events',
  KMSClient: 'kms',
  S3Client: 's3',
  SecurityHubClient: 'securityhub',
  SFNClient: 'states',
  SNSClient: 'sns',
  SQSClient: 'sqs',
  SSMClient: 'ssm',
};

/** Where IAM's action is not the operation's name. */
const ACTIONS: Readonly<Record<string, readonly string[]>> = {
  'sqs:SendMessageBatch': ['sqs:SendMessage'],
  // A retention comes with the object: https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutObject.html
  's3:PutObject': ['s3:PutObject', 's3:PutObjectRetention'],
  's3:ListObjectsV2': ['s3:ListBucket'],
  's3:ListObjectVersions': ['s3:ListBucketVersions'],
};

/** What AWS calls in the role's name, and the call or mapping that implies it. */
const IMPLIED: Readonly<Record<string, string>> = {
  'logs:CreateLogStream': 'the runtime logs',
  'logs:PutLogEvents': 'the runtime logs',
  'sqs:ReceiveMessage': 'the event source mapping polls the queue',
  'sqs:DeleteMessage': 'the event source mapping polls the queue',
  'sqs:GetQueueAttributes': 'the event source mapping polls the queue, or writes to the dead-letter queue',
  'sqs:GetQueueUrl': 'the event source mapping writes to the dead-letter queue',
  'sqs:SendMessage': 'an asynchronous invocation that failed is written to the dead-letter queue',
  'dynamodb:DescribeStream': 'the event source mapping polls the stream',
  'dynamodb:GetRecords': 'the event source mapping polls the stream',
  'dynamodb:GetShardIterator': 'the event source mapping polls the stream',
  'dynamodb:ListStreams': 'the event source mapping polls the stream',
  'kms:Decrypt': 'S3 decrypts in the caller’s name; readers of what a customer’s key encrypts',
  'kms:GenerateDataKey': 's3:PutObject with SSE-KMS',
  's3:ListBucket': 's3:GetObject: without it S3 answers 403 where there is no object',
};

const WORKS_ON_BUCKETS = /^evaluate-|^(?:plan|apply|verify)-remediation$/;

/** Granted for what is too rare for one life: the test that sees the call, and the call as it stands there. */
const SEEN_ELSEWHERE: Readonly<
  Partial<Record<FunctionName, Readonly<Record<string, readonly [file: string, call: string]>>>>
> = {
  'evaluate-config-rule': {
    'config:GetResourceConfigHistory': ['test/functions/_config/answer.test.ts', 'GetResourceConfigHistory'],
    'dynamodb:BatchGetItem': ['test/adapters/aws/config/known-ids.test.ts', 'BatchGetItem'],
    'dynamodb:DeleteItem': ['test/adapters/aws/config/known-ids.test.ts', 'known-ids.ts'],
  },
  'wake-config-rules': {
    'config:DescribeConfigRules': ['test/functions/_config/wake.test.ts', 'DescribeConfigRules'],
  },
  'seal-evidence': {
    // A chain whose state was lost is read in exact versions.
    's3:GetObjectVersion': ['test/adapters/aws/ledger/source.test.ts', 's3:GetObjectVersion'],
    'sqs:ChangeMessageVisibility': ['test/functions/seal-evidence.test.ts', 'ChangeMessageVisibility'],
  },
};

const ROLES: Readonly<Record<FunctionName, RegExp>> = {
  'evaluate-change': /JudgementEvaluateChangeRole/,
  'evaluate-inventory': /JudgementEvaluateInventoryRole/,
  'evaluate-config-rule': /ConfigRulesEvaluateRole/,
  'wake-config-rules': /ConfigRulesWakeRole/,
  'publish-findings': /PublishingPublishFindingsRole/,
  'republish-findings': /PublishingRepublishFindingsRole/,
  'mirror-workflow': /PublishingMirrorWorkflowRole/,
  'expire-waivers': /WaiversExpireRole/,
  announce: /PublishingAnnounceRole/,
  'seal-evidence': /ArchiveSealer/,
  canary: /CanarySendRole/,
  'start-remediation': /RemediationFunctionsStartRole/,
  'plan-remediation': /RemediationFunctionsPlanRole/,
  'ask-approval': /RemediationFunctionsAskRole/,
  'remediation-desk': /RemediationFunctionsDeskRole/,
  'apply-remediation': /RemediationFunctionsApplyRole/,
  'verify-remediation': /RemediationFunctionsVerifyRole/,
  'record-remediation': /RemediationFunctionsRecordRole/,
};

/** Proven reader by reader and lister by lister, in their own tests. */
const reading = new Set(
  [...Object.values(readers), ...Object.values(listers)].flatMap((each) => [
    ...each.actions,
    ...('keyActions' in each ? each.keyActions : []),
    ...('delegated' in each ? each.delegated : []),
  ]),
);

/** Proven remediation by remediation: test/remediations/kit.ts compares them with what the trail saw. */
const puttingRight = new Set(
  remediations.flatMap(({ permissions, implied = {} }) => [...permissions, ...Object.keys(implied)]),
);
const isProvenElsewhere = (action: string): boolean => reading.has(action) || puttingRight.has(action);

function granted(): ReadonlyMap<FunctionName, ReadonlySet<string>> {
  const all = Object.values(synthesize()).flatMap(permissionsIn);
  return new Map(
    Object.entries(ROLES).map(([name, role]) => {
      const actions = all.filter((each) => role.test(each.role)).map(({ action }) => action);
      return [name as FunctionName, new Set(actions)];
    }),
  );
}

/** A life in which every function has to do all that it can. */
async function live(stage: Played): Promise<void> {
  const sagemaker = stage.person.client(SageMakerClient);
  const NotebookInstanceName = 'study';
  const create = new CreateNotebookInstanceCommand({
    NotebookInstanceName,
    InstanceType: 'ml.t3.medium',
    RoleArn: 'arn:aws:iam::111122223333:role/Ml',
  });
  await stage.sweep();
  await sagemaker.send(create);
  await stage.pass(10 * 60_000);
  const [finding] = [...(await findings(stage)).values()];
  await stage.person.client(SecurityHubClient).send(
    new BatchUpdateFindingsCommand({
      FindingIdentifiers: [{ Id: finding?.Id, ProductArn: finding?.ProductArn }],
      Workflow: { Status: 'NOTIFIED' },
    }),
  );
  await stage.pass(10 * 60_000);
  const off = stage.world.faults.add({
    service: 'securityhub',
    error: { name: 'InternalException', message: 'down', statusCode: 500 },
  });
  await sagemaker.send(new StopNotebookInstanceCommand({ NotebookInstanceName }));
  await sagemaker.send(new UpdateNotebookInstanceCommand({ NotebookInstanceName, RootAccess: 'Disabled' }));
  await stage.pass(30 * 60_000);
  off();
  const lost = stage.world.faults.add({
    service: 's3',
    operation: 'PutObject',
    error: { name: 'ServiceUnavailable', message: 'lost', statusCode: 503 },
    stage: 'after',
    times: 6,
  });
  await sagemaker.send(new DeleteNotebookInstanceCommand({ NotebookInstanceName }));
  await stage.pass(HOUR);
  await sagemaker.send(create);
  await stage.pass(HOUR);
  await sagemaker.send(new StopNotebookInstanceCommand({ NotebookInstanceName }));
  await sagemaker.send(new DeleteNotebookInstanceCommand({ NotebookInstanceName }));
  // An event that never came: the sweep has to find out.
  await stage.door.client(SQSClient).send(new PurgeQueueCommand({ QueueUrl: stage.queues.changes.url }));
  await stage.pass(3 * HOUR);
  lost();
  await stage.pass(2 * DAY, 10 * 60_000);
}

/**
 * People ask, approve, reject; one remediation succeeds, one fails, is undone and held, and is let go again; one is
 * too many for its hour, and waits for the next.
 */
async function livePuttingRight(stage: Played): Promise<void> {
  await openNotebook(stage);
  await stage.pass(HOUR, 60_000);
  const { plan: rejected } = await request(stage);
  await visitDesk(stage, JONAS, { do: 'reject', plan: rejected, reason: 'not now' });
  await stage.pass(60_000);
  const denied = stage.world.faults.deny({ service: 'sagemaker', operation: 'UpdateNotebookInstance' });
  const { plan: failing, finding } = await request(stage);
  await visitDesk(stage, JONAS, await approvalOf(stage, failing));
  await stage.pass(HOUR, 60_000);
  denied();
  await visitDesk(stage, JONAS, { do: 'clear', finding, reason: 'the role may again' });
  await openBucket(stage);
  await stage.pass(60_000);
  const { plan } = await request(stage);
  const { plan: tooMany } = await request(stage, BUCKET_RULE, BUCKET);
  await visitDesk(stage, JONAS, await approvalOf(stage, plan));
  await visitDesk(stage, JONAS, await approvalOf(stage, tooMany));
  await stage.pass(2 * HOUR, 60_000);
}

describe('every function', () => {
  it.each(
    Object.entries(SEEN_ELSEWHERE).flatMap(([name, calls]) =>
      Object.entries(calls).map(([action, [file, call]]) => [name, action, file, call] as const),
    ),
  )('%s is seen to call %s in %s', (_name, _action, file, call) => {
    expect(readFileSync(file, 'utf8')).toContain(call);
  });

  it('may do what it does, and nothing else', async () => {
    const waivers = [
      {
        rule: 'sagemaker-notebook-in-vpc',
        scope: { type: 'AWS::SageMaker::NotebookInstance' },
        owner: 'Maya',
        requester: 'Maya',
        approver: 'Jonas',
        ticket: 'SEC-1',
        reason: 'a study',
        approved: '2026-01-01',
        expires: '2026-01-01',
      },
    ];
    const stage = await played({
      waivers,
      remediation: true,
      settings: { servesAi: [BUCKET], remediation: { budgetPerHour: 1 } },
    });
    const { exchanges } = await import('../../../emulator/record.ts');
    const called = new Map<FunctionName, Set<string>>();
    exchanges.listener = ({ client, operation }) => {
      const name = caller.getStore();
      const prefix = PREFIXES[client];
      // What readers and remediations ask of the account's buckets is proven in their own tests.
      const isReading = client === 'S3Client' && name !== undefined && WORKS_ON_BUCKETS.test(name);
      if (name === undefined || prefix === undefined || isReading) return;
      const actions = called.get(name) ?? new Set();
      for (const action of ACTIONS[`${prefix}:${operation}`] ?? [`${prefix}:${operation}`])
        actions.add(action);
      called.set(name, actions);
    };
    await live(stage);
    await livePuttingRight(stage);
    exchanges.listener = undefined;
    const differences = [...granted()].flatMap(([name, may]) => {
      const does = called.get(name) ?? new Set();
      const elsewhere = SEEN_ELSEWHERE[name] ?? {};
      const missing = [...does].filter((action) => !may.has(action) && !isProvenElsewhere(action));
      const unused = [...may].filter(
        (action) =>
          !does.has(action) &&
          !isProvenElsewhere(action) &&
          !Object.hasOwn(IMPLIED, action) &&
          !Object.hasOwn(elsewhere, action),
      );
      return [
        ...missing.map((action) => `${name} calls ${action} and may not`),
        ...unused.map((action) => `${name} may ${action} and never calls it`),
      ];
    });
    expect(differences).toEqual([]);
  }, 300_000);
});
