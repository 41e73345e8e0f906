import type { DescribeFeatureGroupResponse } from '@aws-sdk/client-sagemaker';
import type { Answer, Call, Operations } from '../../service.ts';
import { createTable } from '../../table.ts';
import { fromTagList } from '../../tags.ts';
import { inUse, listPage, notFound, tags } from './_shared.ts';

type FeatureGroup = Answer<DescribeFeatureGroupResponse>;

const groups = createTable<FeatureGroup>();

const CREATION_MS = 60_000;

export const featureGroup = {
  CreateFeatureGroup(input, call) {
    const { FeatureGroupName: name, Tags, ThroughputConfig, ...given } = input;
    const arn = call.arn(`feature-group/${name.toLowerCase()}`);
    if (groups.get(call, name)) {
      throw inUse(
        `Resource Already Exists: FeatureGroup with name ${name} already exists. Choose a different name.`,
      );
    }
    const begun: FeatureGroup = {
      ...given,
      ThroughputConfig: ThroughputConfig ?? { ThroughputMode: 'OnDemand' },
      FeatureGroupName: name,
      FeatureGroupArn: arn,
      FeatureGroupStatus: 'Creating',
      OfflineStoreStatus: given.OfflineStoreConfig === undefined ? undefined : { Status: 'Active' },
      CreationTime: call.now(),
      LastModifiedTime: call.now(),
      // All features fit on one page; the model requires the member.
      NextToken: '',
    };
    groups.put(call, name, begun, {
      afterMs: CREATION_MS,
      become: (at) => ({ ...begun, FeatureGroupStatus: 'Created', LastModifiedTime: at }),
    });
    tags.start(call, arn, fromTagList(Tags));
    return { FeatureGroupArn: arn };
  },

  DescribeFeatureGroup: (input, call) => find(call, input.FeatureGroupName),

  ListFeatureGroups(input, call) {
    const filter = { ...input, StatusEquals: input.FeatureGroupStatusEquals };
    const { page, NextToken } = listPage(groups.list(call), filter, {
      name: (row) => row.FeatureGroupName,
      status: (row) => row.FeatureGroupStatus,
    });
    // An empty token marks the last page, as it is a required member.
    return { FeatureGroupSummaries: page, NextToken: NextToken ?? '' };
  },

  UpdateFeatureGroup(input, call) {
    const current = find(call, input.FeatureGroupName);
    const { FeatureAdditions = [], OnlineStoreConfig } = input;
    groups.put(call, current.FeatureGroupName ?? '', {
      ...current,
      FeatureDefinitions: [...(current.FeatureDefinitions ?? []), ...FeatureAdditions],
      OnlineStoreConfig:
        current.OnlineStoreConfig === undefined
          ? undefined
          : { ...current.OnlineStoreConfig, ...OnlineStoreConfig },
      LastUpdateStatus: { Status: 'Successful' },
      LastModifiedTime: call.now(),
    });
    return { FeatureGroupArn: current.FeatureGroupArn };
  },

  DeleteFeatureGroup(input, call) {
    const current = find(call, input.FeatureGroupName);
    const leaving: FeatureGroup = {
      ...current,
      FeatureGroupStatus: 'Deleting',
      LastModifiedTime: call.now(),
    };
    groups.put(call, current.FeatureGroupName ?? '', leaving, {
      afterMs: CREATION_MS,
      become: () => undefined,
    });
    tags.end(call, current.FeatureGroupArn ?? '');
    return {};
  },
} satisfies Operations<typeof import('@aws-sdk/client-sagemaker')>;

// Feature groups are found by name or ARN.
function find(call: Call, nameOrArn: string): FeatureGroup {
  const found =
    groups.get(call, nameOrArn) ??
    groups.list(call).find(({ FeatureGroupArn }) => FeatureGroupArn === nameOrArn);
  if (found === undefined) {
    throw notFound(`Resource Not Found: Amazon SageMaker can't find a FeatureGroup with name ${nameOrArn}`);
  }
  return found;
}
