import type { ResourceType } from '../../../resources/index.ts';
import type { ResourceRef } from '../../../resources/resource.ts';
import type { Aws } from '../aws.ts';
import type { Reader, ReadResult } from '../reader.ts';
import agentcoreBrowserCustom from './agentcore/browser-custom.ts';
import agentcoreCodeInterpreterCustom from './agentcore/code-interpreter-custom.ts';
import agentcoreGateway from './agentcore/gateway.ts';
import agentcoreGatewayTarget from './agentcore/gateway-target.ts';
import agentcoreMemory from './agentcore/memory.ts';
import agentcorePolicy from './agentcore/policy.ts';
import agentcorePolicyEngine from './agentcore/policy-engine.ts';
import agentcoreRuntime from './agentcore/runtime.ts';
import bedrockAgent from './bedrock/agent.ts';
import bedrockAgentAlias from './bedrock/agent-alias.ts';
import bedrockApplicationInferenceProfile from './bedrock/application-inference-profile.ts';
import bedrockCustomModel from './bedrock/custom-model.ts';
import bedrockDataSource from './bedrock/data-source.ts';
import bedrockFlow from './bedrock/flow.ts';
import bedrockGuardrail from './bedrock/guardrail.ts';
import bedrockKnowledgeBase from './bedrock/knowledge-base.ts';
import bedrockModelInvocationLoggingConfiguration from './bedrock/model-invocation-logging-configuration.ts';
import bedrockPrompt from './bedrock/prompt.ts';
import bedrockResourcePolicy from './bedrock/resource-policy.ts';
import comprehendDocumentClassifier from './comprehend/document-classifier.ts';
import comprehendEntityRecognizer from './comprehend/entity-recognizer.ts';
import comprehendFlywheel from './comprehend/flywheel.ts';
import ecrRepository from './ecr/repository.ts';
import healthlakeFhirDatastore from './healthlake/fhir-datastore.ts';
import iamManagedPolicy from './iam/managed-policy.ts';
import iamRole from './iam/role.ts';
import iamUser from './iam/user.ts';
import kendraIndex from './kendra/index.ts';
import kmsKey from './kms/key.ts';
import lexBot from './lex/bot.ts';
import lexBotAlias from './lex/bot-alias.ts';
import logsLogGroup from './logs/log-group.ts';
import neptunegraphGraph from './neptunegraph/graph.ts';
import opensearchServerlessAccessPolicy from './opensearch-serverless/access-policy.ts';
import opensearchServerlessCollection from './opensearch-serverless/collection.ts';
import opensearchServerlessSecurityPolicy from './opensearch-serverless/security-policy.ts';
import qbusinessApplication from './qbusiness/application.ts';
import rekognitionStreamProcessor from './rekognition/stream-processor.ts';
import s3Bucket from './s3/bucket.ts';
import s3vectorsVectorBucket from './s3vectors/vector-bucket.ts';
import s3vectorsVectorBucketPolicy from './s3vectors/vector-bucket-policy.ts';
import sagemakerAppImageConfig from './sagemaker/app-image-config.ts';
import sagemakerCluster from './sagemaker/cluster.ts';
import sagemakerDataQualityJobDefinition from './sagemaker/data-quality-job-definition.ts';
import sagemakerDomain from './sagemaker/domain.ts';
import sagemakerEndpoint from './sagemaker/endpoint.ts';
import sagemakerEndpointConfig from './sagemaker/endpoint-config.ts';
import sagemakerFeatureGroup from './sagemaker/feature-group.ts';
import sagemakerImage from './sagemaker/image.ts';
import sagemakerInferenceComponent from './sagemaker/inference-component.ts';
import sagemakerMlflowTrackingServer from './sagemaker/mlflow-tracking-server.ts';
import sagemakerModel from './sagemaker/model.ts';
import sagemakerModelBiasJobDefinition from './sagemaker/model-bias-job-definition.ts';
import sagemakerModelCard from './sagemaker/model-card.ts';
import sagemakerModelExplainabilityJobDefinition from './sagemaker/model-explainability-job-definition.ts';
import sagemakerModelPackage from './sagemaker/model-package.ts';
import sagemakerModelPackageGroup from './sagemaker/model-package-group.ts';
import sagemakerModelQualityJobDefinition from './sagemaker/model-quality-job-definition.ts';
import sagemakerMonitoringSchedule from './sagemaker/monitoring-schedule.ts';
import sagemakerNotebookInstance from './sagemaker/notebook-instance.ts';
import sagemakerNotebookInstanceLifecycleConfig from './sagemaker/notebook-instance-lifecycle-config.ts';
import sagemakerPipeline from './sagemaker/pipeline.ts';
import sagemakerProcessingJob from './sagemaker/processing-job.ts';
import sagemakerSpace from './sagemaker/space.ts';
import sagemakerTrainingJob from './sagemaker/training-job.ts';
import sagemakerUserProfile from './sagemaker/user-profile.ts';

/** Type → its reader. */
export const readers = {
  'AWS::Bedrock::Agent': bedrockAgent,
  'AWS::Bedrock::AgentAlias': bedrockAgentAlias,
  'AWS::Bedrock::ApplicationInferenceProfile': bedrockApplicationInferenceProfile,
  'AWS::Bedrock::CustomModel': bedrockCustomModel,
  'AWS::Bedrock::DataSource': bedrockDataSource,
  'AWS::Bedrock::Flow': bedrockFlow,
  'AWS::Bedrock::Guardrail': bedrockGuardrail,
  'AWS::Bedrock::KnowledgeBase': bedrockKnowledgeBase,
  'AWS::Bedrock::ModelInvocationLoggingConfiguration': bedrockModelInvocationLoggingConfiguration,
  'AWS::Bedrock::Prompt': bedrockPrompt,
  'AWS::Bedrock::ResourcePolicy': bedrockResourcePolicy,
  'AWS::BedrockAgentCore::BrowserCustom': agentcoreBrowserCustom,
  'AWS::BedrockAgentCore::CodeInterpreterCustom': agentcoreCodeInterpreterCustom,
  'AWS::BedrockAgentCore::Gateway': agentcoreGateway,
  'AWS::BedrockAgentCore::GatewayTarget': agentcoreGatewayTarget,
  'AWS::BedrockAgentCore::Memory': agentcoreMemory,
  'AWS::BedrockAgentCore::Policy': agentcorePolicy,
  'AWS::BedrockAgentCore::PolicyEngine': agentcorePolicyEngine,
  'AWS::BedrockAgentCore::Runtime': agentcoreRuntime,
  'AWS::Comprehend::DocumentClassifier': comprehendDocumentClassifier,
  'AWS::Comprehend::EntityRecognizer': comprehendEntityRecognizer,
  'AWS::Comprehend::Flywheel': comprehendFlywheel,
  'AWS::ECR::Repository': ecrRepository,
  'AWS::HealthLake::FHIRDatastore': healthlakeFhirDatastore,
  'AWS::IAM::ManagedPolicy': iamManagedPolicy,
  'AWS::IAM::Role': iamRole,
  'AWS::IAM::User': iamUser,
  'AWS::KMS::Key': kmsKey,
  'AWS::Kendra::Index': kendraIndex,
  'AWS::Lex::Bot': lexBot,
  'AWS::Lex::BotAlias': lexBotAlias,
  'AWS::Logs::LogGroup': logsLogGroup,
  'AWS::NeptuneGraph::Graph': neptunegraphGraph,
  'AWS::OpenSearchServerless::AccessPolicy': opensearchServerlessAccessPolicy,
  'AWS::OpenSearchServerless::Collection': opensearchServerlessCollection,
  'AWS::OpenSearchServerless::SecurityPolicy': opensearchServerlessSecurityPolicy,
  'AWS::QBusiness::Application': qbusinessApplication,
  'AWS::Rekognition::StreamProcessor': rekognitionStreamProcessor,
  'AWS::S3::Bucket': s3Bucket,
  'AWS::S3Vectors::VectorBucket': s3vectorsVectorBucket,
  'AWS::S3Vectors::VectorBucketPolicy': s3vectorsVectorBucketPolicy,
  'AWS::SageMaker::AppImageConfig': sagemakerAppImageConfig,
  'AWS::SageMaker::Cluster': sagemakerCluster,
  'AWS::SageMaker::DataQualityJobDefinition': sagemakerDataQualityJobDefinition,
  'AWS::SageMaker::Domain': sagemakerDomain,
  'AWS::SageMaker::Endpoint': sagemakerEndpoint,
  'AWS::SageMaker::EndpointConfig': sagemakerEndpointConfig,
  'AWS::SageMaker::FeatureGroup': sagemakerFeatureGroup,
  'AWS::SageMaker::Image': sagemakerImage,
  'AWS::SageMaker::InferenceComponent': sagemakerInferenceComponent,
  'AWS::SageMaker::MlflowTrackingServer': sagemakerMlflowTrackingServer,
  'AWS::SageMaker::Model': sagemakerModel,
  'AWS::SageMaker::ModelBiasJobDefinition': sagemakerModelBiasJobDefinition,
  'AWS::SageMaker::ModelCard': sagemakerModelCard,
  'AWS::SageMaker::ModelExplainabilityJobDefinition': sagemakerModelExplainabilityJobDefinition,
  'AWS::SageMaker::ModelPackage': sagemakerModelPackage,
  'AWS::SageMaker::ModelPackageGroup': sagemakerModelPackageGroup,
  'AWS::SageMaker::ModelQualityJobDefinition': sagemakerModelQualityJobDefinition,
  'AWS::SageMaker::MonitoringSchedule': sagemakerMonitoringSchedule,
  'AWS::SageMaker::NotebookInstance': sagemakerNotebookInstance,
  'AWS::SageMaker::NotebookInstanceLifecycleConfig': sagemakerNotebookInstanceLifecycleConfig,
  'AWS::SageMaker::Pipeline': sagemakerPipeline,
  'AWS::SageMaker::ProcessingJob': sagemakerProcessingJob,
  'AWS::SageMaker::Space': sagemakerSpace,
  'AWS::SageMaker::TrainingJob': sagemakerTrainingJob,
  'AWS::SageMaker::UserProfile': sagemakerUserProfile,
} satisfies { readonly [T in ResourceType]?: Reader<T> };

const byType: ReadonlyMap<string, Reader> = new Map(Object.entries(readers));

/** Reads any resource; a type without a reader is a failure that no retry mends. */
export async function readResource(ref: ResourceRef, aws: Aws): Promise<ReadResult> {
  const reader = byType.get(ref.type);
  if (reader) return reader.read(ref, aws);
  return { outcome: 'failed', because: `nothing here reads ${ref.type}`, retryable: false };
}
