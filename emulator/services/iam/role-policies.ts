import { AwsError } from '../../errors.ts';
import type { Operations } from '../../service.ts';
import { checkDocument, encoded, findRole, noSuchEntity, pageByMarker } from './_shared.ts';
import { findPolicy } from './policies.ts';
import { replace } from './roles.ts';

/** What roles may do: inline policies and attachments. */
export const rolePolicyOperations = {
  PutRolePolicy(input, call) {
    const document = checkDocument(input.PolicyDocument);
    replace(call, input.RoleName, (stored) => ({
      ...stored,
      inline: { ...stored.inline, [input.PolicyName]: document },
    }));
    return {};
  },

  GetRolePolicy(input, call) {
    const document = findRole(call, input.RoleName).inline[input.PolicyName];
    if (document === undefined) throw noSuchInline(input.PolicyName);
    return { RoleName: input.RoleName, PolicyName: input.PolicyName, PolicyDocument: encoded(document) };
  },

  ListRolePolicies(input, call) {
    const { page, ...marks } = pageByMarker(Object.keys(findRole(call, input.RoleName).inline).sort(), input);
    return { PolicyNames: page, ...marks };
  },

  DeleteRolePolicy(input, call) {
    if (findRole(call, input.RoleName).inline[input.PolicyName] === undefined)
      throw noSuchInline(input.PolicyName);
    replace(call, input.RoleName, (stored) => ({
      ...stored,
      inline: Object.fromEntries(Object.entries(stored.inline).filter(([name]) => name !== input.PolicyName)),
    }));
    return {};
  },

  AttachRolePolicy(input, call) {
    findPolicy(call, input.PolicyArn);
    const { attached } = findRole(call, input.RoleName);
    if (attached.includes(input.PolicyArn)) return {};
    // Default quota: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html
    if (attached.length >= 10) {
      throw new AwsError('LimitExceededException', 'Cannot exceed quota for PoliciesPerRole: 10', 409);
    }
    replace(call, input.RoleName, (stored) => ({ ...stored, attached: [...attached, input.PolicyArn] }));
    return {};
  },

  ListAttachedRolePolicies(input, call) {
    const { page, ...marks } = pageByMarker(findRole(call, input.RoleName).attached, input);
    const AttachedPolicies = page.map((PolicyArn) => ({
      PolicyArn,
      PolicyName: PolicyArn.split('/').at(-1),
    }));
    return { AttachedPolicies, ...marks };
  },

  DetachRolePolicy(input, call) {
    if (!findRole(call, input.RoleName).attached.includes(input.PolicyArn)) {
      throw noSuchEntity(`Policy ${input.PolicyArn} was not found.`);
    }
    replace(call, input.RoleName, (stored) => ({
      ...stored,
      attached: stored.attached.filter((arn) => arn !== input.PolicyArn),
    }));
    return {};
  },
} satisfies Operations<typeof import('@aws-sdk/client-iam')>;

function noSuchInline(name: string): AwsError {
  return noSuchEntity(`The role policy with name ${name} cannot be found.`);
}
