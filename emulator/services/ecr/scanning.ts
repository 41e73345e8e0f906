import type { RegistryScanningConfiguration, RepositoryScanningConfiguration } from '@aws-sdk/client-ecr';
import type { Call, Operations } from '../../service.ts';
import { createTable } from '../../table.ts';
import { repositories, type StoredRepository } from './_shared.ts';

const registries = createTable<RegistryScanningConfiguration>();

const BASIC: RegistryScanningConfiguration = { scanType: 'BASIC', rules: [] };

/** The registry's scanning rules, which win over what its repositories say. */
export const scanning = {
  PutRegistryScanningConfiguration(input, call) {
    const { scanType = 'BASIC', rules = [] } = input;
    registries.put(call, 'registry', { scanType, rules });
    return { registryScanningConfiguration: { scanType, rules } };
  },

  GetRegistryScanningConfiguration: (_input, call) => ({
    registryId: call.account,
    scanningConfiguration: registries.get(call, 'registry') ?? BASIC,
  }),

  BatchGetRepositoryScanningConfiguration(input, call) {
    const found = input.repositoryNames.map((name) => ({ name, stored: repositories.get(call, name) }));
    return {
      scanningConfigurations: found.flatMap(({ stored }) => (stored ? [configurationOf(call, stored)] : [])),
      failures: found
        .filter(({ stored }) => stored === undefined)
        .map(({ name }) => ({
          repositoryName: name,
          failureCode: 'REPOSITORY_NOT_FOUND' as const,
          failureReason: `The repository with name '${name}' does not exist`,
        })),
    };
  },
} satisfies Operations<typeof import('@aws-sdk/client-ecr')>;

// Of several rules that meet a repository the more frequent one holds; without rules, its own setting.
function configurationOf(call: Call, { shown }: StoredRepository): RepositoryScanningConfiguration {
  const { repositoryName, repositoryArn } = shown;
  const { rules = [] } = registries.get(call, 'registry') ?? BASIC;
  const own = shown.imageScanningConfiguration?.scanOnPush === true;
  const meeting = rules.filter(({ repositoryFilters = [] }) =>
    repositoryFilters.some(({ filter = '' }) => isLike(filter, repositoryName)),
  );
  const frequency = (['CONTINUOUS_SCAN', 'SCAN_ON_PUSH'] as const).find((each) =>
    meeting.some(({ scanFrequency }) => scanFrequency === each),
  );
  const byHand = own && rules.length === 0 ? 'SCAN_ON_PUSH' : 'MANUAL';
  return {
    repositoryName,
    repositoryArn,
    scanOnPush: frequency !== undefined || byHand === 'SCAN_ON_PUSH',
    scanFrequency: frequency ?? byHand,
    appliedScanFilters: meeting.flatMap(({ repositoryFilters = [] }) => repositoryFilters),
  };
}

// https://docs.aws.amazon.com/AmazonECR/latest/userguide/image-scanning-filters.html
function isLike(filter: string, name: string): boolean {
  if (!filter.includes('*')) return name.includes(filter);
  const source = filter
    .split('*')
    .map((part) => part.replace(/[.+?^${}()|[\]\\]/g, '\\$&'))
    .join('.*');
  return new RegExp(`^${source}$`).test(name);
}
