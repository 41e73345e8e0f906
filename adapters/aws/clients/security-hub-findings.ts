// For people at a terminal only: three calls a second are too few for anybody else.
export { GetFindingsCommand, SecurityHubClient } from '@aws-sdk/client-securityhub';
