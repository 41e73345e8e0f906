import {
  CreateNotebookInstanceCommand,
  DescribeNotebookInstanceCommand,
  SageMakerClient,
} from '@aws-sdk/client-sagemaker';
import { describe, expect, it } from 'vitest';
import { memoized } from '../../../adapters/aws/memo.ts';
import { emulatedAws, REGION } from './kit.ts';

async function made() {
  const { aws, door, world } = emulatedAws();
  await door.client(SageMakerClient).send(
    new CreateNotebookInstanceCommand({
      NotebookInstanceName: 'study',
      InstanceType: 'ml.t3.medium',
      RoleArn: 'arn:aws:iam::111122223333:role/Ml',
    }),
  );
  world.readWriteType = 'All';
  world.events.length = 0;
  const describe = (of: typeof aws, NotebookInstanceName = 'study') =>
    of.client(SageMakerClient, REGION).send(new DescribeNotebookInstanceCommand({ NotebookInstanceName }));
  return { aws, world, describe };
}

describe('an AWS that remembers', () => {
  it('is asked once for the same, by whomever, and anew for another', async () => {
    const { aws, world, describe } = await made();
    const memo = memoized(aws);
    const [one, other] = await Promise.all([describe(memo), describe(memo)]);
    expect(one).toBe(other);
    await describe(memo);
    expect(world.events).toHaveLength(1);
    await describe(memoized(aws));
    expect(world.events).toHaveLength(2);
  });

  it('remembers that something is not there', async () => {
    const { aws, world, describe } = await made();
    const memo = memoized(aws);
    await expect(describe(memo, 'none')).rejects.toThrow();
    const asked = world.events.length;
    await expect(describe(memo, 'none')).rejects.toThrow();
    expect(world.events).toHaveLength(asked);
  });

  it('does not remember what may succeed later', async () => {
    const { aws, world, describe } = await made();
    const memo = memoized(aws);
    const off = world.faults.throttle({ service: 'sagemaker' });
    await expect(describe(memo)).rejects.toThrow();
    off();
    expect((await describe(memo)).NotebookInstanceName).toBe('study');
  });

  it('is a client of the SDK still', async () => {
    const { aws } = await made();
    const client = memoized(aws).client(SageMakerClient, REGION);
    expect(client).toBeInstanceOf(SageMakerClient);
    expect(memoized(aws).now()).toEqual(aws.now());
  });
});
