import { defineResource } from '../definition.ts';
import type { TypeShape } from '../shape.ts';

/** Terraform only: CloudFormation has it in the repository. */
export const repositoryPolicyShape = {
  members: { RepositoryName: 'string', PolicyText: 'json' },
} as const satisfies TypeShape;

export default defineResource({
  type: 'AWS::ECR::RepositoryPolicy',
  service: 'ecr',
  role: 'supporting',
  ours: true,
  shape: repositoryPolicyShape,
  references: [{ path: 'RepositoryName', type: 'AWS::ECR::Repository' }],
  attaches: {
    to: 'AWS::ECR::Repository',
    by: 'RepositoryName',
    as: 'RepositoryPolicyText',
    how: 'set',
    what: { value: 'PolicyText' },
  },
  terraform: [
    {
      type: 'aws_ecr_repository_policy',
      properties: {
        repository: 'RepositoryName',
        policy: 'PolicyText',
      },
    },
  ],
});
