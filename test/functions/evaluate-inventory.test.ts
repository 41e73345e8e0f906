import { CreateNotebookInstanceCommand, SageMakerClient } from '@aws-sdk/client-sagemaker';
import {
  DeleteMessageCommand,
  ReceiveMessageCommand,
  SendMessageCommand,
  SQSClient,
} from '@aws-sdk/client-sqs';
import { expect, it } from 'vitest';
import { envelope } from './_evaluation/kit.ts';
import { type Played, played, postures, REGION } from './stage/kit.ts';

const NAME = 'study';
const KEY = `111122223333/${REGION}/AWS::SageMaker::NotebookInstance/${NAME}`;

/** What CloudTrail tells where it hides everything. */
const hidden = {
  eventSource: 'sagemaker.amazonaws.com',
  eventName: 'CreateNotebookInstance',
  eventTime: '2026-01-01T00:00:00Z',
  awsRegion: REGION,
  recipientAccountId: '111122223333',
  requestParameters: null,
  responseElements: null,
};

async function tell({ door, queues }: Played, eventID: string): Promise<void> {
  const MessageBody = JSON.stringify(envelope({ ...hidden, eventID }));
  await door.client(SQSClient).send(new SendMessageCommand({ QueueUrl: queues.changes.url, MessageBody }));
}

/** Counts the lists that are asked for from now on. */
function lists({ world }: Played): () => number {
  let count = 0;
  world.faults.add({
    service: 'sagemaker',
    operation: 'ListNotebookInstances',
    error: { name: 'Never', message: 'never', statusCode: 500 },
    when() {
      count += 1;
      return false;
    },
  });
  return () => count;
}

/** What waits in the queue of changes is lost. */
async function lose({ door, queues: { changes }, world }: Played): Promise<void> {
  await world.functions.run();
  const client = door.client(SQSClient);
  const { Messages = [] } = await client.send(new ReceiveMessageCommand({ QueueUrl: changes.url }));
  expect(Messages).toHaveLength(1);
  for (const { ReceiptHandle } of Messages)
    await client.send(new DeleteMessageCommand({ QueueUrl: changes.url, ReceiptHandle }));
}

it('an event that names nothing has its type listed, once for many of them, and then rests', async () => {
  const stage = await played();
  await stage.person.client(SageMakerClient).send(
    new CreateNotebookInstanceCommand({
      NotebookInstanceName: NAME,
      InstanceType: 'ml.t3.medium',
      RoleArn: 'arn:aws:iam::111122223333:role/Ml',
    }),
  );
  await lose(stage);
  const listed = lists(stage);
  for (let index = 0; index < 30; index += 1) await tell(stage, `e-${index}`);
  await stage.pass(3 * 60_000);
  expect((await postures(stage)).get(KEY)).toMatchObject({ presence: 'present' });
  expect(listed()).toBe(1);
  expect(stage.errors).toEqual([]);
  await tell(stage, 'later');
  await stage.pass(3 * 60_000);
  expect(listed()).toBe(2);
});
