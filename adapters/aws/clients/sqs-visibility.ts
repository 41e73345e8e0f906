// Apart from what senders use of SQS: a bundle keeps every command that is named here.
export { ChangeMessageVisibilityBatchCommand, SQSClient } from '@aws-sdk/client-sqs';
