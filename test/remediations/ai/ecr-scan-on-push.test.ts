import { CreateRepositoryCommand, ECRClient } from '@aws-sdk/client-ecr';
import fc from 'fast-check';
import type { Emulated } from '../../../emulator/index.ts';
import remediation from '../../../remediations/ai/ecr-scan-on-push.ts';
import { itPutsRight, refOf } from '../kit.ts';

const repository =
  (settings: { readonly isMutable: boolean; readonly says: boolean }) => async (door: Emulated) => {
    const { repository: made } = await door.client(ECRClient).send(
      new CreateRepositoryCommand({
        repositoryName: 'models/churn',
        imageTagMutability: settings.isMutable ? 'MUTABLE' : 'IMMUTABLE',
        ...(settings.says && { imageScanningConfiguration: { scanOnPush: false } }),
      }),
    );
    return refOf('AWS::ECR::Repository', 'models/churn', made?.repositoryArn);
  };

const rule = 'ai-ecr-scan-on-push';
/** What ECR tells of the registry and the repository together. */
const alsoChanges = ['ScanFrequency'];

const anyScene = fc
  .record({ isMutable: fc.boolean(), says: fc.boolean() })
  .map((settings) => ({ name: 'any repository', rule, make: repository(settings), alsoChanges }) as const);

itPutsRight(
  remediation,
  [
    {
      name: 'a repository that nothing scans',
      rule,
      make: repository({ isMutable: true, says: false }),
      alsoChanges,
    },
  ],
  { anyScene },
);
