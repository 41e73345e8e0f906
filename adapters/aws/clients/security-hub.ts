// Only what is used: an import() of the whole package keeps every command in the bundle.
export {
  BatchImportFindingsCommand,
  BatchUpdateFindingsCommand,
  SecurityHubClient,
} from '@aws-sdk/client-securityhub';
