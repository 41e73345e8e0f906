import {
  CreateAppImageConfigCommand,
  CreateDomainCommand,
  CreateEndpointCommand,
  CreateEndpointConfigCommand,
  CreateFeatureGroupCommand,
  CreateImageCommand,
  CreateModelCommand,
  CreateModelPackageCommand,
  CreateModelPackageGroupCommand,
  CreateMonitoringScheduleCommand,
  CreateNotebookInstanceCommand,
  CreateNotebookInstanceLifecycleConfigCommand,
  CreateSpaceCommand,
  CreateTrainingJobCommand,
  SageMakerClient,
} from '@aws-sdk/client-sagemaker';
import type { EmulatedAws } from '../kit.ts';

const RoleArn = 'arn:aws:iam::111122223333:role/Execution';
const TrainingImage = '111122223333.dkr.ecr.eu-central-1.amazonaws.com/image:1';
const clientOf = ({ door }: EmulatedAws) => door.client(SageMakerClient);

async function endpointConfig(emulated: EmulatedAws, name: string) {
  const ProductionVariants = [{ VariantName: 'all', InstanceType: 'ml.m5.large' as const }];
  const input = { EndpointConfigName: name, ProductionVariants };
  await clientOf(emulated).send(new CreateEndpointConfigCommand(input));
}

export const sagemakerMakers = {
  async 'AWS::SageMaker::AppImageConfig'(emulated: EmulatedAws, AppImageConfigName: string) {
    await clientOf(emulated).send(new CreateAppImageConfigCommand({ AppImageConfigName }));
  },
  async 'AWS::SageMaker::Domain'(emulated: EmulatedAws, DomainName: string) {
    const DefaultUserSettings = { ExecutionRole: RoleArn };
    await clientOf(emulated).send(
      new CreateDomainCommand({ DomainName, AuthMode: 'IAM', DefaultUserSettings }),
    );
  },
  async 'AWS::SageMaker::Endpoint'(emulated: EmulatedAws, EndpointName: string) {
    await endpointConfig(emulated, EndpointName);
    await clientOf(emulated).send(
      new CreateEndpointCommand({ EndpointName, EndpointConfigName: EndpointName }),
    );
  },
  'AWS::SageMaker::EndpointConfig': endpointConfig,
  async 'AWS::SageMaker::FeatureGroup'(emulated: EmulatedAws, FeatureGroupName: string) {
    await clientOf(emulated).send(
      new CreateFeatureGroupCommand({
        FeatureGroupName,
        RecordIdentifierFeatureName: 'id',
        EventTimeFeatureName: 'at',
        FeatureDefinitions: [{ FeatureName: 'id', FeatureType: 'String' }],
        OnlineStoreConfig: { EnableOnlineStore: true },
      }),
    );
  },
  async 'AWS::SageMaker::Image'(emulated: EmulatedAws, ImageName: string) {
    await clientOf(emulated).send(new CreateImageCommand({ ImageName, RoleArn }));
  },
  async 'AWS::SageMaker::Model'(emulated: EmulatedAws, ModelName: string) {
    await clientOf(emulated).send(new CreateModelCommand({ ModelName, ExecutionRoleArn: RoleArn }));
  },
  /** One of a group, which a list leaves out unless it is asked for all. */
  async 'AWS::SageMaker::ModelPackage'(emulated: EmulatedAws, ModelPackageGroupName: string) {
    await clientOf(emulated).send(new CreateModelPackageGroupCommand({ ModelPackageGroupName }));
    await clientOf(emulated).send(new CreateModelPackageCommand({ ModelPackageGroupName }));
  },
  async 'AWS::SageMaker::ModelPackageGroup'(emulated: EmulatedAws, ModelPackageGroupName: string) {
    await clientOf(emulated).send(new CreateModelPackageGroupCommand({ ModelPackageGroupName }));
  },
  async 'AWS::SageMaker::MonitoringSchedule'(emulated: EmulatedAws, MonitoringScheduleName: string) {
    await clientOf(emulated).send(
      new CreateMonitoringScheduleCommand({
        MonitoringScheduleName,
        MonitoringScheduleConfig: {
          MonitoringJobDefinitionName: 'drift',
          MonitoringType: 'ModelQuality',
          ScheduleConfig: { ScheduleExpression: 'cron(0 * ? * * *)' },
        },
      }),
    );
  },
  async 'AWS::SageMaker::NotebookInstance'(emulated: EmulatedAws, NotebookInstanceName: string) {
    const input = { NotebookInstanceName, InstanceType: 'ml.t3.medium' as const, RoleArn };
    await clientOf(emulated).send(new CreateNotebookInstanceCommand(input));
  },
  async 'AWS::SageMaker::NotebookInstanceLifecycleConfig'(
    emulated: EmulatedAws,
    NotebookInstanceLifecycleConfigName: string,
  ) {
    await clientOf(emulated).send(
      new CreateNotebookInstanceLifecycleConfigCommand({ NotebookInstanceLifecycleConfigName }),
    );
  },
  async 'AWS::SageMaker::Space'(emulated: EmulatedAws, SpaceName: string) {
    await clientOf(emulated).send(new CreateSpaceCommand({ DomainId: 'd-1', SpaceName }));
  },
  async 'AWS::SageMaker::TrainingJob'(emulated: EmulatedAws, TrainingJobName: string) {
    await clientOf(emulated).send(
      new CreateTrainingJobCommand({
        TrainingJobName,
        RoleArn,
        AlgorithmSpecification: { TrainingImage, TrainingInputMode: 'File' },
        OutputDataConfig: { S3OutputPath: 's3://bucket/out' },
        ResourceConfig: { InstanceType: 'ml.m5.large', InstanceCount: 1, VolumeSizeInGB: 10 },
        StoppingCondition: { MaxRuntimeInSeconds: 3600 },
      }),
    );
  },
};
