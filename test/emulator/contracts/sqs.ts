import {
  ChangeMessageVisibilityCommand,
  CreateQueueCommand,
  DeleteMessageCommand,
  DeleteQueueCommand,
  GetQueueAttributesCommand,
  GetQueueUrlCommand,
  ReceiveMessageCommand,
  SendMessageBatchCommand,
  SendMessageCommand,
  type SendMessageCommandInput,
  SQSClient,
} from '@aws-sdk/client-sqs';
import { describe, expect, it } from 'vitest';
import { type Endpoint, refusal } from '../kit.ts';

const FIFO = { FifoQueue: 'true', ContentBasedDeduplication: 'true' };

/** What SQS promises; visibility is set per call so that no promise needs a clock. */
export function sqsContract(open: () => Endpoint): void {
  const opened = async (Attributes: Record<string, string> = {}) => {
    const endpoint = open();
    const sqs = endpoint.client(SQSClient);
    const QueueName = Attributes['FifoQueue'] ? 'changes.fifo' : 'changes';
    const { QueueUrl = '' } = await sqs.send(new CreateQueueCommand({ QueueName, Attributes }));
    const send = (MessageBody: string, more: Partial<SendMessageCommandInput> = {}) =>
      sqs.send(new SendMessageCommand({ QueueUrl, MessageBody, ...more }));
    const receive = async (VisibilityTimeout = 600) => {
      const { Messages = [] } = await sqs.send(
        new ReceiveMessageCommand({
          QueueUrl,
          MaxNumberOfMessages: 10,
          VisibilityTimeout,
          MessageSystemAttributeNames: ['All'],
        }),
      );
      return Messages;
    };
    const remove = (ReceiptHandle = '') => sqs.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle }));
    return { endpoint, sqs, QueueUrl, QueueName, send, receive, remove };
  };
  const bodies = (messages: { Body?: string | undefined }[]) => messages.map(({ Body }) => Body);

  describe('an SQS queue', () => {
    it('is found by name, describes itself, and is gone once it is deleted', async () => {
      const { endpoint, sqs, QueueUrl, QueueName, send } = await opened({ VisibilityTimeout: '90' });
      expect((await sqs.send(new GetQueueUrlCommand({ QueueName }))).QueueUrl).toBe(QueueUrl);
      await send('a');
      const { Attributes } = await sqs.send(
        new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['All'] }),
      );
      expect(Attributes).toMatchObject({
        QueueArn: `arn:aws:sqs:${endpoint.region}:${endpoint.account}:changes`,
        VisibilityTimeout: '90',
        MessageRetentionPeriod: '345600',
        ApproximateNumberOfMessages: '1',
        ApproximateNumberOfMessagesNotVisible: '0',
      });
      await sqs.send(new DeleteQueueCommand({ QueueUrl }));
      const error = await refusal(sqs.send(new GetQueueUrlCommand({ QueueName })));
      expect(error.name).toBe('QueueDoesNotExist');
    });

    it('is not created twice with other attributes', async () => {
      const { sqs, QueueName, QueueUrl } = await opened({ VisibilityTimeout: '90' });
      const again = (VisibilityTimeout: string) =>
        sqs.send(new CreateQueueCommand({ QueueName, Attributes: { VisibilityTimeout } }));
      expect((await again('90')).QueueUrl).toBe(QueueUrl);
      expect((await refusal(again('91'))).name).toBe('QueueNameExists');
    });
  });

  describe('an SQS message', () => {
    it('is hidden while somebody works on it, and gone once it is deleted', async () => {
      const { send, receive, remove } = await opened();
      await send('a', { MessageAttributes: { kind: { DataType: 'String', StringValue: 'read' } } });
      const [message] = await receive();
      expect(message).toMatchObject({ Body: 'a', Attributes: { ApproximateReceiveCount: '1' } });
      expect(await receive()).toEqual([]);
      await remove(message?.ReceiptHandle);
      expect(await receive()).toEqual([]);
    });

    it('comes back when it was let go, and counts', async () => {
      const { sqs, QueueUrl, send, receive } = await opened();
      await send('a');
      const [{ ReceiptHandle } = {}] = await receive();
      await sqs.send(new ChangeMessageVisibilityCommand({ QueueUrl, ReceiptHandle, VisibilityTimeout: 0 }));
      expect(await receive()).toMatchObject([{ Attributes: { ApproximateReceiveCount: '2' } }]);
    });

    it('goes to the dead-letter queue when it was received too often', async () => {
      const { endpoint, sqs } = await opened();
      const { QueueUrl: dead = '' } = await sqs.send(new CreateQueueCommand({ QueueName: 'dead' }));
      const deadLetterTargetArn = `arn:aws:sqs:${endpoint.region}:${endpoint.account}:dead`;
      const RedrivePolicy = JSON.stringify({ deadLetterTargetArn, maxReceiveCount: 2 });
      const created = new CreateQueueCommand({ QueueName: 'live', Attributes: { RedrivePolicy } });
      const { QueueUrl = '' } = await sqs.send(created);
      await sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: 'poison' }));
      const receive = async (url: string) =>
        (await sqs.send(new ReceiveMessageCommand({ QueueUrl: url, VisibilityTimeout: 0 }))).Messages ?? [];
      expect(await receive(QueueUrl)).toHaveLength(1);
      expect(await receive(QueueUrl)).toHaveLength(1);
      expect(await receive(QueueUrl)).toEqual([]);
      expect(bodies(await receive(dead))).toEqual(['poison']);
    });

    it('is sent with nine others at once, each with its own outcome', async () => {
      const { sqs, QueueUrl, receive } = await opened();
      const Entries = [
        { Id: '1', MessageBody: 'a' },
        { Id: '2', MessageBody: 'b' },
      ];
      const { Successful } = await sqs.send(new SendMessageBatchCommand({ QueueUrl, Entries }));
      expect(Successful?.map(({ Id }) => Id)).toEqual(['1', '2']);
      expect(bodies(await receive()).toSorted()).toEqual(['a', 'b']);
      const twice = Entries.map((entry) => ({ ...entry, Id: '1' }));
      const error = await refusal(sqs.send(new SendMessageBatchCommand({ QueueUrl, Entries: twice })));
      expect(error.name).toBe('BatchEntryIdsNotDistinct');
    });
  });

  describe('an SQS FIFO queue', () => {
    const group = (MessageGroupId: string) => ({ MessageGroupId });

    it('keeps the order of a group, and halts it while one of it is worked on', async () => {
      const { sqs, QueueUrl, send, receive, remove } = await opened(FIFO);
      await send('a1', group('a'));
      await send('a2', group('a'));
      await send('b1', group('b'));
      const one = new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 1, VisibilityTimeout: 600 });
      const [first] = (await sqs.send(one)).Messages ?? [];
      expect(first?.Body).toBe('a1');
      expect(bodies(await receive())).toEqual(['b1']);
      await remove(first?.ReceiptHandle);
      expect(bodies(await receive())).toEqual(['a2']);
    });

    it('takes the same message once within five minutes', async () => {
      const { send, receive } = await opened(FIFO);
      const first = await send('a', group('g'));
      const again = await send('a', group('g'));
      expect(again.MessageId).toBe(first.MessageId);
      await send('b', { ...group('g'), MessageDeduplicationId: 'own' });
      await send('c', { ...group('g'), MessageDeduplicationId: 'own' });
      expect(bodies(await receive())).toEqual(['a', 'b']);
    });

    it('asks for a group', async () => {
      const { send } = await opened(FIFO);
      expect((await refusal(send('a'))).name).toBe('MissingParameter');
    });
  });
}
