import type {
  DescribeModelPackageGroupOutput,
  DescribeModelPackageOutput,
  UpdateModelPackageInput,
} from '@aws-sdk/client-sagemaker';
import type { Answer, Call, Operations } from '../../service.ts';
import { createTable } from '../../table.ts';
import { fromTagList } from '../../tags.ts';
import { invalid, listPage, tags } from './_shared.ts';

type Package = Answer<DescribeModelPackageOutput>;
type Group = Answer<DescribeModelPackageGroupOutput>;

const packages = createTable<Package>();
const groups = createTable<Group>();

const nameOf = (nameOrArn: string) => nameOrArn.split('/').slice(1).join('/') || nameOrArn;
const packageArn = (call: Call, name: string) => call.arn(`model-package/${name.toLowerCase()}`);
const groupArn = (call: Call, name: string) => call.arn(`model-package-group/${name.toLowerCase()}`);

export const modelPackage = {
  CreateModelPackage(input, call) {
    const { ModelPackageName, ModelPackageGroupName, Tags, ...given } = input;
    const place = placeOf(call, ModelPackageName, ModelPackageGroupName);
    const arn = packageArn(call, place.key);
    if (packages.get(call, arn)) throw invalid(`Model Package already exists: ${arn}`);
    packages.put(call, arn, {
      ...given,
      ...place.members,
      ModelPackageArn: arn,
      ModelApprovalStatus:
        given.ModelApprovalStatus ?? (ModelPackageGroupName ? 'PendingManualApproval' : undefined),
      ModelPackageStatus: 'Completed',
      ModelPackageStatusDetails: { ValidationStatuses: [] },
      CreationTime: call.now(),
      CreatedBy: userOf(call),
    });
    tags.start(call, arn, fromTagList(Tags));
    return { ModelPackageArn: arn };
  },

  DescribeModelPackage: (input, call) => findPackage(call, input.ModelPackageName),

  ListModelPackages(input, call) {
    const { ModelPackageGroupName: group, ModelPackageType, ModelApprovalStatus: approval } = input;
    const rows = packages.list(call).filter((row) => {
      const isVersioned = row.ModelPackageGroupName !== undefined;
      const isWantedKind = ModelPackageType === 'Both' || isVersioned === (ModelPackageType === 'Versioned');
      const isWanted = group === undefined ? isWantedKind : row.ModelPackageGroupName === nameOf(group);
      return isWanted && (approval === undefined || row.ModelApprovalStatus === approval);
    });
    const { page, NextToken } = listPage(rows, input, {
      name: (row) => row.ModelPackageName ?? row.ModelPackageGroupName,
    });
    return { ModelPackageSummaryList: page, NextToken };
  },

  UpdateModelPackage(input, call) {
    const current = findPackage(call, input.ModelPackageArn);
    packages.put(call, input.ModelPackageArn, {
      ...current,
      ...changes(current, input),
      LastModifiedTime: call.now(),
      LastModifiedBy: userOf(call),
    });
    return { ModelPackageArn: input.ModelPackageArn };
  },

  DeleteModelPackage(input, call) {
    const arn = findPackage(call, input.ModelPackageName).ModelPackageArn ?? '';
    packages.delete(call, arn);
    tags.end(call, arn);
    return {};
  },

  CreateModelPackageGroup(input, call) {
    const { ModelPackageGroupName: name, Tags, ...given } = input;
    const arn = groupArn(call, name);
    if (groups.get(call, name)) throw invalid(`Model Package Group already exists: ${arn}`);
    groups.put(call, name, {
      ...given,
      ModelPackageGroupName: name,
      ModelPackageGroupArn: arn,
      ModelPackageGroupStatus: 'Completed',
      CreationTime: call.now(),
      CreatedBy: userOf(call),
    });
    tags.start(call, arn, fromTagList(Tags));
    return { ModelPackageGroupArn: arn };
  },

  DescribeModelPackageGroup: (input, call) => findGroup(call, input.ModelPackageGroupName),

  ListModelPackageGroups(input, call) {
    const { page, NextToken } = listPage(groups.list(call), input, {
      name: (row) => row.ModelPackageGroupName,
    });
    return { ModelPackageGroupSummaryList: page, NextToken };
  },

  DeleteModelPackageGroup(input, call) {
    const group = findGroup(call, input.ModelPackageGroupName);
    if (packages.list(call).some((row) => row.ModelPackageGroupName === group.ModelPackageGroupName)) {
      throw invalid(`Model Package Group is not empty: ${group.ModelPackageGroupArn}`);
    }
    groups.delete(call, group.ModelPackageGroupName ?? '');
    tags.end(call, group.ModelPackageGroupArn ?? '');
    return {};
  },
} satisfies Operations<typeof import('@aws-sdk/client-sagemaker')>;

// A package either has a name, or is the next version of a group.
function placeOf(call: Call, name: string | undefined, group: string | undefined) {
  if ((name === undefined) === (group === undefined)) {
    throw invalid('Exactly one of ModelPackageName and ModelPackageGroupName must be provided.');
  }
  if (group === undefined) return { key: name ?? '', members: { ModelPackageName: name } };
  const groupName = findGroup(call, group).ModelPackageGroupName ?? '';
  const siblings = packages.list(call).filter((row) => row.ModelPackageGroupName === groupName);
  const version = Math.max(0, ...siblings.map((row) => row.ModelPackageVersion ?? 0)) + 1;
  return {
    key: `${groupName}/${version}`,
    members: { ModelPackageName: groupName, ModelPackageGroupName: groupName, ModelPackageVersion: version },
  };
}

function changes(
  current: Package,
  input: Omit<UpdateModelPackageInput, 'ModelPackageArn'>,
): Partial<Package> {
  const { CustomerMetadataProperties, CustomerMetadataPropertiesToRemove = [], ...given } = input;
  const { AdditionalInferenceSpecificationsToAdd = [], ...plain } = given;
  const metadata = Object.entries({ ...current.CustomerMetadataProperties, ...CustomerMetadataProperties });
  const kept = metadata.filter(([key]) => !CustomerMetadataPropertiesToRemove.includes(key));
  const specifications = [
    ...(current.AdditionalInferenceSpecifications ?? []),
    ...AdditionalInferenceSpecificationsToAdd,
  ];
  // What is empty is absent from the answer: its model has them with one member at least.
  return {
    ...plain,
    CustomerMetadataProperties: kept.length > 0 ? Object.fromEntries(kept) : undefined,
    AdditionalInferenceSpecifications: specifications.length > 0 ? specifications : undefined,
  };
}

function findPackage(call: Call, nameOrArn: string): Package {
  const arn = nameOrArn.startsWith('arn:') ? nameOrArn : packageArn(call, nameOrArn);
  const found = packages.get(call, arn);
  if (found === undefined) throw invalid(`ModelPackage ${arn} does not exist.`);
  return found;
}

export function findGroup(call: Call, nameOrArn: string): Group {
  const name = nameOf(nameOrArn);
  const found =
    groups.get(call, name) ?? groups.list(call).find((row) => row.ModelPackageGroupArn === nameOrArn);
  if (found === undefined) throw invalid(`ModelPackageGroup ${groupArn(call, name)} does not exist.`);
  return found;
}

function userOf(call: Call) {
  return { IamIdentity: { Arn: call.principal.arn, PrincipalId: call.principal.id } };
}
