/** What the derived table of events has wrong or lacks, each with its reason. Paths: `q.` request, `s.` response. */
export interface Correction {
  readonly type: string;
  /** All events of the type where absent. */
  readonly events?: readonly string[];
  /** Replaces the candidates. */
  readonly candidates?: readonly string[];
  /**
   * `+path` present, `-path` absent, `=path,path:value` the first known value is this (or none is known),
   * `~text` the identity contains it.
   */
  readonly condition?: string;
  readonly because: string;
}

const neverPrinted = 'operation not in the public models: named as its siblings name theirs';
const policyType = (value: string): string => `=q.type,q.policyType,s.policy.policySummary.type:${value}`;

export const corrections: readonly Correction[] = [
  {
    type: 'AWS::Bedrock::Guardrail',
    events: ['DeleteGuardrail'],
    condition: '-q.guardrailVersion',
    because: 'with a version only that version is deleted',
  },
  {
    type: 'AWS::Bedrock::GuardrailVersion',
    events: ['DeleteGuardrail'],
    condition: '+q.guardrailVersion',
    because: 'without a version the guardrail itself is deleted',
  },
  {
    type: 'AWS::Bedrock::Prompt',
    events: ['DeletePrompt'],
    condition: '-q.promptVersion',
    because: 'with a version only that version is deleted',
  },
  {
    type: 'AWS::Bedrock::PromptVersion',
    events: ['DeletePrompt'],
    condition: '+q.promptVersion',
    because: 'without a version the prompt itself is deleted',
  },
  {
    type: 'AWS::Bedrock::KnowledgeBasePolicy',
    candidates: ['arn:s.resourceArn', 'arn:q.resourceArn'],
    condition: '~:knowledge-base/',
    because:
      'one API for the policies of all Bedrock resources; the derived name candidate is the policy document',
  },
  {
    type: 'AWS::Bedrock::ResourcePolicy',
    candidates: ['arn:s.resourceArn', 'arn:q.resourceArn'],
    because: 'identified by the resource it protects',
  },
  {
    type: 'AWS::Bedrock::CustomModel',
    events: ['CreateModelCustomizationJob'],
    candidates: ['name:q.customModelName'],
    because: 'the response names the job; the model gets its ARN when the job is done',
  },
  {
    type: 'AWS::Bedrock::CustomModel',
    events: ['CreateModelCopyJob'],
    candidates: ['arn:s.targetModelArn', 'name:q.targetModelName'],
    because: 'the response names the job; the copy gets its ARN when the job is done',
  },
  {
    type: 'AWS::SageMaker::TrainingPlan',
    events: ['ExtendTrainingPlan'],
    candidates: ['arn:s.trainingPlanArn', 'arn:q.trainingPlanArn', 'name:q.trainingPlanName'],
    because: 'the request names the offer, not the plan',
  },
  {
    type: 'AWS::SageMaker::PresignedUrl',
    events: ['CreateHubContentPresignedUrls'],
    candidates: ['name:q.hubContentName'],
    because: 'a grant of access has no identity but what it opens',
  },
  {
    type: 'AWS::BedrockAgentCore::Dataset',
    candidates: [
      'arn:s.datasetArn',
      'arn:q.datasetArn',
      'id:s.datasetId',
      'id:q.datasetId',
      'name:q.datasetName',
      'name:q.name',
    ],
    because: neverPrinted,
  },
  {
    type: 'AWS::BedrockAgentCore::HarnessEndpoint',
    candidates: [
      'arn:s.harnessEndpointArn',
      'arn:s.endpointArn',
      'arn:s.arn',
      'arn:q.endpointArn',
      'name:s.endpointName',
      'name:q.endpointName',
      'name:q.name',
    ],
    because: neverPrinted,
  },
  {
    type: 'AWS::BedrockMantle::Project',
    events: ['CreateProject'],
    candidates: ['arn:s.arn', 'id:s.id', 'id:s.project_id', 'name:q.name'],
    because: 'the id is in the response only, where it is logged',
  },
  {
    type: 'AWS::BedrockMantle::FineTuningJob',
    candidates: ['id:s.id', 'id:q.fine_tuning_job_id', 'id:q.fineTuningJob', 'id:q.fine_tuning_job'],
    because: 'wire names are snake_case; the request of a creation has no id',
  },
  {
    type: 'AWS::Lex::Bot',
    events: ['StartImport'],
    candidates: [
      'id:q.resourceSpecification.botLocaleImportSpecification.botId',
      'id:q.resourceSpecification.customVocabularyImportSpecification.botId',
      'id:s.resourceSpecification.botLocaleImportSpecification.botId',
      'name:q.resourceSpecification.botImportSpecification.botName',
      'name:s.resourceSpecification.botImportSpecification.botName',
    ],
    because: 'the source spells three members as one path',
  },
  {
    type: 'AWS::Lex::Bot',
    events: ['DeleteBot'],
    condition: '+q.botId,s.botId',
    because: 'Lex V1 deletes by name under the same eventSource',
  },
  {
    type: 'AWS::Lex::BotVersion',
    events: ['CreateBotVersion'],
    condition: '+q.botId,s.botId',
    because: 'Lex V1 versions by name under the same eventSource',
  },
  {
    type: 'AWS::Lex::BotV1',
    events: ['DeleteBot', 'CreateBotVersion'],
    condition: '-q.botId,s.botId',
    because: 'Lex V2 names the bot by botId under the same eventSource',
  },
  {
    type: 'AWS::HealthLake::DataTransformationProfile',
    candidates: [
      'arn:s.arn',
      'arn:s.dataTransformationProfileArn',
      'arn:q.arn',
      'id:s.profileId',
      'id:q.profileId',
      'id:q.dataTransformationProfileId',
      'name:q.profileName',
      'name:q.name',
    ],
    because: neverPrinted,
  },
  {
    type: 'AWS::SecurityAgent::SecurityRequirementPack',
    candidates: [
      'id:s.packId',
      'id:q.packId',
      'id:s.securityRequirementPackId',
      'id:q.securityRequirementPackId',
      'name:q.name',
    ],
    because: neverPrinted,
  },
  {
    type: 'AWS::Organizations::AIServicesOptOutPolicy',
    condition: policyType('AISERVICES_OPT_OUT_POLICY'),
    because: 'Organizations has one API for all policy types',
  },
  {
    type: 'AWS::Organizations::BedrockPolicy',
    condition: policyType('BEDROCK_POLICY'),
    because: 'Organizations has one API for all policy types',
  },
  {
    type: 'AWS::IAM::ServiceSpecificCredential',
    events: ['CreateServiceSpecificCredential'],
    condition: '=q.serviceName,s.serviceSpecificCredential.serviceName:bedrock.amazonaws.com',
    because: 'the same API makes credentials for CodeCommit and Keyspaces',
  },
];

/** One per account and Region: no identity but where they are. */
export const singletons: readonly string[] = [
  'AWS::Bedrock::ModelInvocationLoggingConfiguration',
  'AWS::Bedrock::UseCaseForModelAccess',
  'AWS::FraudDetector::KMSEncryptionKey',
  'AWS::SageMaker::ServicecatalogPortfolio',
];

/** Placeholder of the ARN that holds the id, where it is not the last one; `*` all from the first of its own. */
export const idPlaceholders: Readonly<Record<string, string>> = {
  'AWS::SageMaker::HubContent': 'HubContentName',
  'AWS::SageMaker::ImageVersion': '*',
  'AWS::SageMaker::ModelPackage': '*',
  'AWS::Bedrock::AutomatedReasoningPolicyVersion': '*',
  'AWS::Bedrock::FlowVersion': '*',
  'AWS::Bedrock::GuardrailVersion': '*',
  'AWS::Bedrock::PromptVersion': '*',
  'AWS::Rekognition::Project': 'ProjectName',
  'AWS::Rekognition::ProjectVersion': 'VersionName',
  'AWS::Rekognition::Dataset': '*',
  'AWS::Personalize::Dataset': '*',
  'AWS::Lex::BotV1': 'BotName',
};

/** Types whose ARNs end in the name although the placeholder says id. */
export const namedByName: readonly string[] = ['AWS::Personalize::'];

/** Further ARN patterns of a type, for recognition. */
export const otherArns: Readonly<Record<string, readonly string[]>> = {
  // Packages without a group have no version.
  'AWS::SageMaker::ModelPackage': [
    'arn:${Partition}:sagemaker:${Region}:${Account}:model-package/${ModelPackageName}',
  ],
  'AWS::Comprehend::Endpoint': [
    'arn:${Partition}:comprehend:${Region}:${Account}:entity-recognizer-endpoint/${Name}',
  ],
  'AWS::BedrockAgentCore::Registry': [
    'arn:${Partition}:agent-registry:${Region}:${Account}:registry/${RegistryId}',
  ],
  'AWS::BedrockAgentCore::RegistryRecord': [
    'arn:${Partition}:agent-registry:${Region}:${Account}:registry/${RegistryId}/record/${RecordId}',
  ],
};

/** The same API under a second source: Agent Registry got a namespace of its own in August 2026. */
export const otherSources: Readonly<Record<string, readonly string[]>> = {
  'AWS::BedrockAgentCore::Registry': ['agent-registry.amazonaws.com'],
  'AWS::BedrockAgentCore::RegistryRecord': ['agent-registry.amazonaws.com'],
};

/** Native EventBridge events of types without a definition (others declare their own): detail-type, type, member of the detail that holds the ARN. */
export const stateEvents: readonly (readonly [detailType: string, type: string, arn: string])[] = [
  ['SageMaker Processing Job State Change', 'AWS::SageMaker::ProcessingJob', 'ProcessingJobArn'],
  ['SageMaker Transform Job State Change', 'AWS::SageMaker::TransformJob', 'TransformJobArn'],
  [
    'SageMaker HyperParameter Tuning Job State Change',
    'AWS::SageMaker::HyperParameterTuningJob',
    'HyperParameterTuningJobArn',
  ],
  ['SageMaker Image State Change', 'AWS::SageMaker::Image', 'ImageArn'],
  ['SageMaker Image Version State Change', 'AWS::SageMaker::ImageVersion', 'ImageVersionArn'],
  ['SageMaker Model Card State Change', 'AWS::SageMaker::ModelCard', 'ModelCardArn'],
  ['SageMaker Algorithm State Change', 'AWS::SageMaker::Algorithm', 'AlgorithmArn'],
  [
    'SageMaker Notebook Lifecycle Config State Change',
    'AWS::SageMaker::NotebookInstanceLifecycleConfig',
    'NotebookInstanceLifecycleConfigArn',
  ],
  ['SageMaker HyperPod Cluster State Change', 'AWS::SageMaker::Cluster', 'ClusterArn'],
  ['SageMaker HyperPod Cluster Event', 'AWS::SageMaker::Cluster', 'ClusterArn'],
  ['SageMaker HyperPod Cluster Node Health Event', 'AWS::SageMaker::Cluster', 'ClusterArn'],
  [
    'SageMaker Model Building Pipeline Execution Status Change',
    'AWS::SageMaker::PipelineExecution',
    'pipelineExecutionArn',
  ],
  [
    'SageMaker Model Building Pipeline Execution Step Status Change',
    'AWS::SageMaker::PipelineExecution',
    'pipelineExecutionArn',
  ],
  ['Model Customization Job State Change', 'AWS::Bedrock::ModelCustomizationJob', 'jobArn'],
  ['Model Customization Job State Change', 'AWS::Bedrock::CustomModel', 'outputModelArn'],
  ['Batch Inference Job State Change', 'AWS::Bedrock::ModelInvocationJob', 'batchJobArn'],
];
