import {
  CloudControlClient,
  CreateResourceCommand,
  GetResourceCommand,
  ListResourcesCommand,
} from '@aws-sdk/client-cloudcontrol';
import {
  CreateEndpointCommand,
  CreateEndpointConfigCommand,
  CreateModelCommand,
  CreateTrainingJobCommand,
  DescribeClusterCommand,
  DescribeEndpointCommand,
  DescribeTrainingJobCommand,
  SageMakerClient,
  UpdateClusterCommand,
  UpdateEndpointCommand,
  UpdateEndpointWeightsAndCapacitiesCommand,
  UpdateTrainingJobCommand,
} from '@aws-sdk/client-sagemaker';
import { expect, it } from 'vitest';
import { type Endpoint, refusal } from '../kit.ts';
import { TRAINING } from './sagemaker-kinds.ts';

/** What SageMaker promises about changes to what is there. */
export function sagemakerUpdatesContract(open: () => Endpoint): void {
  it('a training job that starts, or has ended, takes no other remote debugging, but another warm pool', async () => {
    const endpoint = open();
    const sagemaker = endpoint.client(SageMakerClient);
    const name = { TrainingJobName: 'open' };
    const RemoteDebugConfig = { EnableRemoteDebug: true };
    await sagemaker.send(new CreateTrainingJobCommand({ ...name, ...TRAINING, RemoteDebugConfig }));
    const debug = { RemoteDebugConfig: { EnableRemoteDebug: false } };
    const early = await refusal(sagemaker.send(new UpdateTrainingJobCommand({ ...name, ...debug })));
    expect(early.name).toBe('ValidationException');
    await endpoint.settle();
    const late = await refusal(sagemaker.send(new UpdateTrainingJobCommand({ ...name, ...debug })));
    expect(late.name).toBe('ValidationException');
    const ResourceConfig = { KeepAlivePeriodInSeconds: 60 };
    await sagemaker.send(new UpdateTrainingJobCommand({ ...name, ResourceConfig }));
    expect(await sagemaker.send(new DescribeTrainingJobCommand(name))).toMatchObject({
      RemoteDebugConfig,
      ResourceConfig: { InstanceCount: TRAINING.ResourceConfig.InstanceCount, ...ResourceConfig },
      TrainingJobStatus: 'Completed',
    });
  });

  it('a cluster keeps what an update does not name, and Cloud Control sees it', async () => {
    const endpoint = open();
    const sagemaker = endpoint.client(SageMakerClient);
    const cloudControl = endpoint.client(CloudControlClient);
    const TypeName = 'AWS::SageMaker::Cluster';
    const InstanceGroups = [
      { InstanceGroupName: 'workers', InstanceType: 'ml.p5.48xlarge', InstanceCount: 4 },
      { InstanceGroupName: 'spare', InstanceType: 'ml.p5.48xlarge', InstanceCount: 1 },
    ];
    const DesiredState = JSON.stringify({ ClusterName: 'churn', NodeRecovery: 'None', InstanceGroups });
    await cloudControl.send(new CreateResourceCommand({ TypeName, DesiredState }));
    await endpoint.settle();
    const { ResourceDescriptions = [] } = await cloudControl.send(new ListResourcesCommand({ TypeName }));
    const ClusterName = ResourceDescriptions[0]?.Identifier ?? '';
    await sagemaker.send(
      new UpdateClusterCommand({
        ClusterName,
        NodeRecovery: 'Automatic',
        InstanceGroupsToDelete: ['spare'],
      }),
    );
    await endpoint.settle();
    expect(await sagemaker.send(new DescribeClusterCommand({ ClusterName: 'churn' }))).toMatchObject({
      ClusterArn: ClusterName,
      ClusterStatus: 'InService',
      NodeRecovery: 'Automatic',
      InstanceGroups: [{ InstanceGroupName: 'workers', CurrentCount: 4, TargetCount: 4 }],
    });
    const { ResourceDescription } = await cloudControl.send(
      new GetResourceCommand({ TypeName, Identifier: ClusterName }),
    );
    expect(JSON.parse(ResourceDescription?.Properties ?? '')).toMatchObject({ NodeRecovery: 'Automatic' });
    const missing = sagemaker.send(new UpdateClusterCommand({ ClusterName: 'none' }));
    expect((await refusal(missing)).name).toBe('ResourceNotFound');
  });

  it('an endpoint keeps its load and its way of deployment where an update says so, and takes another load', async () => {
    const endpoint = open();
    const sagemaker = endpoint.client(SageMakerClient);
    await sagemaker.send(new CreateModelCommand({ ModelName: 'churn' }));
    const variant = { VariantName: 'a', ModelName: 'churn', InstanceType: 'ml.m5.large' } as const;
    for (const [EndpointConfigName, InitialInstanceCount] of [
      ['one', 1],
      ['two', 2],
    ] as const) {
      const ProductionVariants = [{ ...variant, InitialInstanceCount }];
      await sagemaker.send(new CreateEndpointConfigCommand({ EndpointConfigName, ProductionVariants }));
    }
    const DeploymentConfig = { AutoRollbackConfiguration: { Alarms: [{ AlarmName: 'churn-5xx' }] } };
    const EndpointName = 'churn';
    const shown = async () => {
      await endpoint.settle();
      return sagemaker.send(new DescribeEndpointCommand({ EndpointName }));
    };
    const update = (more: object) =>
      sagemaker.send(new UpdateEndpointCommand({ EndpointName, EndpointConfigName: 'one', ...more }));
    await sagemaker.send(
      new CreateEndpointCommand({ EndpointName, EndpointConfigName: 'two', DeploymentConfig }),
    );
    await endpoint.settle();
    await update({ RetainAllVariantProperties: true, RetainDeploymentConfig: true });
    expect(await shown()).toMatchObject({
      EndpointConfigName: 'one',
      ProductionVariants: [{ DesiredInstanceCount: 2 }],
      LastDeploymentConfig: DeploymentConfig,
    });
    const excluding = [{ VariantPropertyType: 'DesiredInstanceCount' }];
    await update({ RetainAllVariantProperties: true, ExcludeRetainedVariantProperties: excluding });
    expect(await shown()).toMatchObject({ ProductionVariants: [{ DesiredInstanceCount: 1 }] });
    expect(await shown()).not.toHaveProperty('LastDeploymentConfig');
    const load = (VariantName: string) =>
      sagemaker.send(
        new UpdateEndpointWeightsAndCapacitiesCommand({
          EndpointName,
          DesiredWeightsAndCapacities: [{ VariantName, DesiredWeight: 3, DesiredInstanceCount: 4 }],
        }),
      );
    await load('a');
    expect(await shown()).toMatchObject({
      EndpointStatus: 'InService',
      ProductionVariants: [{ CurrentWeight: 3, CurrentInstanceCount: 4 }],
    });
    expect((await refusal(load('b'))).name).toBe('ValidationException');
  });
}
