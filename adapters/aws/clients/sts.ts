// Only what is used: an import() of the whole package keeps every command in the bundle.
export { AssumeRoleCommand, GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
