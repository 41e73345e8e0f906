import {
  CreateQueueCommand,
  ReceiveMessageCommand,
  SendMessageCommand,
  SQSClient,
} from '@aws-sdk/client-sqs';
import { expect, it } from 'vitest';
import { hastener } from '../../../../adapters/aws/ledger/hasten.ts';
import { emulatedAws } from '../kit.ts';

async function opened() {
  const { aws, door, world } = emulatedAws();
  const sqs = door.client(SQSClient);
  const { QueueUrl = '' } = await sqs.send(
    new CreateQueueCommand({ QueueName: 'evidence', Attributes: { VisibilityTimeout: '720' } }),
  );
  await sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: 'a' }));
  const receive = async () => (await sqs.send(new ReceiveMessageCommand({ QueueUrl }))).Messages ?? [];
  return { world, receive, hasten: hastener(aws, QueueUrl) };
}

it('brings a message back within a second instead of after the time-out', async () => {
  const { world, receive, hasten } = await opened();
  const [message] = await receive();
  await hasten([message?.ReceiptHandle ?? '']);
  expect(await receive()).toEqual([]);
  world.clock.advance(1000);
  expect(await receive()).toHaveLength(1);
});

it('says so if it cannot, and asks nothing where there is nothing to bring back', async () => {
  const { world, receive, hasten } = await opened();
  const [message] = await receive();
  world.clock.advance(720_000);
  await expect(hasten([message?.ReceiptHandle ?? ''])).rejects.toThrow(
    /1 messages cannot be hastened: MessageNotInflight/,
  );
  world.faults.deny();
  await expect(hasten([])).resolves.toBeUndefined();
});
