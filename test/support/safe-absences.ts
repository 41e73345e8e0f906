/** Rule → path of what is not there → why that is good. */
type Reasons = Readonly<Record<string, Readonly<Record<string, string>>>>;

const NO_VARIABLE = 'an environment without the variable holds no secret';
const NO_DOCKER = 'apps have no Docker by default';
const NO_OUTPUT = 'output is not shared by default';
const NO_REPOSITORY = 'what is not there is not cloned';
const NO_STATEMENT = 'what no policy allows is denied';

/** Where a fault goes away with a value, as it should: the absence is the safe state, by AWS's own default. */
const ABSENCE_IS_GOOD: Reasons = {
  'agentcore-gateway-no-debug-errors': { ExceptionLevel: 'callers get a generic message by default' },
  'agentcore-gateway-target-dynamic-listing': {
    'TargetConfiguration.Mcp.McpServer.ListingMode': 'its default is DEFAULT',
  },
  'agentcore-runtime-authorizer': {
    Tags: 'the user’s tag makes it user-facing; without an authorizer and a tag, callers sign with IAM',
    'Tags.exposure': 'the same',
  },
  'agentcore-runtime-header-allowlist': {
    RequestHeaderConfiguration: 'a runtime passes on no header by default',
    'RequestHeaderConfiguration.RequestHeaderAllowlist': 'the same',
    'RequestHeaderConfiguration.RequestHeaderAllowlist[]': 'that header is not passed on',
  },
  'agentcore-runtime-lifecycle-bounds': {
    LifecycleConfiguration: 'its defaults are 900 and 28800',
    'LifecycleConfiguration.IdleRuntimeSessionTimeout': 'its default is 900',
  },
  'agentcore-runtime-no-secrets-env': {
    EnvironmentVariables: NO_VARIABLE,
    'EnvironmentVariables.LLM_KEY': NO_VARIABLE,
  },
  'ai-bucket-cross-account': {
    PolicyDocument: NO_STATEMENT,
    'PolicyDocument.Statement[]': NO_STATEMENT,
    'PolicyDocument.Statement[].Principal.AWS': 'a statement that names nobody lets nobody in',
  },
  'ai-ecr-policy-external': {
    RepositoryPolicyText: NO_STATEMENT,
    'RepositoryPolicyText.Statement[]': NO_STATEMENT,
    'RepositoryPolicyText.Statement[].Principal.AWS': 'a statement that names nobody lets nobody in',
  },
  'ai-execution-role-admin': {
    ManagedPolicyArns: NO_STATEMENT,
    'ManagedPolicyArns[]': NO_STATEMENT,
    Policies: NO_STATEMENT,
    'Policies[]': NO_STATEMENT,
    'Policies[].PolicyDocument.Statement[]': NO_STATEMENT,
    'Policies[].PolicyDocument.Statement[].Action[]': 'a statement without an action allows nothing',
    'Policies[].PolicyDocument.Statement[].Resource[]': 'a statement without a resource allows nothing',
  },
  'ai-execution-role-passrole': {
    Policies: NO_STATEMENT,
    'Policies[]': NO_STATEMENT,
    'Policies[].PolicyDocument.Statement[]': NO_STATEMENT,
  },
  'ai-full-access-policies-not-attached': {
    ManagedPolicyArns: 'no policy is attached',
    'ManagedPolicyArns[]': 'that policy is not attached',
  },
  'ai-kms-key-not-pending-deletion': { Enabled: 'keys are made enabled' },
  'bedrock-agent-idle-session-ttl': { IdleSessionTTLInSeconds: 'its default is 600' },
  'bedrock-agent-memory-retention': {
    MemoryConfiguration: 'an agent remembers nothing by default',
    'MemoryConfiguration.EnabledMemoryTypes': 'the same',
    'MemoryConfiguration.EnabledMemoryTypes[]': 'the same',
    'MemoryConfiguration.StorageDays': 'its default is 30',
  },
  'bedrock-agent-role-least-privilege': {
    'related.Policies': NO_STATEMENT,
    'related.Policies[]': NO_STATEMENT,
    'related.Policies[].PolicyDocument.Statement[]': NO_STATEMENT,
    'related.ManagedPolicyArns': NO_STATEMENT,
    'related.ManagedPolicyArns[]': NO_STATEMENT,
  },
  'bedrock-api-key-no-long-term': {
    'ServiceSpecificCredentials[]':
      'the list is whole where it is there at all: the user has no such credential',
  },
  'bedrock-guardrail-not-detect-only': {
    'ContentPolicyConfig.FiltersConfig[]': 'what is not there does not detect',
    'ContentPolicyConfig.FiltersConfig': 'the same',
    ContentPolicyConfig: 'the same',
    'ContentPolicyConfig.FiltersConfig[].InputAction': 'its default is BLOCK',
    'ContentPolicyConfig.FiltersConfig[].OutputAction': 'its default is BLOCK',
  },
  'bedrock-guardrail-pii-filter': {
    'SensitiveInformationPolicyConfig.PiiEntitiesConfig[].InputEnabled': 'its default is true',
    'SensitiveInformationPolicyConfig.PiiEntitiesConfig[].OutputEnabled': 'its default is true',
  },
  'bedrock-guardrail-prompt-attack-high': {
    'ContentPolicyConfig.FiltersConfig[].InputAction': 'its default is BLOCK',
    'ContentPolicyConfig.FiltersConfig[].InputEnabled': 'its default is true',
  },
  'bedrock-guardrail-word-filter': {
    'WordPolicyConfig.ManagedWordListsConfig[].InputAction': 'its default is BLOCK',
    'WordPolicyConfig.ManagedWordListsConfig[].InputEnabled': 'its default is true',
    'WordPolicyConfig.ManagedWordListsConfig[].OutputAction': 'its default is BLOCK',
    'WordPolicyConfig.ManagedWordListsConfig[].OutputEnabled': 'its default is true',
  },
  'bedrock-invocation-log-retention': { RetentionInDays: 'without it events never expire' },
  'bedrock-resource-policy-external': {
    'PolicyDocument.Statement[]': NO_STATEMENT,
    'PolicyDocument.Statement[].Principal.AWS': 'a statement that names nobody lets nobody in',
  },
  'qbusiness-auto-subscribe-off': {
    AutoSubscriptionConfiguration: 'it has to be switched on by name',
    'AutoSubscriptionConfiguration.AutoSubscribe': 'the same',
  },
  'qbusiness-application-no-anonymous': {
    IdentityType: 'anonymous access has to be asked for by name',
  },
  'sagemaker-model-package-group-policy-external': {
    ModelPackageGroupPolicy: NO_STATEMENT,
    'ModelPackageGroupPolicy.Statement[]': NO_STATEMENT,
    'ModelPackageGroupPolicy.Statement[].Principal.AWS': 'a statement that names nobody lets nobody in',
  },
  'sagemaker-notebook-public-git-repo': {
    DefaultCodeRepository: NO_REPOSITORY,
    AdditionalCodeRepositories: NO_REPOSITORY,
    'AdditionalCodeRepositories[]': NO_REPOSITORY,
  },
  'sagemaker-training-job-remote-debug-disabled': {
    RemoteDebugConfig: 'remote debugging is off by default',
    'RemoteDebugConfig.EnableRemoteDebug': 'the same',
  },
  'sagemaker-domain-docker-trusted-accounts': {
    DomainSettings: NO_DOCKER,
    'DomainSettings.DockerSettings': NO_DOCKER,
    'DomainSettings.DockerSettings.EnableDockerAccess': NO_DOCKER,
  },
  'sagemaker-domain-notebook-output-sharing': {
    DefaultUserSettings: NO_OUTPUT,
    'DefaultUserSettings.SharingSettings': NO_OUTPUT,
    'DefaultUserSettings.SharingSettings.NotebookOutputOption': NO_OUTPUT,
  },
  'sagemaker-endpoint-data-capture-enabled': {
    'DataCaptureConfig.EnableCapture':
      'its default is true; what Terraform asks for instead, its mapping says',
  },
  'sagemaker-monitoring-schedule-not-stopped': {
    LastMonitoringExecutionSummary: 'it has not run yet',
    'LastMonitoringExecutionSummary.MonitoringExecutionStatus': 'the same',
  },
  'sagemaker-space-remote-access-disabled': {
    SpaceSettings: 'remote access is off by default',
    'SpaceSettings.RemoteAccess': 'the same',
  },
  'sagemaker-model-env-no-secrets': {
    'PrimaryContainer.Environment': NO_VARIABLE,
    'PrimaryContainer.Environment.HF_TOKEN': NO_VARIABLE,
  },
};

const ONE_IS_THERE = 'one that is not known is one all the same, and AWS refuses an empty list';

/** Where only the presence of a value counts, and not which one it is. */
const PRESENCE_IS_ENOUGH: Reasons = {
  'agentcore-runtime-authorizer': {
    'AuthorizerConfiguration.CustomJWTAuthorizer.AllowedAudience[]': ONE_IS_THERE,
  },
  'bedrock-invocation-logging-enabled': {
    'S3Config.BucketName': 'AWS refuses a destination without a name',
    'CloudWatchConfig.LogGroupName': 'AWS refuses a destination without a name',
  },
  'sagemaker-model-in-vpc': { 'VpcConfig.Subnets[]': ONE_IS_THERE },
  'sagemaker-training-job-in-vpc': { 'VpcConfig.Subnets[]': ONE_IS_THERE },
};

const has = (reasons: Reasons, ruleId: string, path: string): boolean =>
  Object.hasOwn(reasons, ruleId) && Object.hasOwn(reasons[ruleId] ?? {}, path);

export const absenceIsGood = (ruleId: string, path: string): boolean => has(ABSENCE_IS_GOOD, ruleId, path);
export const presenceIsEnough = (ruleId: string, path: string): boolean =>
  has(PRESENCE_IS_ENOUGH, ruleId, path);

/** Every exception, for the test that none has outlived its rule. */
export const exceptions = [
  { kind: 'absence', reasons: ABSENCE_IS_GOOD },
  { kind: 'presence', reasons: PRESENCE_IS_ENOUGH },
] as const;
