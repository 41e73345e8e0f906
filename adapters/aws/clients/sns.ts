// Only what is used: an import() of the whole package keeps every command in the bundle.
export { PublishCommand, SNSClient } from '@aws-sdk/client-sns';
