import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import remediation from '../../../remediations/sagemaker/notebook-code-repositories.ts';
import { itPutsRight, refOf } from '../kit.ts';
import { notebook, otherSettings } from './notebook.ts';

const OWN = 'https://git.example.com/churn.git';
const SECOND = 'https://git.example.com/features.git';
const OTHER = 'https://github.com/someone/churn.git';

const base = {
  rule: 'sagemaker-notebook-public-git-repo',
  parameters: { hosts: ['git.example.com'] },
} as const;

const scenes = [
  {
    ...base,
    name: 'a running notebook with one from elsewhere',
    make: notebook({ DefaultCodeRepository: OTHER }),
  },
  {
    ...base,
    name: 'a stopped notebook with one more from elsewhere',
    make: notebook({ DefaultCodeRepository: OWN, AdditionalCodeRepositories: [OTHER] }, true),
  },
  {
    ...base,
    name: 'a stopped notebook with some from elsewhere among others',
    make: notebook({ DefaultCodeRepository: OTHER, AdditionalCodeRepositories: [OWN, OTHER, SECOND] }, true),
  },
] as const;

const anyScene = fc
  .record({
    settings: otherSettings,
    main: fc.constantFrom(OWN, OTHER, undefined),
    additional: fc.subarray([OWN, `${OTHER}?1`, SECOND], { minLength: 0 }),
    isStopped: fc.boolean(),
  })
  .filter(({ main, additional }) => main === OTHER || additional.includes(`${OTHER}?1`))
  .map(({ settings: { DefaultCodeRepository: _, ...settings }, main, additional, isStopped }) => ({
    ...scenes[0],
    make: notebook(
      {
        ...settings,
        ...(main !== undefined && { DefaultCodeRepository: main }),
        ...(additional.length > 0 && { AdditionalCodeRepositories: additional }),
      },
      isStopped,
    ),
  }));

itPutsRight(remediation, scenes, { anyScene });

describe('a code repository that is known by its name', () => {
  it('is refused where it would stay, since nothing could tell whether the notebook is right then', () => {
    expect(
      remediation.plan({
        resource: {
          ...refOf('AWS::SageMaker::NotebookInstance', 'Churn'),
          source: 'live',
          properties: {},
        },
        before: {
          NotebookInstanceStatus: 'Stopped',
          DefaultCodeRepository: 'churn-code',
          AdditionalCodeRepositories: [OTHER],
        },
        rule: base.rule,
        observations: [
          { path: 'AdditionalCodeRepositories[0]', expected: ['git.example.com'], actual: 'github.com' },
        ],
        options: { kmsKeyArn: undefined, tags: {} },
      }),
    ).toEqual({ refused: 'where churn-code points to is not known: see to that code repository first' });
  });
});
