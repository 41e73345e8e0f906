import type {
  DescribeRepositoriesCommandInput,
  PutImageTagMutabilityCommandInput,
} from '@aws-sdk/client-ecr';
import type { Json, JsonObject } from '../../resources/resource.ts';
import { answers, apiCall, change, defineRemediation, draft } from '../remediation.ts';

type Mutability = Pick<
  PutImageTagMutabilityCommandInput,
  'imageTagMutability' | 'imageTagMutabilityExclusionFilters'
>;

export default defineRemediation({
  id: 'ai-ecr-tag-immutable',
  title: 'Keep pushed tags of the repository from moving',
  resourceType: 'AWS::ECR::Repository',
  repairs: ['ai-ecr-tag-immutable'],
  risk: 'disruptive',
  breaks:
    'A pipeline that pushes a tag again, `latest` most of all, is refused. Give each build a tag of its own, or exclude ' +
    'the tags that must move (IMMUTABLE_WITH_EXCLUSION). Images and tags that are there stay.',
  permissions: ['ecr:DescribeRepositories', 'ecr:PutImageTagMutability'],
  references: ['https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_PutImageTagMutability.html'],

  async read({ id }, ask) {
    const { repositories } = await ask(describe(id));
    const [repository] = Array.isArray(repositories) ? repositories : [];
    const { imageTagMutability, imageTagMutabilityExclusionFilters } = Object(repository) as JsonObject;
    return { imageTagMutability, imageTagMutabilityExclusionFilters };
  },

  plan({ resource: { id }, before }) {
    const was = before as unknown as Mutability;
    return draft(
      [
        change('ImageTagMutability', before['imageTagMutability'], 'IMMUTABLE'),
        change('ImageTagMutabilityExclusionFilters', before['imageTagMutabilityExclusionFilters'], null),
      ],
      [{ ...putting(id, { imageTagMutability: 'IMMUTABLE' }), undo: putting(id, was) }],
    );
  },
});

const describe = (name: string) =>
  apiCall<DescribeRepositoriesCommandInput>('ecr', 'DescribeRepositories', { repositoryNames: [name] });

const REPOSITORY = 'repositories.0';

function putting(repositoryName: string, mutability: Mutability) {
  const { imageTagMutability = 'MUTABLE', imageTagMutabilityExclusionFilters: filters } = mutability;
  return {
    call: apiCall<PutImageTagMutabilityCommandInput>('ecr', 'PutImageTagMutability', {
      repositoryName,
      imageTagMutability,
      ...(filters && { imageTagMutabilityExclusionFilters: filters }),
    }),
    until: answers(describe(repositoryName), {
      [`${REPOSITORY}.imageTagMutability`]: [imageTagMutability],
      [`${REPOSITORY}.imageTagMutabilityExclusionFilters`]: [(filters as Json | undefined) ?? null],
    }),
  };
}
