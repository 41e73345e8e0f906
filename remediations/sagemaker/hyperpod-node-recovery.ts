import type { DescribeClusterCommandInput, UpdateClusterCommandInput } from '@aws-sdk/client-sagemaker';
import type { Json, ResourceRef } from '../../resources/resource.ts';
import { answers, apiCall, change, defineRemediation, draft, notYet, refuse } from '../remediation.ts';

export default defineRemediation({
  id: 'sagemaker-hyperpod-node-recovery',
  title: 'Let HyperPod recover the nodes of the cluster',
  resourceType: 'AWS::SageMaker::Cluster',
  repairs: ['sagemaker-hyperpod-node-recovery'],
  risk: 'disruptive',
  breaks:
    'From now on HyperPod reboots or replaces nodes that it finds faulty: what runs on them stops, and what is on a ' +
    'replaced node’s own volumes is lost.',
  permissions: ['sagemaker:DescribeCluster', 'sagemaker:UpdateCluster'],
  references: [
    'https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_UpdateCluster.html',
    'https://docs.aws.amazon.com/sagemaker/latest/dg/sagemaker-hyperpod-resiliency.html',
  ],

  async read(resource, ask) {
    const { ClusterStatus, NodeRecovery } = await ask(describe(nameOf(resource)));
    return { ClusterStatus, NodeRecovery };
  },

  plan({ resource, before: { ClusterStatus, NodeRecovery } }) {
    if (ClusterStatus !== 'InService')
      return notYet(`the cluster is ${String(ClusterStatus)}; wait until it is InService`);
    if (NodeRecovery === undefined || NodeRecovery === null)
      return refuse('SageMaker does not say how nodes are recovered now');
    const name = nameOf(resource);
    const changes = [change('NodeRecovery', NodeRecovery, 'Automatic')];
    return draft(changes, [{ ...setting(name, 'Automatic'), undo: setting(name, NodeRecovery) }]);
  },
});

/** The id is the last part of the ARN, which is not the cluster's name. */
const nameOf = ({ arn, id }: ResourceRef): string => arn ?? id;

const describe = (ClusterName: string) =>
  apiCall<DescribeClusterCommandInput>('sagemaker', 'DescribeCluster', { ClusterName });

/** What is not named stays as it is. */
const setting = (ClusterName: string, mode: Json) => ({
  call: apiCall<UpdateClusterCommandInput>('sagemaker', 'UpdateCluster', {
    ClusterName,
    NodeRecovery: mode as NonNullable<UpdateClusterCommandInput['NodeRecovery']>,
  }),
  until: {
    ...answers(describe(ClusterName), { NodeRecovery: [mode], ClusterStatus: ['InService'] }),
    never: { ClusterStatus: ['Failed', 'RollingBack', 'Deleting'] },
  },
});
