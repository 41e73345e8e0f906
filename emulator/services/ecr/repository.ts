import type { CreateRepositoryCommandInput } from '@aws-sdk/client-ecr';
import { AwsError } from '../../errors.ts';
import { pageOf } from '../../pages.ts';
import type { Operations } from '../../service.ts';
import { fromTagList } from '../../tags.ts';
import { findRepository, replace, repositories, type StoredRepository, tags } from './_shared.ts';

export const repository = {
  CreateRepository(input, call) {
    const { registryId = call.account, repositoryName, tags: given, ...rest } = input;
    if (repositories.get(call, repositoryName)) {
      throw new AwsError(
        'RepositoryAlreadyExistsException',
        `The repository with name '${repositoryName}' already exists in the registry with id '${registryId}'`,
      );
    }
    checkExclusions(input);
    const repositoryArn = call.arn(`repository/${repositoryName}`);
    const stored: StoredRepository = {
      shown: {
        // https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_CreateRepository.html
        imageTagMutability: 'MUTABLE',
        imageScanningConfiguration: { scanOnPush: false },
        encryptionConfiguration: { encryptionType: 'AES256' },
        ...rest,
        repositoryName,
        repositoryArn,
        registryId,
        repositoryUri: `${registryId}.dkr.ecr.${call.region}.amazonaws.com/${repositoryName}`,
        createdAt: call.now(),
      },
      policy: undefined,
      lifecycle: undefined,
    };
    repositories.put(call, repositoryName, stored);
    tags.start(call, repositoryArn, fromTagList(given));
    return { repository: stored.shown };
  },

  DescribeRepositories(input, call) {
    const { repositoryNames: names } = input;
    const found =
      names === undefined ? repositories.list(call) : names.map((name) => findRepository(call, name));
    const { rows, next } = pageOf(found, {
      token: input.nextToken,
      size: input.maxResults,
      defaultSize: 100,
      invalidTokenCode: 'InvalidParameterException',
    });
    return { repositories: rows.map(({ shown }) => shown), nextToken: next };
  },

  PutImageScanningConfiguration(input, call) {
    const { repositoryName, imageScanningConfiguration } = input;
    const { shown } = findRepository(call, repositoryName);
    replace(call, repositoryName, { shown: { ...shown, imageScanningConfiguration } });
    return { repositoryName, imageScanningConfiguration, registryId: call.account };
  },

  PutImageTagMutability(input, call) {
    const { repositoryName, imageTagMutability, imageTagMutabilityExclusionFilters: filters } = input;
    checkExclusions(input);
    const { imageTagMutabilityExclusionFilters: _, ...shown } = findRepository(call, repositoryName).shown;
    const mutability = {
      imageTagMutability,
      ...(filters && { imageTagMutabilityExclusionFilters: filters }),
    };
    replace(call, repositoryName, { shown: { ...shown, ...mutability } });
    return { repositoryName, ...mutability, registryId: call.account };
  },

  DeleteRepository(input, call) {
    const { shown } = findRepository(call, input.repositoryName);
    repositories.delete(call, input.repositoryName);
    tags.end(call, shown.repositoryArn);
    return { repository: shown };
  },
} satisfies Operations<typeof import('@aws-sdk/client-ecr')>;

/** Tags are left out of a mode that says so, and of no other. */
function checkExclusions(
  input: Pick<CreateRepositoryCommandInput, 'imageTagMutability' | 'imageTagMutabilityExclusionFilters'>,
): void {
  const { imageTagMutability = 'MUTABLE', imageTagMutabilityExclusionFilters: filters } = input;
  if (imageTagMutability.endsWith('_WITH_EXCLUSION') === (filters !== undefined)) return;
  throw new AwsError(
    'InvalidParameterException',
    `imageTagMutabilityExclusionFilters do not go with imageTagMutability ${imageTagMutability}`,
  );
}
