import { defineResource } from '../definition.ts';
import { nameAfter } from '../identifiers.ts';
import type { TypeShape } from '../shape.ts';

/** https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_DescribeTrainingJob.html */
export const trainingJobShape = {
  members: {
    TrainingJobName: 'string',
    TrainingJobArn: 'string',
    TrainingJobStatus: 'string',
    SecondaryStatus: 'string',
    RoleArn: 'string',
    HyperParameters: { $map: 'string' },
    Environment: { $map: 'string' },
    AlgorithmSpecification: {
      AlgorithmName: 'string',
      TrainingImage: 'string',
      TrainingInputMode: 'string',
      ContainerEntrypoint: ['string'],
      ContainerArguments: ['string'],
      EnableSageMakerMetricsTimeSeries: 'boolean',
      TrainingImageConfig: {
        TrainingRepositoryAccessMode: 'string',
        TrainingRepositoryAuthConfig: { TrainingRepositoryCredentialsProviderArn: 'string' },
      },
    },
    InputDataConfig: [
      {
        ChannelName: 'string',
        ContentType: 'string',
        CompressionType: 'string',
        InputMode: 'string',
        DataSource: {
          S3DataSource: {
            S3DataType: 'string',
            S3Uri: 'string',
            S3DataDistributionType: 'string',
            ModelAccessConfig: { AcceptEula: 'boolean' },
            HubAccessConfig: { HubContentArn: 'string' },
          },
          FileSystemDataSource: {
            FileSystemId: 'string',
            FileSystemAccessMode: 'string',
            FileSystemType: 'string',
            DirectoryPath: 'string',
          },
        },
      },
    ],
    OutputDataConfig: { KmsKeyId: 'string', S3OutputPath: 'string', CompressionType: 'string' },
    ResourceConfig: {
      InstanceType: 'string',
      InstanceCount: 'number',
      VolumeSizeInGB: 'number',
      VolumeKmsKeyId: 'string',
      KeepAlivePeriodInSeconds: 'number',
      InstanceGroups: [{ InstanceType: 'string', InstanceCount: 'number', InstanceGroupName: 'string' }],
      TrainingPlanArn: 'string',
    },
    VpcConfig: { SecurityGroupIds: ['string'], Subnets: ['string'] },
    StoppingCondition: { MaxRuntimeInSeconds: 'number', MaxWaitTimeInSeconds: 'number' },
    EnableNetworkIsolation: 'boolean',
    EnableInterContainerTrafficEncryption: 'boolean',
    EnableManagedSpotTraining: 'boolean',
    CheckpointConfig: { S3Uri: 'string', LocalPath: 'string' },
    DebugHookConfig: { S3OutputPath: 'string', LocalPath: 'string' },
    TensorBoardOutputConfig: { S3OutputPath: 'string', LocalPath: 'string' },
    ProfilerConfig: { S3OutputPath: 'string', DisableProfiler: 'boolean' },
    RemoteDebugConfig: { EnableRemoteDebug: 'boolean' },
    InfraCheckConfig: { EnableInfraCheck: 'boolean' },
    SessionChainingConfig: { EnableSessionTagChaining: 'boolean' },
    ExperimentConfig: { ExperimentName: 'string', TrialName: 'string', RunName: 'string' },
    Tags: [{ Key: 'string', Value: 'string' }],
  },
} as const satisfies TypeShape;

export default defineResource({
  type: 'AWS::SageMaker::TrainingJob',
  service: 'sagemaker',
  role: 'ai',
  ours: true,
  arnPattern: 'arn:${Partition}:sagemaker:${Region}:${Account}:training-job/${TrainingJobName}',
  idFrom: nameAfter('sagemaker', 'training-job/'),
  shape: trainingJobShape,
  names: ['TrainingJobName'],
  references: [
    { path: 'RoleArn', type: 'AWS::IAM::Role' },
    { path: 'AlgorithmSpecification.TrainingImage', type: 'AWS::ECR::Repository' },
    { path: 'ResourceConfig.VolumeKmsKeyId', type: 'AWS::KMS::Key' },
    { path: 'OutputDataConfig.KmsKeyId', type: 'AWS::KMS::Key' },
    { path: 'OutputDataConfig.S3OutputPath', type: 'AWS::S3::Bucket' },
    { path: 'InputDataConfig[].DataSource.S3DataSource.S3Uri', type: 'AWS::S3::Bucket' },
    { path: 'CheckpointConfig.S3Uri', type: 'AWS::S3::Bucket' },
    { path: 'DebugHookConfig.S3OutputPath', type: 'AWS::S3::Bucket' },
    { path: 'TensorBoardOutputConfig.S3OutputPath', type: 'AWS::S3::Bucket' },
    { path: 'ProfilerConfig.S3OutputPath', type: 'AWS::S3::Bucket' },
  ],
  wholeInRequest: { CreateTrainingJob: '' },
  // The detail says what DescribeTrainingJob says: a job may be gone before a read.
  stateEvents: [
    {
      detailType: 'SageMaker Training Job State Change',
      arn: 'TrainingJobArn',
      whole: true,
      // In neither the documentation's event nor the published schema (aws.sagemaker@SageMakerTrainingJobStateChange).
      mayOmit: ['EnableNetworkIsolation', 'EnableInterContainerTrafficEncryption', 'RemoteDebugConfig'],
    },
  ],
});
