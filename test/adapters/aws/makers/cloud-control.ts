import { BedrockAgentClient, CreateAgentCommand } from '@aws-sdk/client-bedrock-agent';
import {
  BedrockAgentCoreControlClient,
  CreatePolicyEngineCommand,
} from '@aws-sdk/client-bedrock-agentcore-control';
import type { JsonObject } from '../../../../resources/resource.ts';
import { createResource } from '../cloud-control.ts';
import type { EmulatedAws } from '../kit.ts';

const ROLE = 'arn:aws:iam::111122223333:role/Service';
const KEY = 'arn:aws:kms:eu-central-1:111122223333:key/1';

/** What CloudFormation is given for a small one of each type that Cloud Control reads. */
export const desired = {
  'AWS::Bedrock::AgentAlias': (AgentAliasName) => ({ AgentAliasName, AgentId: 'AGENT12345' }),
  'AWS::Bedrock::ApplicationInferenceProfile': (InferenceProfileName) => ({ InferenceProfileName }),
  'AWS::Bedrock::Flow': (Name) => ({ Name, ExecutionRoleArn: ROLE, CustomerEncryptionKeyArn: KEY }),
  'AWS::Bedrock::Prompt': (Name) => ({ Name, CustomerEncryptionKeyArn: KEY }),
  'AWS::BedrockAgentCore::Policy': (Name) => ({ Name, PolicyEngineId: 'engine-1' }),
  'AWS::Comprehend::DocumentClassifier': (DocumentClassifierName) => ({
    DocumentClassifierName,
    DataAccessRoleArn: ROLE,
    LanguageCode: 'en',
  }),
  'AWS::Comprehend::Flywheel': (FlywheelName) => ({ FlywheelName, DataAccessRoleArn: ROLE }),
  'AWS::HealthLake::FHIRDatastore': (DatastoreName) => ({ DatastoreName, DatastoreTypeVersion: 'R4' }),
  'AWS::Kendra::Index': (Name) => ({ Name, RoleArn: ROLE, Edition: 'DEVELOPER_EDITION' }),
  'AWS::Lex::Bot': (Name) => ({ Name, RoleArn: ROLE, IdleSessionTTLInSeconds: 300 }),
  'AWS::Lex::BotAlias': (BotAliasName) => ({ BotAliasName, BotId: 'BOT1234567' }),
  'AWS::NeptuneGraph::Graph': (GraphName) => ({ GraphName, ProvisionedMemory: 16, KmsKeyIdentifier: KEY }),
  'AWS::OpenSearchServerless::AccessPolicy': (Name) => ({ Name, Type: 'data', Policy: '[]' }),
  'AWS::OpenSearchServerless::SecurityPolicy': (Name) => ({ Name, Type: 'network', Policy: '[]' }),
  'AWS::QBusiness::Application': (DisplayName) => ({ DisplayName }),
  'AWS::Rekognition::StreamProcessor': (Name) => ({ Name, RoleArn: ROLE, KmsKeyId: KEY }),
  'AWS::S3Vectors::VectorBucket': (VectorBucketName) => ({ VectorBucketName }),
  'AWS::S3Vectors::VectorBucketPolicy': (VectorBucketName) => ({
    VectorBucketName,
    Policy: { Statement: [] },
  }),
  'AWS::SageMaker::Cluster': (ClusterName) => ({ ClusterName, NodeRecovery: 'Automatic' }),
  'AWS::SageMaker::DataQualityJobDefinition': (JobDefinitionName) => ({ JobDefinitionName, RoleArn: ROLE }),
  'AWS::SageMaker::InferenceComponent': (InferenceComponentName) => ({
    InferenceComponentName,
    EndpointName: 'chat',
  }),
  'AWS::SageMaker::MlflowTrackingServer': (TrackingServerName) => ({ TrackingServerName, RoleArn: ROLE }),
  'AWS::SageMaker::ModelBiasJobDefinition': (JobDefinitionName) => ({ JobDefinitionName, RoleArn: ROLE }),
  'AWS::SageMaker::ModelCard': (ModelCardName) => ({ ModelCardName, ModelCardStatus: 'Draft' }),
  'AWS::SageMaker::ModelExplainabilityJobDefinition': (JobDefinitionName) => ({
    JobDefinitionName,
    RoleArn: ROLE,
  }),
  'AWS::SageMaker::ModelQualityJobDefinition': (JobDefinitionName) => ({ JobDefinitionName, RoleArn: ROLE }),
  'AWS::SageMaker::Pipeline': (PipelineName) => ({ PipelineName, RoleArn: ROLE }),
  'AWS::SageMaker::ProcessingJob': (ProcessingJobName) => ({ ProcessingJobName, RoleArn: ROLE }),
  'AWS::SageMaker::UserProfile': (UserProfileName) => ({ UserProfileName, DomainId: 'd-1' }),
} as const satisfies Readonly<Record<string, (name: string) => JsonObject>>;

type DesiredType = keyof typeof desired;

/** The parents that list handlers must be told, made by their own APIs. */
const parents: {
  readonly [T in DesiredType]?: (emulated: EmulatedAws, name: string) => Promise<JsonObject>;
} = {
  async 'AWS::Bedrock::AgentAlias'({ door }, agentName) {
    const { agent } = await door.client(BedrockAgentClient).send(new CreateAgentCommand({ agentName }));
    return { AgentId: agent?.agentId };
  },
  async 'AWS::BedrockAgentCore::Policy'({ door }, name) {
    const made = await door
      .client(BedrockAgentCoreControlClient)
      .send(new CreatePolicyEngineCommand({ name }));
    return { PolicyEngineId: made.policyEngineId };
  },
  async 'AWS::Lex::BotAlias'(emulated, name) {
    return { BotId: await createResource(emulated, 'AWS::Lex::Bot', desired['AWS::Lex::Bot'](name)) };
  },
};

async function make(type: DesiredType, emulated: EmulatedAws, name: string): Promise<void> {
  const parent = await parents[type]?.(emulated, name);
  await createResource(emulated, type, { ...desired[type](name), ...parent });
}

export const cloudControlMakers = Object.fromEntries(
  Object.keys(desired).map((type) => [
    type,
    (emulated: EmulatedAws, name: string) => make(type as DesiredType, emulated, name),
  ]),
) as Readonly<Record<DesiredType, (emulated: EmulatedAws, name: string) => Promise<void>>>;
