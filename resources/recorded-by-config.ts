/** What AWS Config's configuration items say about a type that it records. */
export interface RecordedByConfig {
  /**
   * Paths of `configuration` that AWS's own schema of items has: absent there is absent. Whatever else is absent may
   * only not be told (a notebook's item has no PlatformIdentifier), and is unknown.
   */
  readonly tells?: readonly string[];
  /** Older than CloudFormation's registry: the item has a shape of its own, which nothing here reads. */
  readonly hasOwnShape?: true;
}

const known: RecordedByConfig = {};
const ownShape: RecordedByConfig = { hasOwnShape: true };

/**
 * Types of ours that AWS Config records, and can therefore tell changes of; of 2026-08-07.
 *
 * Which: https://docs.aws.amazon.com/config/latest/developerguide/resource-config-reference.html (the SDK's enum lags
 * behind that page). Members: https://github.com/awslabs/aws-config-resource-schema at adf5513. Config calls a managed
 * policy AWS::IAM::Policy, which is the inline one's name here: neither is judged, so neither is listed.
 */
const recorded: Readonly<Record<string, RecordedByConfig>> = {
  'AWS::Bedrock::ApplicationInferenceProfile': known,
  'AWS::Bedrock::DataSource': known,
  'AWS::Bedrock::Guardrail': known,
  'AWS::Bedrock::KnowledgeBase': known,
  'AWS::Bedrock::Prompt': known,
  'AWS::BedrockAgentCore::BrowserCustom': known,
  'AWS::BedrockAgentCore::CodeInterpreterCustom': known,
  'AWS::BedrockAgentCore::Gateway': known,
  'AWS::BedrockAgentCore::GatewayTarget': known,
  'AWS::BedrockAgentCore::Memory': known,
  'AWS::BedrockAgentCore::Runtime': known,
  'AWS::Comprehend::Flywheel': known,
  'AWS::ECR::Repository': { tells: ['ImageScanningConfiguration', 'ImageTagMutability'] },
  'AWS::HealthLake::FHIRDatastore': known,
  'AWS::IAM::Role': ownShape,
  'AWS::IAM::User': ownShape,
  'AWS::KMS::Alias': known,
  'AWS::KMS::Key': ownShape,
  'AWS::Kendra::Index': known,
  'AWS::Lambda::Function': ownShape,
  'AWS::Lex::Bot': known,
  'AWS::Lex::BotAlias': known,
  'AWS::OpenSearchServerless::Collection': known,
  'AWS::OpenSearchServerless::SecurityPolicy': known,
  'AWS::QBusiness::Application': known,
  'AWS::S3::Bucket': ownShape,
  'AWS::S3Vectors::VectorBucket': known,
  'AWS::S3Vectors::VectorBucketPolicy': known,
  'AWS::SageMaker::AppImageConfig': known,
  'AWS::SageMaker::Cluster': known,
  'AWS::SageMaker::DataQualityJobDefinition': known,
  'AWS::SageMaker::Domain': {
    tells: ['AppNetworkAccessType', 'AuthMode', 'KmsKeyId', 'SubnetIds', 'VpcId'],
  },
  'AWS::SageMaker::Endpoint': known,
  'AWS::SageMaker::EndpointConfig': {
    tells: [
      'DataCaptureConfig',
      'DataCaptureConfig.EnableCapture',
      'DataCaptureConfig.KmsKeyId',
      'KmsKeyId',
      'ProductionVariants.InitialInstanceCount',
      'ProductionVariants.InstanceType',
      'ProductionVariants.ServerlessConfig',
    ],
  },
  'AWS::SageMaker::FeatureGroup': { tells: ['OfflineStoreConfig', 'OnlineStoreConfig'] },
  'AWS::SageMaker::Image': known,
  'AWS::SageMaker::MlflowTrackingServer': known,
  'AWS::SageMaker::Model': {
    tells: [
      'Containers',
      'Containers.ModelPackageName',
      'EnableNetworkIsolation',
      'ExecutionRoleArn',
      'PrimaryContainer',
      'PrimaryContainer.ModelPackageName',
      'VpcConfig',
      'VpcConfig.SecurityGroupIds',
      'VpcConfig.Subnets',
    ],
  },
  'AWS::SageMaker::ModelBiasJobDefinition': known,
  'AWS::SageMaker::ModelExplainabilityJobDefinition': known,
  'AWS::SageMaker::ModelPackageGroup': known,
  'AWS::SageMaker::ModelQualityJobDefinition': known,
  'AWS::SageMaker::MonitoringSchedule': known,
  'AWS::SageMaker::NotebookInstance': {
    tells: [
      'DirectInternetAccess',
      'KmsKeyId',
      'LifecycleConfigName',
      'RootAccess',
      'SecurityGroupIds',
      'SubnetId',
    ],
  },
  'AWS::SageMaker::NotebookInstanceLifecycleConfig': known,
  'AWS::SageMaker::Pipeline': known,
  'AWS::SageMaker::UserProfile': known,
};

/** Undefined: AWS Config records no such type, and never tells a change of it. */
export const recordedByConfig = (type: string): RecordedByConfig | undefined =>
  Object.hasOwn(recorded, type) ? recorded[type] : undefined;

/** All of them, in order. */
export const typesRecordedByConfig: readonly string[] = Object.keys(recorded);
