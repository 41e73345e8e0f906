import type { ClusterInstanceGroupDetails, DescribeClusterResponse } from '@aws-sdk/client-sagemaker';
import { AwsError } from '../../errors.ts';
import type { Answer, Call, Operations } from '../../service.ts';
import { createTable } from '../../table.ts';
import { notFound } from './_shared.ts';

type Cluster = Answer<DescribeClusterResponse>;

/** By ARN: clusters are made through Cloud Control here. */
const clusters = createTable<Cluster>();

const UPDATE_MS = 2 * 60_000;

export const cluster = {
  DescribeCluster: (input, call) => find(call, input.ClusterName),

  UpdateCluster(input, call) {
    const { ClusterName, InstanceGroups, InstanceGroupsToDelete = [], ...given } = input;
    const { RestrictedInstanceGroups: _, RestrictedInstanceGroupsConfig: __, AutoScaling, ...plain } = given;
    const current = find(call, ClusterName);
    const { ClusterArn = '', ClusterStatus } = current;
    if (ClusterStatus !== 'InService') {
      throw new AwsError('ConflictException', `Cluster ${ClusterArn} is ${ClusterStatus}.`, 400);
    }
    const named = new Set([
      ...InstanceGroupsToDelete,
      ...(InstanceGroups ?? []).map(({ InstanceGroupName }) => InstanceGroupName),
    ]);
    const kept = (current.InstanceGroups ?? []).filter(
      ({ InstanceGroupName = '' }) => !named.has(InstanceGroupName),
    );
    const updated: Cluster = {
      ...current,
      ...plain,
      AutoScaling: AutoScaling ? { Status: 'InService', ...AutoScaling } : current.AutoScaling,
      InstanceGroups: [...kept, ...(InstanceGroups ?? []).map(groupOf)],
      ClusterStatus: 'Updating',
    };
    clusters.put(call, ClusterArn, updated, {
      afterMs: UPDATE_MS,
      become: () => ({ ...updated, ClusterStatus: 'InService' }),
    });
    return { ClusterArn };
  },
} satisfies Operations<typeof import('@aws-sdk/client-sagemaker')>;

interface Asked {
  readonly InstanceGroupName?: string | undefined;
  readonly InstanceCount?: number | undefined;
}

/** Begins a cluster that Cloud Control was asked for. */
export function startCluster(
  call: Call,
  ClusterArn: string,
  asked: Partial<Omit<Cluster, 'InstanceGroups'>> & { readonly InstanceGroups?: readonly Asked[] },
): void {
  const { InstanceGroups = [], ...given } = asked;
  clusters.put(call, ClusterArn, {
    ...given,
    ClusterArn,
    ClusterStatus: 'InService',
    CreationTime: call.now(),
    InstanceGroups: InstanceGroups.map(groupOf),
  });
}

/** What its own calls may have changed, as CloudFormation names it. */
export function shownOfCluster(call: Call, arn: string): Record<string, unknown> {
  const { ClusterStatus, NodeRecovery, NodeProvisioningMode, ClusterRole } = find(call, arn);
  const shown = { ClusterStatus, NodeRecovery, NodeProvisioningMode, ClusterRole };
  return Object.fromEntries(Object.entries(shown).filter(([, value]) => value !== undefined));
}

function groupOf({ InstanceCount, ...group }: Asked): ClusterInstanceGroupDetails {
  return { ...group, CurrentCount: InstanceCount, TargetCount: InstanceCount };
}

function find(call: Call, nameOrArn: string): Cluster {
  const found =
    clusters.get(call, nameOrArn) ?? clusters.list(call).find(({ ClusterName }) => ClusterName === nameOrArn);
  if (found === undefined) throw notFound(`Cluster ${nameOrArn} not found.`);
  return found;
}
