import type { Aws } from '../aws.ts';

/** Brings failed messages back at once instead of after the queue's time-out: receipt handles, at most ten. */
export type Hasten = (receiptHandles: readonly string[]) => Promise<void>;

/**
 * A message that can never be dealt with reaches the dead-letter queue by being received in vain so many times. Until
 * then nothing else of its group is delivered, so it had better be soon. @throws Error if it cannot be hastened
 */
export const hastener =
  (aws: Aws, QueueUrl: string): Hasten =>
  async (receiptHandles) => {
    if (receiptHandles.length === 0) return;
    const { ChangeMessageVisibilityBatchCommand, SQSClient } = await import('../clients/sqs-visibility.ts');
    const Entries = receiptHandles.map((ReceiptHandle, index) => ({
      Id: String(index),
      ReceiptHandle,
      VisibilityTimeout: 1,
    }));
    const { Failed = [] } = await aws
      .client(SQSClient, aws.region)
      .send(new ChangeMessageVisibilityBatchCommand({ QueueUrl, Entries }));
    const [first] = Failed;
    if (first)
      throw new Error(`${Failed.length} messages cannot be hastened: ${first.Code}: ${first.Message}`);
  };
