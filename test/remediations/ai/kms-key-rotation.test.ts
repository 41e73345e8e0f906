import { CreateKeyCommand, KMSClient } from '@aws-sdk/client-kms';
import fc from 'fast-check';
import type { Emulated } from '../../../emulator/index.ts';
import remediation from '../../../remediations/ai/kms-key-rotation.ts';
import { itPutsRight, refOf } from '../kit.ts';

const key = (Description: string, Tags: { TagKey: string; TagValue: string }[]) => async (door: Emulated) => {
  const { KeyMetadata } = await door.client(KMSClient).send(new CreateKeyCommand({ Description, Tags }));
  return refOf('AWS::KMS::Key', KeyMetadata?.KeyId ?? '', KeyMetadata?.Arn);
};

const scene = {
  name: 'a key that is never rotated',
  rule: 'ai-kms-key-rotation',
  make: key('models', []),
} as const;

const anyScene = fc
  .record({
    description: fc.string({ maxLength: 20 }),
    tags: fc.uniqueArray(
      fc.record({ TagKey: fc.stringMatching(/^[a-z]{1,8}$/), TagValue: fc.string({ maxLength: 8 }) }),
      {
        maxLength: 3,
        selector: ({ TagKey }) => TagKey,
      },
    ),
  })
  .map(({ description, tags }) => ({ ...scene, make: key(description, tags) }));

itPutsRight(remediation, [scene], { anyScene });
