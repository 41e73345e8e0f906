import type { Verdicts } from '../../support/doors/door.ts';

/** What moto 5.2.1 does otherwise than AWS. Whatever of it comes right makes a test fail, and is to be struck out. */
export type Difference =
  /** The case cannot be made or read; what the SDK or the reader says of it. */
  | { readonly because: string; readonly fails: RegExp }
  /** The verdicts that follow from what moto makes of the resource. */
  | { readonly because: string; readonly verdicts: Verdicts };

const notImplemented = (operation: string): Difference => ({
  because: `moto has no ${operation}: it answers 500 and a page of HTML`,
  fails: /Unexpected token '<'/,
});

/** By type, or by the name of one case. */
export const differences: Readonly<Record<string, Difference>> = {
  'AWS::Bedrock::Agent': notImplemented('ListAgentActionGroups'),
  'AWS::Bedrock::ApplicationInferenceProfile': notImplemented('CreateInferenceProfile'),
  'AWS::Bedrock::DataSource': notImplemented('CreateDataSource'),
  'AWS::Bedrock::Flow': notImplemented('CreateFlow'),
  'AWS::Bedrock::Guardrail': notImplemented('CreateGuardrail'),
  'AWS::Bedrock::Prompt': notImplemented('CreatePrompt'),
  'AWS::Bedrock::ResourcePolicy': notImplemented('PutResourcePolicy'),
  'AWS::BedrockAgentCore::BrowserCustom': notImplemented('CreateBrowser'),
  'AWS::BedrockAgentCore::CodeInterpreterCustom': notImplemented('CreateCodeInterpreter'),
  'AWS::IAM::User': {
    because: 'moto has no credentials of single services: it answers 500 and a page of HTML',
    fails: /mismatched tags <html>/,
  },
  'AWS::Kendra::Index': notImplemented('Cloud Control'),
  'AWS::QBusiness::Application': notImplemented('Cloud Control'),
  'AWS::SageMaker::Cluster': notImplemented('Cloud Control'),
  'AWS::SageMaker::ModelPackageGroup': notImplemented('PutModelPackageGroupPolicy'),
  'AWS::SageMaker::AppImageConfig': notImplemented('CreateAppImageConfig'),
  'AWS::SageMaker::Image': notImplemented('CreateImage'),
  'AWS::SageMaker::MonitoringSchedule': notImplemented('CreateMonitoringSchedule'),
  'AWS::SageMaker::Space': notImplemented('CreateSpace'),
  'a runtime in a VPC for the tokens of one audience': notImplemented('UpdateAgentRuntime'),
  'logging everything to a bucket under a key': {
    because: 'moto drops audioDataDeliveryEnabled',
    verdicts: { 'bedrock-invocation-logging-all-modalities': 'INSUFFICIENT_DATA' },
  },
  'an endpoint configuration with neither key nor spare nor capture': {
    because: 'moto shows a DataCaptureConfig that nobody gave',
    verdicts: { 'sagemaker-endpoint-data-capture-kms': 'NON_COMPLIANT' },
  },
  'an open training job': {
    because: 'moto drops RemoteDebugConfig',
    verdicts: { 'sagemaker-training-job-remote-debug-disabled': 'COMPLIANT' },
  },
  'a custom model without either': {
    because: 'every custom model of moto has a key, of its own invention',
    verdicts: { 'bedrock-custom-model-kms-cmk': 'COMPLIANT' },
  },
  'a vector collection under a key of AWS’s': {
    because: 'moto fails on an encryption policy that names no key',
    fails: /Unexpected token '<'/,
  },
  'a training role that may do everything': {
    because: "AWS's managed policies are a second's work at every reset, and are left out",
    fails: /AmazonSageMakerFullAccess does not exist/,
  },
  'a version that somebody else approved': {
    because: 'to moto every caller is the same one user',
    verdicts: { 'sagemaker-model-package-approver-recorded': 'NON_COMPLIANT' },
  },
};
