import { createResource } from '../../adapters/aws/cloud-control.ts';
import { refOf } from '../../adapters/aws/kit.ts';
import type { DoorCase } from './door.ts';

const TYPE = 'AWS::SageMaker::Cluster';

const clusterCase = (NodeRecovery: 'Automatic' | 'None'): DoorCase => {
  const properties = {
    ClusterName: 'churn',
    NodeRecovery,
    InstanceGroups: [
      {
        InstanceGroupName: 'workers',
        InstanceType: 'ml.p5.48xlarge',
        InstanceCount: 4,
        ExecutionRole: 'arn:aws:iam::111122223333:role/HyperPod',
        LifeCycleConfig: { OnCreate: 'on_create.sh', SourceS3Uri: 's3://sagemaker-scripts/churn' },
      },
    ],
  };
  return {
    name: `a cluster with node recovery ${NodeRecovery}`,
    type: TYPE,
    async make(emulated) {
      const arn = await createResource(emulated, TYPE, properties);
      return refOf(TYPE, arn.slice(arn.lastIndexOf('/') + 1));
    },
    template: { Judged: { Type: TYPE, Properties: properties } },
    verdicts: {
      'sagemaker-hyperpod-node-recovery': NodeRecovery === 'Automatic' ? 'COMPLIANT' : 'NON_COMPLIANT',
    },
  };
};

export const clusterCases: readonly DoorCase[] = [clusterCase('Automatic'), clusterCase('None')];
