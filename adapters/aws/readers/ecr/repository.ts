import type { ECRClient } from '@aws-sdk/client-ecr';
import type { Json, JsonObject } from '../../../../resources/resource.ts';
import { plain, toCloudFormation } from '../../cloudformation.ts';
import { policyDocument } from '../../policy-document.ts';
import { defineReader, type Reading, WRITE_ONLY } from '../../reader.ts';
import { tagList } from '../../tags.ts';

const type = 'AWS::ECR::Repository';

const actions = [
  'ecr:BatchGetRepositoryScanningConfiguration',
  'ecr:DescribeRepositories',
  'ecr:GetLifecyclePolicy',
  'ecr:GetRepositoryPolicy',
  'ecr:ListTagsForResource',
] as const;

const renames = {
  'imageTagMutabilityExclusionFilters.filter': 'ImageTagMutabilityExclusionFilterValue',
  'imageTagMutabilityExclusionFilters.filterType': 'ImageTagMutabilityExclusionFilterType',
};

type RepositoryReading = Reading<(typeof actions)[number]>;

export default defineReader({
  type,
  actions,
  unread: { EmptyOnDelete: WRITE_ONLY },
  async read(reading) {
    const { ref, aws, ask } = reading;
    const { DescribeRepositoriesCommand, ECRClient } = await import('../../clients/ecr.ts');
    const client = aws.client(ECRClient, ref.region);
    const { repositories } = await ask('ecr:DescribeRepositories', () =>
      client.send(new DescribeRepositoriesCommand({ repositoryNames: [ref.id] })),
    );
    const repository = repositories?.[0];
    const arn = repository?.repositoryArn;
    const [ScanFrequency, policies, Tags] = await Promise.all([
      scanFrequencyOf(reading, client),
      policiesOf(reading, client),
      tagsOf(reading, client, arn),
    ]);
    return {
      properties: { ...toCloudFormation(repository ?? {}, type, renames), ...policies, ScanFrequency, Tags },
      arn,
      createdAt: repository?.createdAt,
    };
  },
});

/** With the registry's own rules counted in. */
async function scanFrequencyOf({ ref, aside }: RepositoryReading, client: ECRClient) {
  const { BatchGetRepositoryScanningConfigurationCommand } = await import('../../clients/ecr.ts');
  return aside('ecr:BatchGetRepositoryScanningConfiguration', async () => {
    const input = { repositoryNames: [ref.id] };
    const answer = await client.send(new BatchGetRepositoryScanningConfigurationCommand(input));
    return answer.scanningConfigurations?.[0]?.scanFrequency;
  });
}

async function policiesOf({ ref, aside }: RepositoryReading, client: ECRClient): Promise<JsonObject> {
  const { GetLifecyclePolicyCommand, GetRepositoryPolicyCommand } = await import('../../clients/ecr.ts');
  const name = { repositoryName: ref.id };
  const [RepositoryPolicyText, LifecyclePolicy] = await Promise.all([
    aside(
      'ecr:GetRepositoryPolicy',
      async () => policyDocument((await client.send(new GetRepositoryPolicyCommand(name))).policyText),
      ({ name: code }) => code === 'RepositoryPolicyNotFoundException',
    ),
    aside(
      'ecr:GetLifecyclePolicy',
      async (): Promise<Json | undefined> => {
        const { lifecyclePolicyText, registryId } = await client.send(new GetLifecyclePolicyCommand(name));
        return plain({ LifecyclePolicyText: lifecyclePolicyText, RegistryId: registryId });
      },
      ({ name: code }) => code === 'LifecyclePolicyNotFoundException',
    ),
  ]);
  return { RepositoryPolicyText, LifecyclePolicy };
}

async function tagsOf({ aside }: RepositoryReading, client: ECRClient, resourceArn: string | undefined) {
  const { ListTagsForResourceCommand } = await import('../../clients/ecr.ts');
  return aside('ecr:ListTagsForResource', async (): Promise<Json[]> => {
    const { tags } = await client.send(new ListTagsForResourceCommand({ resourceArn }));
    return tagList(tags);
  });
}
