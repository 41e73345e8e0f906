// Only what is used: an import() of the whole package keeps every command in the bundle.
export { SendMessageBatchCommand, SQSClient } from '@aws-sdk/client-sqs';
