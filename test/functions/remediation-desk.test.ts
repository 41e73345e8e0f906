import type { LambdaFunctionURLEventWithIAMAuthorizer } from 'aws-lambda';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Remedied } from './_remediation/kit.ts';
import { BUCKET_RULE, openBucket, remedied, SERVES_AI, WORKFLOW } from './_remediation/kit.ts';

const before = { ...process.env };
let of: Remedied;
let handler: (event: never, context: never) => Promise<unknown>;

beforeAll(async () => {
  of = await remedied({ settings: SERVES_AI });
  const { config, install } = of.door;
  const { CreateQueueCommand, SQSClient } = await import('@aws-sdk/client-sqs');
  const create = new CreateQueueCommand({ QueueName: 'desk.fifo', Attributes: { FifoQueue: 'true' } });
  const { QueueUrl = '' } = await of.door.client(SQSClient).send(create);
  Object.assign(process.env, {
    AWS_REGION: 'eu-central-1',
    ACCOUNT_ID: '111122223333',
    EVIDENCE_QUEUE_URL: QueueUrl,
    REMEDIATION_TABLE: 'remediations',
    POSTURE_TABLE: 'posture',
    REMEDIATION_WORKFLOW: WORKFLOW,
  });
  const { enter } = await import('../../functions/_runtime/world.ts');
  enter({ region: 'eu-central-1', config, install, now: of.world.clock.now });
  ({ handler } = (await import('../../functions/remediation-desk.ts')) as unknown as {
    handler: typeof handler;
  });
});

afterAll(() => {
  process.env = before;
});

/** As a function URL with IAM authentication hands it on. */
const event = (body: string, more: object = {}): Partial<LambdaFunctionURLEventWithIAMAuthorizer> => ({
  version: '2.0',
  isBase64Encoded: false,
  body,
  ...more,
  requestContext: {
    requestId: 'r-1',
    authorizer: { iam: { userArn: 'arn:aws:iam::111122223333:user/maya', accountId: '111122223333' } },
  } as LambdaFunctionURLEventWithIAMAuthorizer['requestContext'],
});

const call = (given: object) => handler(given as never, { functionName: 'desk' } as never);

describe('the function behind the desk', () => {
  it('takes the caller from IAM’s word, and not from the body', async () => {
    const { finding, key } = await of.triggerFor(BUCKET_RULE, await openBucket(of));
    const want = {
      do: 'request',
      finding,
      rule: BUCKET_RULE,
      key,
      reason: 'audit',
      requester: 'somebody else',
    };
    const body = Buffer.from(JSON.stringify(want)).toString('base64');
    expect(await call(event(body, { isBase64Encoded: true }))).toMatchObject({ statusCode: 202 });
    const [started] = await of.world.functions.run();
    expect(started).toMatchObject({ event: { input: { requester: 'arn:aws:iam::111122223333:user/maya' } } });
  });

  it('refuses whom IAM does not know', async () => {
    const unknown = event(JSON.stringify({ do: 'show', plan: 'p' }));
    const answer = await call({ ...unknown, requestContext: { requestId: 'r-2' } });
    expect(answer).toMatchObject({ statusCode: 403 });
  });

  it('refuses what is no request', async () => {
    expect(await call(event('{'))).toMatchObject({ statusCode: 400 });
  });
});
