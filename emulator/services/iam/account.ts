import type { Operations } from '../../service.ts';
import { toTagList } from '../../tags.ts';
import { encoded, pageByMarker } from './_shared.ts';
import { findPolicy, ownPolicies, type StoredPolicy, shownPolicy, shownVersion } from './policies.ts';
import { shown, sortedRoles } from './roles.ts';

export const accountOperations = {
  GetAccountAuthorizationDetails(input, call) {
    const wanted = input.Filter ?? ['Role', 'LocalManagedPolicy', 'AWSManagedPolicy'];
    const roles = wanted.includes('Role') ? sortedRoles(call) : [];
    const { page, ...marks } = pageByMarker(roles, input);
    const attached = new Set(sortedRoles(call).flatMap((stored) => stored.attached));
    const policies: StoredPolicy[] = [
      ...(wanted.includes('LocalManagedPolicy') ? ownPolicies(call) : []),
      // Of AWS's own, those that are in use.
      ...(wanted.includes('AWSManagedPolicy')
        ? [...attached].filter(isAwsManaged).map((arn) => findPolicy(call, arn))
        : []),
    ];
    const isFirstPage = input.Marker === undefined;
    return {
      UserDetailList: [],
      GroupDetailList: [],
      RoleDetailList: page.map((stored) => ({
        ...shown(stored),
        InstanceProfileList: [],
        RolePolicyList: Object.entries(stored.inline).map(([PolicyName, document]) => ({
          PolicyName,
          PolicyDocument: encoded(document),
        })),
        AttachedManagedPolicies: stored.attached.map((PolicyArn) => ({
          PolicyArn,
          PolicyName: PolicyArn.split('/').at(-1),
        })),
        Tags: toTagList(stored.tags),
      })),
      Policies: (isFirstPage ? policies : []).map((stored) => ({
        ...shownPolicy(call, stored),
        PolicyVersionList: stored.versions.map(({ id }) => shownVersion(stored, id)),
      })),
      ...marks,
    };
  },
} satisfies Operations<typeof import('@aws-sdk/client-iam')>;

function isAwsManaged(arn: string): boolean {
  return arn.split(':')[4] === 'aws';
}
