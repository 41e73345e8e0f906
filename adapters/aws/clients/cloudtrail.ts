// Only what is used: an import() of the whole package keeps every command in the bundle.
export { CloudTrailClient, LookupEventsCommand } from '@aws-sdk/client-cloudtrail';
