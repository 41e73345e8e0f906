import {
  AddTagsCommand,
  CreateDomainCommand,
  CreateEndpointCommand,
  CreateEndpointConfigCommand,
  CreateModelCommand,
  CreateModelPackageCommand,
  CreateModelPackageGroupCommand,
  CreateTrainingJobCommand,
  DeleteModelPackageGroupCommand,
  DeleteTagsCommand,
  DescribeDomainCommand,
  DescribeEndpointCommand,
  DescribeFeatureGroupCommand,
  DescribeModelPackageCommand,
  ListModelPackagesCommand,
  ListTagsCommand,
  paginateListModels,
  ResourceInUse,
  ResourceNotFound,
  SageMakerClient,
  UpdateDomainCommand,
  UpdateEndpointCommand,
  UpdateFeatureGroupCommand,
  UpdateModelPackageCommand,
} from '@aws-sdk/client-sagemaker';
import { expect, it } from 'vitest';
import { type Endpoint, refusal } from '../kit.ts';
import { lifeContract } from './life.ts';
import { IMAGE_KINDS } from './sagemaker-image-kinds.ts';
import { KINDS, ROLE, TRAINING } from './sagemaker-kinds.ts';

const tagging = {
  add: (sagemaker: SageMakerClient, ResourceArn: string, tags: Record<string, string>) => {
    const Tags = Object.entries(tags).map(([Key, Value]) => ({ Key, Value }));
    return sagemaker.send(new AddTagsCommand({ ResourceArn, Tags }));
  },
  remove: (sagemaker: SageMakerClient, ResourceArn: string, TagKeys: string[]) =>
    sagemaker.send(new DeleteTagsCommand({ ResourceArn, TagKeys })),
  list: async (sagemaker: SageMakerClient, ResourceArn: string) => {
    const { Tags = [] } = await sagemaker.send(new ListTagsCommand({ ResourceArn }));
    return Object.fromEntries(Tags.map(({ Key, Value }) => [Key, Value]));
  },
  unknown: 'ValidationException',
};

/** What SageMaker promises about its other resources. */
export function sagemakerContract(open: () => Endpoint): void {
  lifeContract(open, {
    service: 'sagemaker',
    Client: SageMakerClient,
    kinds: [...KINDS, ...IMAGE_KINDS],
    tagging,
  });

  it('SageMaker errors are of the classes that the SDK exports', async () => {
    const sagemaker = open().client(SageMakerClient);
    await sagemaker.send(new CreateTrainingJobCommand({ TrainingJobName: 'job', ...TRAINING }));
    const again = sagemaker.send(new CreateTrainingJobCommand({ TrainingJobName: 'job', ...TRAINING }));
    expect(await refusal(again)).toBeInstanceOf(ResourceInUse);
    const missing = sagemaker.send(new DescribeDomainCommand({ DomainId: 'd-none' }));
    expect(await refusal(missing)).toBeInstanceOf(ResourceNotFound);
  });

  it('the paginator of the SDK walks over every model once', async () => {
    const sagemaker = open().client(SageMakerClient);
    const names = Array.from({ length: 23 }, (_, index) => `model-${index}`);
    for (const ModelName of names) await sagemaker.send(new CreateModelCommand({ ModelName }));
    const seen: (string | undefined)[] = [];
    for await (const page of paginateListModels({ client: sagemaker, pageSize: 5 }, {})) {
      seen.push(...(page.Models ?? []).map(({ ModelName }) => ModelName));
    }
    expect(seen.toSorted()).toEqual(names.toSorted());
  });

  it('an endpoint shows its configuration and takes another one', async () => {
    const endpoint = open();
    const sagemaker = endpoint.client(SageMakerClient);
    const variant = { VariantName: 'all', InstanceType: 'ml.m5.large' as const, InitialInstanceCount: 1 };
    await sagemaker.send(
      new CreateEndpointConfigCommand({
        EndpointConfigName: 'captured',
        ProductionVariants: [variant],
        DataCaptureConfig: {
          EnableCapture: true,
          InitialSamplingPercentage: 50,
          DestinationS3Uri: 's3://bucket/capture',
          CaptureOptions: [{ CaptureMode: 'Input' }],
        },
      }),
    );
    await sagemaker.send(
      new CreateEndpointConfigCommand({ EndpointConfigName: 'plain', ProductionVariants: [variant] }),
    );
    await sagemaker.send(new CreateEndpointCommand({ EndpointName: 'e', EndpointConfigName: 'captured' }));
    await endpoint.settle();
    expect(await sagemaker.send(new DescribeEndpointCommand({ EndpointName: 'e' }))).toMatchObject({
      EndpointStatus: 'InService',
      DataCaptureConfig: { EnableCapture: true, CurrentSamplingPercentage: 50 },
    });
    await sagemaker.send(new UpdateEndpointCommand({ EndpointName: 'e', EndpointConfigName: 'plain' }));
    await endpoint.settle();
    const described = await sagemaker.send(new DescribeEndpointCommand({ EndpointName: 'e' }));
    expect(described).toMatchObject({ EndpointStatus: 'InService', EndpointConfigName: 'plain' });
    expect(described.DataCaptureConfig).toBeUndefined();
  });

  it('an endpoint configuration names models that exist', async () => {
    const sagemaker = open().client(SageMakerClient);
    const ProductionVariants = [{ VariantName: 'all', ModelName: 'none', InitialInstanceCount: 1 }];
    const error = await refusal(
      sagemaker.send(new CreateEndpointConfigCommand({ EndpointConfigName: 'c', ProductionVariants })),
    );
    expect(error.message).toContain('Could not find model');
  });

  it('an update of a domain leaves the settings that it does not name', async () => {
    const endpoint = open();
    const sagemaker = endpoint.client(SageMakerClient);
    const { DomainId } = await sagemaker.send(
      new CreateDomainCommand({
        DomainName: 'studio',
        AuthMode: 'IAM',
        DefaultUserSettings: { ExecutionRole: ROLE, SecurityGroups: ['sg-0a1b2c3d'] },
      }),
    );
    await endpoint.settle();
    await sagemaker.send(new UpdateDomainCommand({ DomainId, AppNetworkAccessType: 'VpcOnly' }));
    await endpoint.settle();
    expect(await sagemaker.send(new DescribeDomainCommand({ DomainId }))).toMatchObject({
      Status: 'InService',
      AppNetworkAccessType: 'VpcOnly',
      DefaultUserSettings: { ExecutionRole: ROLE, SecurityGroups: ['sg-0a1b2c3d'] },
    });
  });

  it('a feature group grows by the features that are added', async () => {
    const endpoint = open();
    const sagemaker = endpoint.client(SageMakerClient);
    const FeatureGroupName = 'features';
    await KINDS.find(({ kind }) => kind === 'feature group')?.create(sagemaker, FeatureGroupName);
    await endpoint.settle();
    const FeatureAdditions = [{ FeatureName: 'age', FeatureType: 'Integral' as const }];
    await sagemaker.send(new UpdateFeatureGroupCommand({ FeatureGroupName, FeatureAdditions }));
    await endpoint.settle();
    const described = await sagemaker.send(new DescribeFeatureGroupCommand({ FeatureGroupName }));
    expect(described.FeatureDefinitions?.map(({ FeatureName }) => FeatureName)).toEqual(['id', 'age']);
  });

  it('packages of a group are numbered, approved, and keep the group alive', async () => {
    const sagemaker = open().client(SageMakerClient);
    const ModelPackageGroupName = 'models';
    await sagemaker.send(new CreateModelPackageGroupCommand({ ModelPackageGroupName }));
    await sagemaker.send(new CreateModelPackageCommand({ ModelPackageGroupName }));
    const second = await sagemaker.send(new CreateModelPackageCommand({ ModelPackageGroupName }));
    const { ModelPackageArn } = second;
    expect(ModelPackageArn).toMatch(/model-package\/models\/2$/);
    await sagemaker.send(new UpdateModelPackageCommand({ ModelPackageArn, ModelApprovalStatus: 'Approved' }));
    const described = await sagemaker.send(
      new DescribeModelPackageCommand({ ModelPackageName: ModelPackageArn }),
    );
    expect(described).toMatchObject({ ModelPackageVersion: 2, ModelApprovalStatus: 'Approved' });
    const listed = await sagemaker.send(new ListModelPackagesCommand({ ModelPackageGroupName }));
    expect(listed.ModelPackageSummaryList).toHaveLength(2);
    const error = await refusal(
      sagemaker.send(new DeleteModelPackageGroupCommand({ ModelPackageGroupName })),
    );
    expect(error.name).toBe('ValidationException');
  });
}
