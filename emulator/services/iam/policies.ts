import type { Policy, PolicyVersion } from '@aws-sdk/client-iam';
import { AwsError } from '../../errors.ts';
import type { Call, Operations } from '../../service.ts';
import { createTable } from '../../table.ts';
import { fromTagList, toTagList } from '../../tags.ts';
import {
  alreadyExists,
  checkDocument,
  deleteConflict,
  encoded,
  noSuchEntity,
  pageByMarker,
  roles,
} from './_shared.ts';
import { AWS_MANAGED } from './aws-managed.ts';

/** A managed policy, its documents as they were written. */
export interface StoredPolicy {
  policy: Policy & { Arn: string };
  /** The default version is the one whose id the policy names. */
  versions: { id: string; document: string; createdAt: Date }[];
  nextVersion: number;
  tags: Record<string, string>;
}

const policies = createTable<StoredPolicy>();

export const policyOperations = {
  CreatePolicy(input, call) {
    const { PolicyName, Path = '/', PolicyDocument, Description, Tags } = input;
    const arn = call.arn(`policy${Path}${PolicyName}`);
    if (policies.get(call, arn)) {
      throw alreadyExists(`A policy called ${PolicyName} already exists. Duplicate names are not allowed.`);
    }
    const stored = firstVersion({
      policy: { PolicyName, Path, Arn: arn, Description, PolicyId: `ANPA${call.world.ids.upper(17)}` },
      document: checkDocument(PolicyDocument),
      createdAt: call.now(),
    });
    policies.put(call, arn, { ...stored, tags: fromTagList(Tags) });
    return { Policy: { ...shownPolicy(call, stored), Description: undefined } };
  },

  GetPolicy: (input, call) => ({ Policy: shownPolicy(call, findPolicy(call, input.PolicyArn)) }),

  ListPolicies(input, call) {
    const { Scope = 'All', OnlyAttached = false, PathPrefix = '/' } = input;
    const own = Scope === 'AWS' ? [] : policies.list(call);
    const found = [...own, ...(Scope === 'Local' ? [] : awsManaged(call).values())]
      .map((stored) => shownPolicy(call, stored))
      .filter(
        (shown) => shown.Path?.startsWith(PathPrefix) && (!OnlyAttached || (shown.AttachmentCount ?? 0) > 0),
      );
    const { page, ...marks } = pageByMarker(found, input);
    // The list leaves descriptions and tags out.
    return {
      Policies: page.map((policy) => ({ ...policy, Description: undefined, Tags: undefined })),
      ...marks,
    };
  },

  DeletePolicy(input, call) {
    const { versions } = ownPolicy(call, input.PolicyArn);
    if (attachedTo(call, input.PolicyArn).length > 0) {
      throw deleteConflict('Cannot delete a policy attached to entities.');
    }
    if (versions.length > 1) {
      throw deleteConflict(
        'This policy has more than one version. Before you delete a policy, you must delete the policy versions.',
      );
    }
    policies.delete(call, input.PolicyArn);
    return {};
  },

  CreatePolicyVersion(input, call) {
    const stored = ownPolicy(call, input.PolicyArn);
    if (stored.versions.length >= 5) {
      const cure = 'Before you create a new version, you must delete an existing version.';
      throw new AwsError(
        'LimitExceededException',
        `A managed policy can have up to 5 versions. ${cure}`,
        409,
      );
    }
    const version = {
      id: `v${stored.nextVersion}`,
      document: checkDocument(input.PolicyDocument),
      createdAt: call.now(),
    };
    const changed = {
      ...stored,
      nextVersion: stored.nextVersion + 1,
      versions: [version, ...stored.versions],
      policy: {
        ...stored.policy,
        UpdateDate: call.now(),
        DefaultVersionId: input.SetAsDefault === true ? version.id : stored.policy.DefaultVersionId,
      },
    };
    policies.put(call, input.PolicyArn, changed);
    return { PolicyVersion: { ...shownVersion(changed, version.id), Document: undefined } };
  },

  GetPolicyVersion(input, call) {
    return { PolicyVersion: shownVersion(findPolicy(call, input.PolicyArn), input.VersionId) };
  },

  ListPolicyVersions(input, call) {
    const stored = findPolicy(call, input.PolicyArn);
    const { page, ...marks } = pageByMarker(stored.versions, input);
    return {
      Versions: page.map(({ id }) => ({ ...shownVersion(stored, id), Document: undefined })),
      ...marks,
    };
  },

  SetDefaultPolicyVersion(input, call) {
    const stored = ownPolicy(call, input.PolicyArn);
    const { VersionId } = shownVersion(stored, input.VersionId);
    policies.put(call, input.PolicyArn, {
      ...stored,
      policy: { ...stored.policy, DefaultVersionId: VersionId },
    });
    return {};
  },

  DeletePolicyVersion(input, call) {
    const stored = ownPolicy(call, input.PolicyArn);
    if (shownVersion(stored, input.VersionId).IsDefaultVersion) {
      throw deleteConflict('Cannot delete the default version of a policy.');
    }
    const versions = stored.versions.filter(({ id }) => id !== input.VersionId);
    policies.put(call, input.PolicyArn, { ...stored, versions });
    return {};
  },

  ListEntitiesForPolicy(input, call) {
    findPolicy(call, input.PolicyArn);
    const { page, ...marks } = pageByMarker(attachedTo(call, input.PolicyArn), input);
    return {
      PolicyRoles: page.map(({ RoleName, RoleId }) => ({ RoleName, RoleId })),
      PolicyUsers: [],
      PolicyGroups: [],
      ...marks,
    };
  },

  TagPolicy(input, call) {
    const stored = ownPolicy(call, input.PolicyArn);
    policies.put(call, input.PolicyArn, { ...stored, tags: { ...stored.tags, ...fromTagList(input.Tags) } });
    return {};
  },

  UntagPolicy(input, call) {
    const stored = ownPolicy(call, input.PolicyArn);
    const left = Object.entries(stored.tags).filter(([key]) => !input.TagKeys.includes(key));
    policies.put(call, input.PolicyArn, { ...stored, tags: Object.fromEntries(left) });
    return {};
  },

  ListPolicyTags(input, call) {
    const { page, ...marks } = pageByMarker(toTagList(findPolicy(call, input.PolicyArn).tags), input);
    return { Tags: page, ...marks };
  },
} satisfies Operations<typeof import('@aws-sdk/client-iam')>;

/** The account's policy or AWS's own. */
export function findPolicy(call: Call, arn: string): StoredPolicy {
  const found = policies.get(call, arn) ?? awsManaged(call).get(arn);
  if (found === undefined) throw noSuchEntity(`Policy ${arn} was not found.`);
  return found;
}

/** All of the account's own, for the account's description. */
export function ownPolicies(call: Call): StoredPolicy[] {
  return policies.list(call);
}

// AWS's own cannot be changed.
function ownPolicy(call: Call, arn: string): StoredPolicy {
  const stored = findPolicy(call, arn);
  if (policies.get(call, arn) === undefined) {
    throw new AwsError(
      'AccessDenied',
      `User: ${call.principal.arn} is not authorized to perform this on ${arn}`,
      403,
    );
  }
  return stored;
}

export function shownPolicy(call: Call, { policy, tags }: StoredPolicy): Policy {
  return {
    ...policy,
    IsAttachable: true,
    AttachmentCount: attachedTo(call, policy.Arn).length,
    PermissionsBoundaryUsageCount: roles.list(call).filter(({ boundary }) => boundary === policy.Arn).length,
    Tags: Object.keys(tags).length === 0 ? undefined : toTagList(tags),
  };
}

export function shownVersion({ policy, versions }: StoredPolicy, versionId: string): PolicyVersion {
  const version = versions.find(({ id }) => id === versionId);
  if (version === undefined) {
    throw noSuchEntity(`Policy ${policy.Arn} version ${versionId} does not exist or is not attachable.`);
  }
  return {
    VersionId: version.id,
    Document: encoded(version.document),
    CreateDate: version.createdAt,
    IsDefaultVersion: version.id === policy.DefaultVersionId,
  };
}

function attachedTo(call: Call, arn: string) {
  return roles.list(call).flatMap(({ role, attached }) => (attached.includes(arn) ? [role] : []));
}

interface First {
  policy: Policy & { Arn: string };
  document: string;
  createdAt: Date;
}

function firstVersion({ policy, document, createdAt }: First): StoredPolicy {
  return {
    policy: { ...policy, DefaultVersionId: 'v1', CreateDate: createdAt, UpdateDate: createdAt },
    versions: [{ id: 'v1', document, createdAt }],
    nextVersion: 2,
    tags: {},
  };
}

const seeded = new Map<string, Map<string, StoredPolicy>>();

function awsManaged(call: Call): Map<string, StoredPolicy> {
  const known = seeded.get(call.partition);
  if (known !== undefined) return known;
  const made = AWS_MANAGED.map(({ name, description, createdAt, document }, index) => {
    const arn = `arn:${call.partition}:iam::aws:policy/${name}`;
    return firstVersion({
      policy: {
        PolicyName: name,
        Path: '/',
        Arn: arn,
        Description: description,
        PolicyId: `ANPAAWSMANAGED0000${String(index).padStart(3, '0')}`,
      },
      document: JSON.stringify(document),
      createdAt: new Date(createdAt),
    });
  });
  const byArn = new Map(made.map((stored) => [stored.policy.Arn, stored]));
  seeded.set(call.partition, byArn);
  return byArn;
}
