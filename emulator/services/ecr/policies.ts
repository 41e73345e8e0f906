import { AwsError } from '../../errors.ts';
import type { Call, Operations } from '../../service.ts';
import { findRepository, replace } from './_shared.ts';

/** Whom a repository lets in, and which images it lets go. */
export const policies = {
  SetRepositoryPolicy(input, call) {
    replace(call, input.repositoryName, { policy: input.policyText });
    return { ...placeOf(call, input), policyText: input.policyText };
  },

  GetRepositoryPolicy(input, call) {
    const { policy } = findRepository(call, input.repositoryName);
    if (policy === undefined) throw missing('RepositoryPolicyNotFoundException', 'Repository', input);
    return { ...placeOf(call, input), policyText: policy };
  },

  DeleteRepositoryPolicy(input, call) {
    const { policy } = findRepository(call, input.repositoryName);
    if (policy === undefined) throw missing('RepositoryPolicyNotFoundException', 'Repository', input);
    replace(call, input.repositoryName, { policy: undefined });
    return { ...placeOf(call, input), policyText: policy };
  },

  PutLifecyclePolicy(input, call) {
    replace(call, input.repositoryName, { lifecycle: input.lifecyclePolicyText });
    return { ...placeOf(call, input), lifecyclePolicyText: input.lifecyclePolicyText };
  },

  GetLifecyclePolicy(input, call) {
    const { lifecycle } = findRepository(call, input.repositoryName);
    if (lifecycle === undefined) throw missing('LifecyclePolicyNotFoundException', 'Lifecycle', input);
    return { ...placeOf(call, input), lifecyclePolicyText: lifecycle };
  },
} satisfies Operations<typeof import('@aws-sdk/client-ecr')>;

const placeOf = (call: Call, { repositoryName }: { repositoryName: string }) => ({
  registryId: call.account,
  repositoryName,
});

function missing(code: string, kind: string, { repositoryName }: { repositoryName: string }): AwsError {
  return new AwsError(code, `${kind} policy does not exist for the repository with name '${repositoryName}'`);
}
