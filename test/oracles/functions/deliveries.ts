import { DescribeTableCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DeleteMessageCommand, type Message, ReceiveMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import type { DynamoDBRecord, DynamoDBStreamEvent, SQSEvent } from 'aws-lambda';
import type { Emulated } from '../../../emulator/index.ts';
import { REGION } from '../../adapters/aws/kit.ts';

// What AWS's event source mappings do between the functions.

interface Queue {
  readonly url: string;
  readonly arn: string;
}

/** All that a queue has to give, as Lambda hands it to a function; deleted from it. */
export async function received(door: Emulated, { url: QueueUrl, arn }: Queue): Promise<SQSEvent> {
  const Records: SQSEvent['Records'] = [];
  for (;;) {
    const { Messages = [] } = await door.client(SQSClient).send(
      new ReceiveMessageCommand({
        QueueUrl,
        MaxNumberOfMessages: 10,
        MessageSystemAttributeNames: ['All'],
      }),
    );
    if (Messages.length === 0) return { Records };
    for (const message of Messages) {
      Records.push(recordOf(message, arn));
      const { ReceiptHandle } = message;
      await door.client(SQSClient).send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle }));
    }
  }
}

const recordOf = (message: Message, eventSourceARN: string): SQSEvent['Records'][number] => ({
  messageId: message.MessageId ?? '',
  receiptHandle: message.ReceiptHandle ?? '',
  body: message.Body ?? '',
  attributes: message.Attributes as unknown as SQSEvent['Records'][number]['attributes'],
  messageAttributes: {},
  md5OfBody: message.MD5OfBody ?? '',
  eventSource: 'aws:sqs',
  eventSourceARN,
  awsRegion: REGION,
});

/** All that a table's stream holds of postures: what the mapping's filter lets through. */
export async function streamed(
  door: Emulated,
  endpoint: string,
  TableName: string,
): Promise<DynamoDBStreamEvent> {
  const { Table } = await door.client(DynamoDBClient).send(new DescribeTableCommand({ TableName }));
  const StreamArn = Table?.LatestStreamArn ?? '';
  const ask = (operation: string, input: object) => askStreams(endpoint, operation, input);
  const { StreamDescription } = await ask('DescribeStream', { StreamArn });
  const Records: DynamoDBRecord[] = [];
  for (const { ShardId } of StreamDescription.Shards) {
    const ShardIteratorType = 'TRIM_HORIZON';
    const { ShardIterator } = await ask('GetShardIterator', { StreamArn, ShardId, ShardIteratorType });
    Records.push(...(await ask('GetRecords', { ShardIterator })).Records);
  }
  return {
    Records: Records.filter(({ dynamodb }) => dynamodb?.Keys?.['part']?.S === 'posture').map((record) => ({
      ...record,
      eventSourceARN: StreamArn,
    })),
  };
}

/** In the wire's own form, which is what Lambda is handed; an SDK client would only parse it. */
async function askStreams(endpoint: string, operation: string, input: object) {
  const response = await fetch(endpoint, {
    method: 'POST',
    headers: {
      'content-type': 'application/x-amz-json-1.0',
      'x-amz-target': `DynamoDBStreams_20120810.${operation}`,
      // Nobody checks the signature, but its scope tells the service and the Region.
      authorization: `AWS4-HMAC-SHA256 Credential=AKIAIOSFODNN7EXAMPLE/20260101/${REGION}/dynamodb/aws4_request, SignedHeaders=host, Signature=0`,
    },
    body: JSON.stringify(input),
  });
  if (!response.ok) throw new Error(`${operation}: ${response.status} ${await response.text()}`);
  return Object(await response.json());
}
