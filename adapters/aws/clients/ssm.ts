// Only what is used: an import() of the whole package keeps every command in the bundle.
export { GetParameterCommand, SSMClient } from '@aws-sdk/client-ssm';
