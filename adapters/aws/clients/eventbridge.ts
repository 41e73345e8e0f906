// Only what is used: an import() of the whole package keeps every command in the bundle.
export { EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';
