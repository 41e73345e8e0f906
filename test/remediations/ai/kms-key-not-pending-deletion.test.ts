import {
  CreateKeyCommand,
  DisableKeyCommand,
  EnableKeyRotationCommand,
  KMSClient,
  ScheduleKeyDeletionCommand,
} from '@aws-sdk/client-kms';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Emulated } from '../../../emulator/index.ts';
import remediation from '../../../remediations/ai/kms-key-not-pending-deletion.ts';
import { itPutsRight, refOf } from '../kit.ts';

interface Settings {
  readonly isPending: boolean;
  readonly rotates: boolean;
  readonly description: string;
}

const key =
  ({ isPending, rotates, description: Description }: Settings) =>
  async (door: Emulated) => {
    const kms = door.client(KMSClient);
    const { KeyMetadata } = await kms.send(new CreateKeyCommand({ Description }));
    const { KeyId = '', Arn } = KeyMetadata ?? {};
    if (rotates) await kms.send(new EnableKeyRotationCommand({ KeyId }));
    if (isPending) await kms.send(new ScheduleKeyDeletionCommand({ KeyId, PendingWindowInDays: 7 }));
    else await kms.send(new DisableKeyCommand({ KeyId }));
    return refOf('AWS::KMS::Key', KeyId, Arn);
  };

const rule = 'ai-kms-key-not-pending-deletion';
/** A key that waits for its deletion is not rotated. */
const alsoChanges = ['EnableKeyRotation'];

const anyScene = fc
  .record({ isPending: fc.boolean(), rotates: fc.boolean(), description: fc.string({ maxLength: 20 }) })
  .map((settings) => ({ name: 'any key', rule, make: key(settings), alsoChanges }) as const);

itPutsRight(
  remediation,
  [
    {
      name: 'a key that is disabled',
      rule,
      make: key({ isPending: false, rotates: false, description: '' }),
    },
    {
      name: 'a key that is to be deleted',
      rule,
      make: key({ isPending: true, rotates: true, description: 'models' }),
      alsoChanges,
    },
  ],
  { anyScene },
);

it.each([
  'PendingImport',
  'PendingReplicaDeletion',
  'Unavailable',
  undefined,
])('nothing is planned for a key that is %s', (KeyState) => {
  const resource = { ...refOf('AWS::KMS::Key', 'k'), source: 'live' as const, properties: {} };
  const asked = { resource, before: { KeyState }, rule, observations: [] } as const;
  const options = { kmsKeyArn: undefined, tags: {} };
  expect(remediation.plan({ ...asked, options })).toEqual({
    refused: `the key is ${KeyState}: enabling it is not what it lacks`,
  });
});
