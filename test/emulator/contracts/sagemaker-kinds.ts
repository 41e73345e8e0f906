import {
  CreateDomainCommand,
  CreateEndpointCommand,
  CreateEndpointConfigCommand,
  CreateFeatureGroupCommand,
  CreateModelCommand,
  CreateModelPackageCommand,
  CreateModelPackageGroupCommand,
  CreateMonitoringScheduleCommand,
  CreateNotebookInstanceLifecycleConfigCommand,
  CreateTrainingJobCommand,
  DeleteDomainCommand,
  DeleteEndpointCommand,
  DeleteEndpointConfigCommand,
  DeleteFeatureGroupCommand,
  DeleteModelCommand,
  DeleteModelPackageCommand,
  DeleteModelPackageGroupCommand,
  DeleteMonitoringScheduleCommand,
  DeleteNotebookInstanceLifecycleConfigCommand,
  DeleteTrainingJobCommand,
  DescribeDomainCommand,
  DescribeEndpointCommand,
  DescribeEndpointConfigCommand,
  DescribeFeatureGroupCommand,
  DescribeModelCommand,
  DescribeModelPackageCommand,
  DescribeModelPackageGroupCommand,
  DescribeMonitoringScheduleCommand,
  DescribeNotebookInstanceLifecycleConfigCommand,
  DescribeTrainingJobCommand,
  ListDomainsCommand,
  ListEndpointConfigsCommand,
  ListEndpointsCommand,
  ListFeatureGroupsCommand,
  ListModelPackageGroupsCommand,
  ListModelPackagesCommand,
  ListModelsCommand,
  ListMonitoringSchedulesCommand,
  ListNotebookInstanceLifecycleConfigsCommand,
  ListTrainingJobsCommand,
  type SageMakerClient,
} from '@aws-sdk/client-sagemaker';
import type { Kind } from './life.ts';

export const ROLE = 'arn:aws:iam::111122223333:role/Execution';
const IMAGE = '111122223333.dkr.ecr.eu-central-1.amazonaws.com/image:1';
export const TRAINING = {
  RoleArn: ROLE,
  AlgorithmSpecification: { TrainingImage: IMAGE, TrainingInputMode: 'File' as const },
  OutputDataConfig: { S3OutputPath: 's3://bucket/out' },
  ResourceConfig: { InstanceType: 'ml.m5.large' as const, InstanceCount: 1, VolumeSizeInGB: 10 },
  StoppingCondition: { MaxRuntimeInSeconds: 3600 },
};

export const MONITORING = {
  ScheduleConfig: { ScheduleExpression: 'cron(0 * ? * * *)' },
  MonitoringJobDefinition: {
    MonitoringInputs: [{ EndpointInput: { EndpointName: 'chat', LocalPath: '/opt/ml/processing/input' } }],
    MonitoringOutputConfig: {
      MonitoringOutputs: [
        { S3Output: { S3Uri: 's3://bucket/monitoring', LocalPath: '/opt/ml/processing/output' } },
      ],
    },
    MonitoringResources: {
      ClusterConfig: { InstanceType: 'ml.m5.large' as const, InstanceCount: 1, VolumeSizeInGB: 20 },
    },
    MonitoringAppSpecification: { ImageUri: IMAGE },
    RoleArn: ROLE,
  },
};

/** The kinds of SageMaker resource that live alike. */
export const KINDS: Kind<SageMakerClient>[] = [
  {
    kind: 'model',
    async create(sagemaker, name) {
      const input = { ModelName: name, ExecutionRoleArn: ROLE, PrimaryContainer: { Image: IMAGE } };
      return { arn: (await sagemaker.send(new CreateModelCommand(input))).ModelArn, id: name };
    },
    arn: (id) => `model/${id.toLowerCase()}`,
    describe: (sagemaker, ModelName) => sagemaker.send(new DescribeModelCommand({ ModelName })),
    list: async (sagemaker) => (await sagemaker.send(new ListModelsCommand({}))).Models,
    remove: (sagemaker, ModelName) => sagemaker.send(new DeleteModelCommand({ ModelName })),
    twice: 'ValidationException',
    unknown: { name: 'ValidationException', message: 'Could not find model' },
  },
  {
    kind: 'endpoint configuration',
    async create(sagemaker, name) {
      const input = {
        EndpointConfigName: name,
        ProductionVariants: [
          { VariantName: 'all', InstanceType: 'ml.m5.large' as const, InitialInstanceCount: 1 },
        ],
      };
      return {
        arn: (await sagemaker.send(new CreateEndpointConfigCommand(input))).EndpointConfigArn,
        id: name,
      };
    },
    arn: (id) => `endpoint-config/${id.toLowerCase()}`,
    describe: (sagemaker, EndpointConfigName) =>
      sagemaker.send(new DescribeEndpointConfigCommand({ EndpointConfigName })),
    list: async (sagemaker) => (await sagemaker.send(new ListEndpointConfigsCommand({}))).EndpointConfigs,
    remove: (sagemaker, EndpointConfigName) =>
      sagemaker.send(new DeleteEndpointConfigCommand({ EndpointConfigName })),
    twice: 'ValidationException',
    unknown: { name: 'ValidationException', message: 'Could not find endpoint configuration' },
  },
  {
    kind: 'endpoint',
    async create(sagemaker, name) {
      const EndpointConfigName = `${name}-config`;
      const ProductionVariants = [
        { VariantName: 'all', InstanceType: 'ml.m5.large' as const, InitialInstanceCount: 1 },
      ];
      await sagemaker
        .send(new CreateEndpointConfigCommand({ EndpointConfigName, ProductionVariants }))
        .catch(() => {});
      const created = await sagemaker.send(
        new CreateEndpointCommand({ EndpointName: name, EndpointConfigName }),
      );
      return { arn: created.EndpointArn, id: name };
    },
    arn: (id) => `endpoint/${id.toLowerCase()}`,
    describe: (sagemaker, EndpointName) => sagemaker.send(new DescribeEndpointCommand({ EndpointName })),
    list: async (sagemaker) => (await sagemaker.send(new ListEndpointsCommand({}))).Endpoints,
    remove: (sagemaker, EndpointName) => sagemaker.send(new DeleteEndpointCommand({ EndpointName })),
    twice: 'ValidationException',
    unknown: { name: 'ValidationException', message: 'Could not find endpoint' },
  },
  {
    kind: 'training job',
    async create(sagemaker, name) {
      const created = await sagemaker.send(
        new CreateTrainingJobCommand({ TrainingJobName: name, ...TRAINING }),
      );
      return { arn: created.TrainingJobArn, id: name };
    },
    arn: (id) => `training-job/${id.toLowerCase()}`,
    describe: (sagemaker, TrainingJobName) =>
      sagemaker.send(new DescribeTrainingJobCommand({ TrainingJobName })),
    list: async (sagemaker) => (await sagemaker.send(new ListTrainingJobsCommand({}))).TrainingJobSummaries,
    remove: (sagemaker, TrainingJobName) => sagemaker.send(new DeleteTrainingJobCommand({ TrainingJobName })),
    twice: 'ResourceInUse',
    unknown: { name: 'ValidationException', message: 'Requested resource not found' },
  },
  {
    kind: 'monitoring schedule',
    async create(sagemaker, MonitoringScheduleName) {
      const made = await sagemaker.send(
        new CreateMonitoringScheduleCommand({ MonitoringScheduleName, MonitoringScheduleConfig: MONITORING }),
      );
      return { arn: made.MonitoringScheduleArn, id: MonitoringScheduleName };
    },
    arn: (id) => `monitoring-schedule/${id.toLowerCase()}`,
    describe: (sagemaker, MonitoringScheduleName) =>
      sagemaker.send(new DescribeMonitoringScheduleCommand({ MonitoringScheduleName })),
    list: async (sagemaker) =>
      (await sagemaker.send(new ListMonitoringSchedulesCommand({}))).MonitoringScheduleSummaries,
    remove: (sagemaker, MonitoringScheduleName) =>
      sagemaker.send(new DeleteMonitoringScheduleCommand({ MonitoringScheduleName })),
    twice: 'ResourceInUse',
    unknown: { name: 'ResourceNotFound', message: 'not found' },
  },
  {
    kind: 'domain',
    async create(sagemaker, name) {
      const created = await sagemaker.send(
        new CreateDomainCommand({
          DomainName: name,
          AuthMode: 'IAM',
          DefaultUserSettings: { ExecutionRole: ROLE },
        }),
      );
      return { arn: created.DomainArn, id: created.DomainId ?? '' };
    },
    arn: (id) => `domain/${id}`,
    describe: (sagemaker, DomainId) => sagemaker.send(new DescribeDomainCommand({ DomainId })),
    list: async (sagemaker) => (await sagemaker.send(new ListDomainsCommand({}))).Domains,
    remove: (sagemaker, DomainId) => sagemaker.send(new DeleteDomainCommand({ DomainId })),
    twice: 'ResourceInUse',
    unknown: { name: 'ResourceNotFound', message: 'does not exist' },
  },
  {
    kind: 'feature group',
    async create(sagemaker, name) {
      const created = await sagemaker.send(
        new CreateFeatureGroupCommand({
          FeatureGroupName: name,
          RecordIdentifierFeatureName: 'id',
          EventTimeFeatureName: 'at',
          FeatureDefinitions: [{ FeatureName: 'id', FeatureType: 'String' }],
          OnlineStoreConfig: { EnableOnlineStore: true },
        }),
      );
      return { arn: created.FeatureGroupArn, id: name };
    },
    arn: (id) => `feature-group/${id.toLowerCase()}`,
    describe: (sagemaker, FeatureGroupName) =>
      sagemaker.send(new DescribeFeatureGroupCommand({ FeatureGroupName })),
    list: async (sagemaker) => (await sagemaker.send(new ListFeatureGroupsCommand({}))).FeatureGroupSummaries,
    remove: (sagemaker, FeatureGroupName) =>
      sagemaker.send(new DeleteFeatureGroupCommand({ FeatureGroupName })),
    twice: 'ResourceInUse',
    unknown: { name: 'ResourceNotFound', message: "can't find a FeatureGroup" },
  },
  {
    kind: 'model package group',
    async create(sagemaker, name) {
      const created = await sagemaker.send(
        new CreateModelPackageGroupCommand({ ModelPackageGroupName: name }),
      );
      return { arn: created.ModelPackageGroupArn, id: name };
    },
    arn: (id) => `model-package-group/${id.toLowerCase()}`,
    describe: (sagemaker, ModelPackageGroupName) =>
      sagemaker.send(new DescribeModelPackageGroupCommand({ ModelPackageGroupName })),
    list: async (sagemaker) =>
      (await sagemaker.send(new ListModelPackageGroupsCommand({}))).ModelPackageGroupSummaryList,
    remove: (sagemaker, ModelPackageGroupName) =>
      sagemaker.send(new DeleteModelPackageGroupCommand({ ModelPackageGroupName })),
    twice: 'ValidationException',
    unknown: { name: 'ValidationException', message: 'does not exist' },
  },
  {
    kind: 'model package',
    async create(sagemaker, name) {
      const created = await sagemaker.send(new CreateModelPackageCommand({ ModelPackageName: name }));
      return { arn: created.ModelPackageArn, id: name };
    },
    arn: (id) => `model-package/${id.toLowerCase()}`,
    describe: (sagemaker, ModelPackageName) =>
      sagemaker.send(new DescribeModelPackageCommand({ ModelPackageName })),
    list: async (sagemaker) =>
      (await sagemaker.send(new ListModelPackagesCommand({}))).ModelPackageSummaryList,
    remove: (sagemaker, ModelPackageName) =>
      sagemaker.send(new DeleteModelPackageCommand({ ModelPackageName })),
    twice: 'ValidationException',
    unknown: { name: 'ValidationException', message: 'does not exist' },
  },
  {
    kind: 'notebook lifecycle configuration',
    async create(sagemaker, name) {
      const created = await sagemaker.send(
        new CreateNotebookInstanceLifecycleConfigCommand({ NotebookInstanceLifecycleConfigName: name }),
      );
      return { arn: created.NotebookInstanceLifecycleConfigArn, id: name };
    },
    arn: (id) => `notebook-instance-lifecycle-config/${id.toLowerCase()}`,
    describe: (sagemaker, NotebookInstanceLifecycleConfigName) =>
      sagemaker.send(
        new DescribeNotebookInstanceLifecycleConfigCommand({ NotebookInstanceLifecycleConfigName }),
      ),
    list: async (sagemaker) =>
      (await sagemaker.send(new ListNotebookInstanceLifecycleConfigsCommand({})))
        .NotebookInstanceLifecycleConfigs,
    remove: (sagemaker, NotebookInstanceLifecycleConfigName) =>
      sagemaker.send(
        new DeleteNotebookInstanceLifecycleConfigCommand({ NotebookInstanceLifecycleConfigName }),
      ),
    twice: 'ValidationException',
    unknown: { name: 'ValidationException', message: 'does not exist' },
  },
];
