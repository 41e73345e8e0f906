import type { Aws } from '../aws.ts';
import type { Listed, Lister, Where } from '../lister.ts';
import type { readers } from '../readers/index.ts';
import agentcoreBrowserCustom from './agentcore/browser-custom.ts';
import agentcoreCodeInterpreterCustom from './agentcore/code-interpreter-custom.ts';
import agentcoreGateway from './agentcore/gateway.ts';
import agentcoreMemory from './agentcore/memory.ts';
import agentcorePolicyEngine from './agentcore/policy-engine.ts';
import agentcoreRuntime from './agentcore/runtime.ts';
import bedrockAgent from './bedrock/agent.ts';
import bedrockCustomModel from './bedrock/custom-model.ts';
import bedrockDataSource from './bedrock/data-source.ts';
import bedrockGuardrail from './bedrock/guardrail.ts';
import bedrockKnowledgeBase from './bedrock/knowledge-base.ts';
import bedrockModelInvocationLoggingConfiguration from './bedrock/model-invocation-logging-configuration.ts';
import bedrockResourcePolicy from './bedrock/resource-policy.ts';
import comprehendEntityRecognizer from './comprehend/entity-recognizer.ts';
import ecrRepository from './ecr/repository.ts';
import iamManagedPolicy from './iam/managed-policy.ts';
import iamRole from './iam/role.ts';
import iamUser from './iam/user.ts';
import kendraIndex from './kendra/index.ts';
import kmsKey from './kms/key.ts';
import logsLogGroup from './logs/log-group.ts';
import opensearchServerlessCollection from './opensearch-serverless/collection.ts';
import qbusinessApplication from './qbusiness/application.ts';
import s3Bucket from './s3/bucket.ts';
import sagemakerDomain from './sagemaker/domain.ts';
import sagemakerEndpoint from './sagemaker/endpoint.ts';
import sagemakerEndpointConfig from './sagemaker/endpoint-config.ts';
import sagemakerFeatureGroup from './sagemaker/feature-group.ts';
import sagemakerModel from './sagemaker/model.ts';
import sagemakerModelPackage from './sagemaker/model-package.ts';
import sagemakerModelPackageGroup from './sagemaker/model-package-group.ts';
import sagemakerNotebookInstance from './sagemaker/notebook-instance.ts';
import sagemakerTrainingJob from './sagemaker/training-job.ts';

/** Type → its lister: whatever can be read can be found. */
export const listers = {
  'AWS::Bedrock::Agent': bedrockAgent,
  'AWS::Bedrock::CustomModel': bedrockCustomModel,
  'AWS::Bedrock::DataSource': bedrockDataSource,
  'AWS::Bedrock::Guardrail': bedrockGuardrail,
  'AWS::Bedrock::KnowledgeBase': bedrockKnowledgeBase,
  'AWS::Bedrock::ModelInvocationLoggingConfiguration': bedrockModelInvocationLoggingConfiguration,
  'AWS::Bedrock::ResourcePolicy': bedrockResourcePolicy,
  'AWS::BedrockAgentCore::BrowserCustom': agentcoreBrowserCustom,
  'AWS::BedrockAgentCore::CodeInterpreterCustom': agentcoreCodeInterpreterCustom,
  'AWS::BedrockAgentCore::Gateway': agentcoreGateway,
  'AWS::BedrockAgentCore::Memory': agentcoreMemory,
  'AWS::BedrockAgentCore::PolicyEngine': agentcorePolicyEngine,
  'AWS::BedrockAgentCore::Runtime': agentcoreRuntime,
  'AWS::Comprehend::EntityRecognizer': comprehendEntityRecognizer,
  'AWS::ECR::Repository': ecrRepository,
  'AWS::IAM::ManagedPolicy': iamManagedPolicy,
  'AWS::IAM::Role': iamRole,
  'AWS::IAM::User': iamUser,
  'AWS::KMS::Key': kmsKey,
  'AWS::Kendra::Index': kendraIndex,
  'AWS::Logs::LogGroup': logsLogGroup,
  'AWS::OpenSearchServerless::Collection': opensearchServerlessCollection,
  'AWS::QBusiness::Application': qbusinessApplication,
  'AWS::S3::Bucket': s3Bucket,
  'AWS::SageMaker::Domain': sagemakerDomain,
  'AWS::SageMaker::Endpoint': sagemakerEndpoint,
  'AWS::SageMaker::EndpointConfig': sagemakerEndpointConfig,
  'AWS::SageMaker::FeatureGroup': sagemakerFeatureGroup,
  'AWS::SageMaker::Model': sagemakerModel,
  'AWS::SageMaker::ModelPackage': sagemakerModelPackage,
  'AWS::SageMaker::ModelPackageGroup': sagemakerModelPackageGroup,
  'AWS::SageMaker::NotebookInstance': sagemakerNotebookInstance,
  'AWS::SageMaker::TrainingJob': sagemakerTrainingJob,
} satisfies { readonly [T in keyof typeof readers]: Lister<T> };

const byType: ReadonlyMap<string, Lister> = new Map(Object.entries(listers));

/** The lister of any type; undefined where nothing here lists it, which is not an empty list. */
export const listerOf = (type: string): Lister | undefined => byType.get(type);

/** Lists any type; undefined where nothing here lists it. */
export const listResources = (type: string, where: Where, aws: Aws): AsyncIterable<Listed> | undefined =>
  listerOf(type)?.list(where, aws);
