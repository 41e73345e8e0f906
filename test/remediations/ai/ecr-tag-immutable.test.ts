import { CreateRepositoryCommand, ECRClient } from '@aws-sdk/client-ecr';
import fc from 'fast-check';
import type { Emulated } from '../../../emulator/index.ts';
import remediation from '../../../remediations/ai/ecr-tag-immutable.ts';
import { itPutsRight, refOf } from '../kit.ts';

interface Settings {
  /** Tags that stay though all others move. */
  readonly excluded: readonly string[];
  readonly scanOnPush: boolean;
}

const repository =
  ({ excluded, scanOnPush }: Settings) =>
  async (door: Emulated) => {
    const { repository: made } = await door.client(ECRClient).send(
      new CreateRepositoryCommand({
        repositoryName: 'models/churn',
        imageScanningConfiguration: { scanOnPush },
        ...(excluded.length > 0 && {
          imageTagMutability: 'MUTABLE_WITH_EXCLUSION',
          imageTagMutabilityExclusionFilters: excluded.map((filter) => ({ filter, filterType: 'WILDCARD' })),
        }),
      }),
    );
    return refOf('AWS::ECR::Repository', 'models/churn', made?.repositoryArn);
  };

const rule = 'ai-ecr-tag-immutable';

const anyScene = fc
  .record({
    excluded: fc.uniqueArray(fc.constantFrom('v*', 'prod-*', 'release'), { maxLength: 3 }),
    scanOnPush: fc.boolean(),
  })
  .map((settings) => ({ name: 'any repository', rule, make: repository(settings) }) as const);

itPutsRight(
  remediation,
  [
    { name: 'a repository whose tags move', rule, make: repository({ excluded: [], scanOnPush: false }) },
    {
      name: 'a repository whose tags move but for some',
      rule,
      make: repository({ excluded: ['v*'], scanOnPush: true }),
    },
  ],
  { anyScene },
);
