import {
  BatchGetRepositoryScanningConfigurationCommand,
  CreateRepositoryCommand,
  DeleteRepositoryCommand,
  DeleteRepositoryPolicyCommand,
  DescribeRepositoriesCommand,
  ECRClient,
  GetLifecyclePolicyCommand,
  GetRegistryScanningConfigurationCommand,
  GetRepositoryPolicyCommand,
  ListTagsForResourceCommand,
  PutImageScanningConfigurationCommand,
  PutImageTagMutabilityCommand,
  PutLifecyclePolicyCommand,
  PutRegistryScanningConfigurationCommand,
  SetRepositoryPolicyCommand,
  TagResourceCommand,
  UntagResourceCommand,
} from '@aws-sdk/client-ecr';
import { describe, expect, it } from 'vitest';
import { allPages, type Endpoint, refusal } from '../kit.ts';
import { type Kind, lifeContract, type Tagging } from './life.ts';

const KINDS: Kind<ECRClient>[] = [
  {
    kind: 'repository',
    async create(ecr, name) {
      const repositoryName = `chat/${name.toLowerCase()}`;
      const { repository } = await ecr.send(new CreateRepositoryCommand({ repositoryName }));
      return { arn: repository?.repositoryArn, id: repositoryName };
    },
    arn: (id) => `repository/${id}`,
    describe: (ecr, name) => ecr.send(new DescribeRepositoriesCommand({ repositoryNames: [name] })),
    list: async (ecr) => (await ecr.send(new DescribeRepositoriesCommand({}))).repositories,
    remove: (ecr, repositoryName) => ecr.send(new DeleteRepositoryCommand({ repositoryName })),
    twice: 'RepositoryAlreadyExistsException',
    unknown: { name: 'RepositoryNotFoundException', message: 'does not exist in the registry' },
  },
];

const TAGGING: Tagging<ECRClient> = {
  add: (ecr, resourceArn, tags) => {
    const list = Object.entries(tags).map(([Key, Value]) => ({ Key, Value }));
    return ecr.send(new TagResourceCommand({ resourceArn, tags: list }));
  },
  remove: (ecr, resourceArn, tagKeys) => ecr.send(new UntagResourceCommand({ resourceArn, tagKeys })),
  async list(ecr, resourceArn) {
    const { tags = [] } = await ecr.send(new ListTagsForResourceCommand({ resourceArn }));
    return Object.fromEntries(tags.map(({ Key, Value }) => [Key, Value]));
  },
  unknown: 'RepositoryNotFoundException',
};

/** What ECR promises about repositories and how they are scanned. */
export function ecrContract(open: () => Endpoint): void {
  lifeContract(open, { service: 'ecr', Client: ECRClient, kinds: KINDS, tagging: TAGGING });

  const withRepository = async (repositoryName: string) => {
    const ecr = open().client(ECRClient);
    await ecr.send(new CreateRepositoryCommand({ repositoryName }));
    return { ecr, repositoryName };
  };

  describe('an ECR repository', () => {
    it('has no policies until they are set', async () => {
      const { ecr, repositoryName } = await withRepository('chat');
      const none = [
        ecr.send(new GetRepositoryPolicyCommand({ repositoryName })),
        ecr.send(new GetLifecyclePolicyCommand({ repositoryName })),
      ];
      expect(await Promise.all(none.map(async (call) => (await refusal(call)).name))).toEqual([
        'RepositoryPolicyNotFoundException',
        'LifecyclePolicyNotFoundException',
      ]);
      const policyText = '{"Version":"2012-10-17","Statement":[]}';
      await ecr.send(new SetRepositoryPolicyCommand({ repositoryName, policyText }));
      const policy = await ecr.send(new GetRepositoryPolicyCommand({ repositoryName }));
      expect(JSON.parse(policy.policyText ?? '')).toEqual(JSON.parse(policyText));
      await ecr.send(new DeleteRepositoryPolicyCommand({ repositoryName }));
      const gone = ecr.send(new DeleteRepositoryPolicyCommand({ repositoryName }));
      expect((await refusal(gone)).name).toBe('RepositoryPolicyNotFoundException');
      const lifecycleRule = {
        rulePriority: 1,
        selection: { tagStatus: 'untagged', countType: 'imageCountMoreThan', countNumber: 3 },
        action: { type: 'expire' },
      };
      const lifecyclePolicyText = JSON.stringify({ rules: [lifecycleRule] });
      await ecr.send(new PutLifecyclePolicyCommand({ repositoryName, lifecyclePolicyText }));
      const lifecycle = await ecr.send(new GetLifecyclePolicyCommand({ repositoryName }));
      expect(JSON.parse(lifecycle.lifecyclePolicyText ?? '')).toEqual({ rules: [lifecycleRule] });
    });

    it('is listed page by page', async () => {
      const { ecr } = await withRepository('one');
      for (const repositoryName of ['two', 'three'])
        await ecr.send(new CreateRepositoryCommand({ repositoryName }));
      const { rows, pages } = await allPages(async (nextToken) => {
        const page = await ecr.send(new DescribeRepositoriesCommand({ nextToken, maxResults: 2 }));
        return { rows: page.repositories, token: page.nextToken };
      });
      expect([rows.length, pages]).toEqual([3, 2]);
    });

    it('is scanned as it says itself, or as the registry says for all that a filter meets', async () => {
      const { ecr, repositoryName } = await withRepository('models/chat');
      const scanned = async () => {
        const input = { repositoryNames: [repositoryName] };
        const answer = await ecr.send(new BatchGetRepositoryScanningConfigurationCommand(input));
        return answer.scanningConfigurations?.[0]?.scanFrequency;
      };
      const byRegistry = (filter: string) => {
        const repositoryFilters = [{ filter, filterType: 'WILDCARD' as const }];
        const rules = [{ scanFrequency: 'CONTINUOUS_SCAN' as const, repositoryFilters }];
        return ecr.send(new PutRegistryScanningConfigurationCommand({ scanType: 'ENHANCED', rules }));
      };
      expect(await scanned()).toBe('MANUAL');
      const imageScanningConfiguration = { scanOnPush: true };
      await ecr.send(
        new PutImageScanningConfigurationCommand({ repositoryName, imageScanningConfiguration }),
      );
      expect(await scanned()).toBe('SCAN_ON_PUSH');
      await byRegistry('models/*');
      expect(await scanned()).toBe('CONTINUOUS_SCAN');
      await byRegistry('*/other');
      expect(await scanned()).toBe('MANUAL');
      const registry = await ecr.send(new GetRegistryScanningConfigurationCommand({}));
      expect(registry.scanningConfiguration?.scanType).toBe('ENHANCED');
    });

    it('keeps its tags from moving, all of them or all but some', async () => {
      const { ecr, repositoryName } = await withRepository('models/chat');
      const filters = [{ filter: 'dev-*', filterType: 'WILDCARD' as const }];
      const put = (imageTagMutability: 'IMMUTABLE' | 'IMMUTABLE_WITH_EXCLUSION', isExcluding = false) =>
        ecr.send(
          new PutImageTagMutabilityCommand({
            repositoryName,
            imageTagMutability,
            ...(isExcluding && { imageTagMutabilityExclusionFilters: filters }),
          }),
        );
      const mutability = async () => {
        const { repositories } = await ecr.send(new DescribeRepositoriesCommand({}));
        const { imageTagMutability, imageTagMutabilityExclusionFilters } = repositories?.[0] ?? {};
        return [imageTagMutability, imageTagMutabilityExclusionFilters];
      };
      expect(await mutability()).toEqual(['MUTABLE', undefined]);
      await put('IMMUTABLE_WITH_EXCLUSION', true);
      expect(await mutability()).toEqual(['IMMUTABLE_WITH_EXCLUSION', filters]);
      await put('IMMUTABLE');
      expect(await mutability()).toEqual(['IMMUTABLE', undefined]);
      const refused = [put('IMMUTABLE', true), put('IMMUTABLE_WITH_EXCLUSION')].map(refusal);
      for (const { name } of await Promise.all(refused)) expect(name).toBe('InvalidParameterException');
    });

    it('that does not exist is a failure in the answer about its scanning', async () => {
      const ecr = open().client(ECRClient);
      const input = { repositoryNames: ['none'] };
      const answer = await ecr.send(new BatchGetRepositoryScanningConfigurationCommand(input));
      expect(answer.failures).toMatchObject([
        { repositoryName: 'none', failureCode: 'REPOSITORY_NOT_FOUND' },
      ]);
    });
  });
}
