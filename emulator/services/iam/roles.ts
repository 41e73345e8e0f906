import type { Role } from '@aws-sdk/client-iam';
import type { Call, Operations } from '../../service.ts';
import { fromTagList, toTagList } from '../../tags.ts';
import {
  alreadyExists,
  checkDocument,
  deleteConflict,
  encoded,
  findRole,
  pageByMarker,
  roles,
  type StoredRole,
} from './_shared.ts';

/** Roles themselves: who may assume them, their boundary, their tags. */
export const roleOperations = {
  CreateRole(input, call) {
    const { RoleName, Path = '/', AssumeRolePolicyDocument, PermissionsBoundary, Tags } = input;
    if (roles.get(call, RoleName)) throw alreadyExists(`Role with name ${RoleName} already exists.`);
    const role: Role = {
      Path,
      RoleName,
      RoleId: `AROA${call.world.ids.upper(17)}`,
      Arn: call.arn(`role${Path}${RoleName}`),
      CreateDate: call.now(),
      Description: input.Description,
      MaxSessionDuration: input.MaxSessionDuration ?? 3600,
    };
    const stored: StoredRole = {
      role,
      trust: checkDocument(AssumeRolePolicyDocument),
      inline: {},
      attached: [],
      boundary: PermissionsBoundary,
      tags: fromTagList(Tags),
    };
    roles.put(call, RoleName, stored);
    return { Role: shown(stored) };
  },

  GetRole: (input, call) => ({ Role: shown(findRole(call, input.RoleName)) }),

  ListRoles(input, call) {
    const { PathPrefix = '/' } = input;
    const found = sortedRoles(call).filter(({ role }) => role.Path?.startsWith(PathPrefix));
    const { page, ...marks } = pageByMarker(found, input);
    // The list leaves boundary, tags and last use out.
    return {
      Roles: page.map(({ role, trust }) => ({ ...role, AssumeRolePolicyDocument: encoded(trust) })),
      ...marks,
    };
  },

  UpdateRole(input, call) {
    const { RoleName, ...change } = input;
    replace(call, RoleName, (stored) => ({ ...stored, role: { ...stored.role, ...change } }));
    return {};
  },

  UpdateAssumeRolePolicy(input, call) {
    const trust = checkDocument(input.PolicyDocument);
    replace(call, input.RoleName, (stored) => ({ ...stored, trust }));
    return {};
  },

  DeleteRole(input, call) {
    const { attached, inline } = findRole(call, input.RoleName);
    if (attached.length > 0) throw deleteConflict('Cannot delete entity, must detach all policies first.');
    if (Object.keys(inline).length > 0)
      throw deleteConflict('Cannot delete entity, must delete policies first.');
    roles.delete(call, input.RoleName);
    return {};
  },

  PutRolePermissionsBoundary(input, call) {
    replace(call, input.RoleName, (stored) => ({ ...stored, boundary: input.PermissionsBoundary }));
    return {};
  },

  DeleteRolePermissionsBoundary(input, call) {
    replace(call, input.RoleName, (stored) => ({ ...stored, boundary: undefined }));
    return {};
  },

  TagRole(input, call) {
    replace(call, input.RoleName, (stored) => ({
      ...stored,
      tags: { ...stored.tags, ...fromTagList(input.Tags) },
    }));
    return {};
  },

  UntagRole(input, call) {
    replace(call, input.RoleName, (stored) => ({
      ...stored,
      tags: Object.fromEntries(Object.entries(stored.tags).filter(([key]) => !input.TagKeys.includes(key))),
    }));
    return {};
  },

  ListRoleTags(input, call) {
    const { page, ...marks } = pageByMarker(toTagList(findRole(call, input.RoleName).tags), input);
    return { Tags: page, ...marks };
  },
} satisfies Operations<typeof import('@aws-sdk/client-iam')>;

/** Changes a role that must exist. */
export function replace(call: Call, name: string, change: (stored: StoredRole) => StoredRole): void {
  roles.put(call, name, change(findRole(call, name)));
}

export function sortedRoles(call: Call): StoredRole[] {
  return roles.list(call).toSorted((a, b) => ((a.role.RoleName ?? '') < (b.role.RoleName ?? '') ? -1 : 1));
}

/** A role as GetRole answers it. */
export function shown({ role, trust, boundary, tags }: StoredRole): Role {
  return {
    ...role,
    AssumeRolePolicyDocument: encoded(trust),
    PermissionsBoundary:
      boundary === undefined
        ? undefined
        : { PermissionsBoundaryType: 'PermissionsBoundaryPolicy', PermissionsBoundaryArn: boundary },
    Tags: Object.keys(tags).length === 0 ? undefined : toTagList(tags),
  };
}
