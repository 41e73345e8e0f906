import {
  CreateTableCommand,
  DescribeTimeToLiveCommand,
  DynamoDBClient,
  ListTablesCommand,
  PutItemCommand,
  TransactGetItemsCommand,
  UpdateTimeToLiveCommand,
} from '@aws-sdk/client-dynamodb';
import {
  CreateBucketCommand,
  DeleteBucketEncryptionCommand,
  DeleteBucketOwnershipControlsCommand,
  DeleteBucketPolicyCommand,
  DeleteBucketTaggingCommand,
  GetBucketEncryptionCommand,
  GetBucketLocationCommand,
  GetBucketLoggingCommand,
  GetBucketOwnershipControlsCommand,
  GetBucketPolicyCommand,
  GetBucketTaggingCommand,
  PutBucketEncryptionCommand,
  PutBucketLoggingCommand,
  PutBucketOwnershipControlsCommand,
  PutBucketPolicyCommand,
  PutBucketTaggingCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import {
  ChangeMessageVisibilityBatchCommand,
  CreateQueueCommand,
  DeleteMessageBatchCommand,
  GetQueueAttributesCommand,
  ListQueuesCommand,
  ListQueueTagsCommand,
  PurgeQueueCommand,
  ReceiveMessageCommand,
  SendMessageCommand,
  SetQueueAttributesCommand,
  SQSClient,
  TagQueueCommand,
} from '@aws-sdk/client-sqs';
import { describe, expect, it } from 'vitest';
import { type Endpoint, refusal } from '../kit.ts';

/** Operations on what holds data that no reader and no function needs, but whoever plays a story may call. */
export function rarelyCalledDataContract(open: () => Endpoint): void {
  describe('a table', () => {
    it('is listed, read in a transaction, and forgets items by an attribute once told to', async () => {
      const endpoint = open();
      const dynamodb = endpoint.client(DynamoDBClient);
      const TableName = 'posture';
      await dynamodb.send(
        new CreateTableCommand({
          TableName,
          BillingMode: 'PAY_PER_REQUEST',
          AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
          KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
        }),
      );
      await endpoint.settle();
      expect((await dynamodb.send(new ListTablesCommand({}))).TableNames).toEqual([TableName]);

      const state = async () =>
        (await dynamodb.send(new DescribeTimeToLiveCommand({ TableName }))).TimeToLiveDescription;
      expect(await state()).toMatchObject({ TimeToLiveStatus: 'DISABLED' });
      const TimeToLiveSpecification = { Enabled: true, AttributeName: 'expires' };
      await dynamodb.send(new UpdateTimeToLiveCommand({ TableName, TimeToLiveSpecification }));
      expect(await state()).toEqual({ TimeToLiveStatus: 'ENABLED', AttributeName: 'expires' });

      await dynamodb.send(new PutItemCommand({ TableName, Item: { id: { S: 'a' }, n: { N: '1' } } }));
      const gets = ['a', 'b'].map((id) => ({ Get: { TableName, Key: { id: { S: id } } } }));
      const { Responses } = await dynamodb.send(new TransactGetItemsCommand({ TransactItems: gets }));
      expect(Responses?.map(({ Item }) => Item)).toEqual([{ id: { S: 'a' }, n: { N: '1' } }, undefined]);
    });
  });

  describe('a queue', () => {
    it('is listed, tagged, set, worked on in batches and purged', async () => {
      const sqs = open().client(SQSClient);
      const { QueueUrl } = await sqs.send(new CreateQueueCommand({ QueueName: 'findings' }));
      await sqs.send(new TagQueueCommand({ QueueUrl, Tags: { team: 'ml' } }));
      expect((await sqs.send(new ListQueueTagsCommand({ QueueUrl }))).Tags).toEqual({ team: 'ml' });
      const { QueueUrls } = await sqs.send(new ListQueuesCommand({ QueueNamePrefix: 'find' }));
      expect(QueueUrls).toEqual([QueueUrl]);

      await sqs.send(new SetQueueAttributesCommand({ QueueUrl, Attributes: { VisibilityTimeout: '60' } }));
      const get = new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['VisibilityTimeout'] });
      expect((await sqs.send(get)).Attributes).toEqual({ VisibilityTimeout: '60' });

      for (const MessageBody of ['one', 'two'])
        await sqs.send(new SendMessageCommand({ QueueUrl, MessageBody }));
      const receive = async () => {
        const answer = await sqs.send(new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10 }));
        return (answer.Messages ?? []).map(({ ReceiptHandle }, index) => ({
          Id: `m${index}`,
          ReceiptHandle,
        }));
      };
      const seen = (await receive()).map((entry) => ({ ...entry, VisibilityTimeout: 0 }));
      const changed = await sqs.send(new ChangeMessageVisibilityBatchCommand({ QueueUrl, Entries: seen }));
      expect(changed.Successful).toHaveLength(2);
      const [first, ...others] = await receive();
      expect(others).toHaveLength(1);
      const deleted = await sqs.send(
        new DeleteMessageBatchCommand({ QueueUrl, Entries: first === undefined ? [] : [first] }),
      );
      expect(deleted.Successful).toEqual([{ Id: 'm0' }]);
      await sqs.send(new PurgeQueueCommand({ QueueUrl }));
      const count = new GetQueueAttributesCommand({
        QueueUrl,
        AttributeNames: ['ApproximateNumberOfMessages', 'ApproximateNumberOfMessagesNotVisible'],
      });
      expect(Object.values((await sqs.send(count)).Attributes ?? {})).toEqual(['0', '0']);
    });
  });

  describe('a bucket', () => {
    it('tells its Region, and loses its policy, tags, owner controls and key again', async () => {
      const { region, client } = open();
      const s3 = client(S3Client);
      const Bucket = 'training-data';
      const CreateBucketConfiguration = { LocationConstraint: region as 'eu-central-1' };
      await s3.send(new CreateBucketCommand({ Bucket, CreateBucketConfiguration }));
      expect((await s3.send(new GetBucketLocationCommand({ Bucket }))).LocationConstraint).toBe(region);

      const TagSet = [{ Key: 'team', Value: 'ml' }];
      await s3.send(new PutBucketTaggingCommand({ Bucket, Tagging: { TagSet } }));
      expect((await s3.send(new GetBucketTaggingCommand({ Bucket }))).TagSet).toEqual(TagSet);
      await s3.send(new DeleteBucketTaggingCommand({ Bucket }));
      expect((await refusal(s3.send(new GetBucketTaggingCommand({ Bucket })))).name).toBe('NoSuchTagSet');

      const Statement = [{ Effect: 'Deny', Principal: '*', Action: 's3:DeleteBucket', Resource: '*' }];
      const Policy = JSON.stringify({ Version: '2012-10-17', Statement });
      await s3.send(new PutBucketPolicyCommand({ Bucket, Policy }));
      await s3.send(new DeleteBucketPolicyCommand({ Bucket }));
      const policy = s3.send(new GetBucketPolicyCommand({ Bucket }));
      expect((await refusal(policy)).name).toBe('NoSuchBucketPolicy');

      const OwnershipControls = { Rules: [{ ObjectOwnership: 'BucketOwnerEnforced' as const }] };
      await s3.send(new PutBucketOwnershipControlsCommand({ Bucket, OwnershipControls }));
      const owners = await s3.send(new GetBucketOwnershipControlsCommand({ Bucket }));
      expect(owners.OwnershipControls).toEqual(OwnershipControls);
      await s3.send(new DeleteBucketOwnershipControlsCommand({ Bucket }));
      const gone = s3.send(new GetBucketOwnershipControlsCommand({ Bucket }));
      expect((await refusal(gone)).name).toBe('OwnershipControlsNotFoundError');

      const LoggingEnabled = { TargetBucket: Bucket, TargetPrefix: 'log/' };
      await s3.send(new PutBucketLoggingCommand({ Bucket, BucketLoggingStatus: { LoggingEnabled } }));
      const logging = await s3.send(new GetBucketLoggingCommand({ Bucket }));
      expect(logging.LoggingEnabled).toEqual(LoggingEnabled);

      const algorithm = async () => {
        const answer = await s3.send(new GetBucketEncryptionCommand({ Bucket }));
        const [rule] = answer.ServerSideEncryptionConfiguration?.Rules ?? [];
        return rule?.ApplyServerSideEncryptionByDefault?.SSEAlgorithm;
      };
      const Rules = [{ ApplyServerSideEncryptionByDefault: { SSEAlgorithm: 'aws:kms' as const } }];
      await s3.send(new PutBucketEncryptionCommand({ Bucket, ServerSideEncryptionConfiguration: { Rules } }));
      expect(await algorithm()).toBe('aws:kms');
      await s3.send(new DeleteBucketEncryptionCommand({ Bucket }));
      expect(await algorithm()).toBe('AES256');
    });
  });
}
