import { CreateKeyCommand, DisableKeyCommand, EnableKeyCommand, KMSClient } from '@aws-sdk/client-kms';
import { expect, it } from 'vitest';
import { hashKey } from '../../../../adapters/aws/ledger/hash-key.ts';
import { emulatedAws } from '../kit.ts';

async function opened() {
  const { aws, door, world } = emulatedAws();
  world.readWriteType = 'All';
  const kms = door.client(KMSClient);
  const create = async () => {
    const { KeyMetadata } = await kms.send(
      new CreateKeyCommand({ KeySpec: 'HMAC_256', KeyUsage: 'GENERATE_VERIFY_MAC' }),
    );
    return KeyMetadata?.Arn ?? '';
  };
  return { aws, kms, world, create, arn: await create() };
}

it('is the same for every instance, and another for another key', async () => {
  const { aws, arn, create } = await opened();
  const key = await hashKey(aws, arn)();
  expect(key).toHaveLength(32);
  expect(await hashKey(aws, arn)()).toEqual(key);
  expect(await hashKey(aws, await create())()).not.toEqual(key);
});

it('is asked for once an instance, and again after a refusal', async () => {
  const { aws, kms, world, arn } = await opened();
  const ask = hashKey(aws, arn);
  await kms.send(new DisableKeyCommand({ KeyId: arn }));
  await expect(ask()).rejects.toMatchObject({ name: 'DisabledException' });
  await kms.send(new EnableKeyCommand({ KeyId: arn }));
  const { length } = world.events.filter(({ eventName }) => eventName === 'GenerateMac');
  await Promise.all([ask(), ask()]);
  await ask();
  expect(world.events.filter(({ eventName }) => eventName === 'GenerateMac')).toHaveLength(length + 1);
});
