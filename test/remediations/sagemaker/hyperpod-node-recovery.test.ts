import {
  CloudControlClient,
  CreateResourceCommand,
  ListResourcesCommand,
} from '@aws-sdk/client-cloudcontrol';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Emulated, World } from '../../../emulator/index.ts';
import remediation from '../../../remediations/sagemaker/hyperpod-node-recovery.ts';
import type { JsonObject } from '../../../resources/resource.ts';
import { inMotion } from '../in-motion.ts';
import { itPutsRight, refOf } from '../kit.ts';

const TYPE = 'AWS::SageMaker::Cluster';

const group = {
  InstanceGroupName: 'workers',
  InstanceType: 'ml.p5.48xlarge',
  InstanceCount: 4,
  ExecutionRole: 'arn:aws:iam::111122223333:role/HyperPod',
  LifeCycleConfig: { OnCreate: 'on_create.sh', SourceS3Uri: 's3://sagemaker-scripts/churn' },
};

const cluster =
  (asked: JsonObject = {}) =>
  async (door: Emulated, world: World) => {
    const client = door.client(CloudControlClient);
    const desired = { ClusterName: 'churn', InstanceGroups: [group], NodeRecovery: 'None', ...asked };
    const DesiredState = JSON.stringify(desired);
    await client.send(new CreateResourceCommand({ TypeName: TYPE, DesiredState }));
    world.clock.advance(60_000);
    const { ResourceDescriptions = [] } = await client.send(new ListResourcesCommand({ TypeName: TYPE }));
    const arn = ResourceDescriptions[0]?.Identifier ?? '';
    return refOf(TYPE, arn.slice(arn.lastIndexOf('/') + 1), arn);
  };

const scene = {
  name: 'a cluster whose nodes people recover',
  rule: 'sagemaker-hyperpod-node-recovery',
  make: cluster(),
} as const;

const settings = fc.record(
  {
    InstanceGroups: fc.constant([group, { ...group, InstanceGroupName: 'spare', InstanceCount: 1 }]),
    NodeProvisioningMode: fc.constant('Continuous'),
    ClusterRole: fc.constant('arn:aws:iam::111122223333:role/Scaler'),
    VpcConfig: fc.constant({ Subnets: ['subnet-0a1b2c3d'], SecurityGroupIds: ['sg-0a1b2c3d'] }),
    Tags: fc.constant([{ Key: 'team', Value: 'churn' }]),
  },
  { requiredKeys: [] },
);

itPutsRight(remediation, [scene], {
  anyScene: settings.map((each) => ({ ...scene, make: cluster(each as unknown as JsonObject) })),
});

describe('a cluster that is left', () => {
  it.each([
    [
      { ClusterStatus: 'Updating', NodeRecovery: 'None' },
      'the cluster is Updating; wait until it is InService',
    ],
    [{ ClusterStatus: 'InService' }, 'SageMaker does not say how nodes are recovered now'],
  ])('%j', (before, refused) => {
    expect(
      remediation.plan({
        resource: { ...refOf(TYPE, 'a1b2c3'), source: 'live', properties: {} },
        before,
        rule: scene.rule,
        observations: [],
        options: { kmsKeyArn: undefined, tags: {} },
      }),
    ).toEqual({ refused, ...inMotion(refused) });
  });
});
