// Only what is used: an import() of the whole package keeps every command in the bundle.
export {
  ConfigServiceClient,
  DescribeConfigRulesCommand,
  GetResourceConfigHistoryCommand,
  PutEvaluationsCommand,
  type ResourceType,
  StartConfigRulesEvaluationCommand,
} from '@aws-sdk/client-config-service';
