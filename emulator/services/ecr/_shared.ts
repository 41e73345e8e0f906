import type { Repository } from '@aws-sdk/client-ecr';
import { AwsError } from '../../errors.ts';
import type { Call } from '../../service.ts';
import { createTable } from '../../table.ts';
import { createTags } from '../../tags.ts';

/** A repository with what is set on it by calls of their own. */
export interface StoredRepository {
  shown: Repository & { repositoryName: string; repositoryArn: string };
  policy: string | undefined;
  lifecycle: string | undefined;
}

export const repositories = createTable<StoredRepository>();

export const tags = createTags();

export function findRepository(call: Call, name: string): StoredRepository {
  const found = repositories.get(call, name);
  if (found !== undefined) return found;
  throw new AwsError(
    'RepositoryNotFoundException',
    `The repository with name '${name}' does not exist in the registry with id '${call.account}'`,
  );
}

/** Changes a repository that must exist. */
export function replace(call: Call, name: string, change: Partial<StoredRepository>): StoredRepository {
  const changed = { ...findRepository(call, name), ...change };
  repositories.put(call, name, changed);
  return changed;
}
