import {
  CreateModelCommand,
  CreateNotebookInstanceCommand,
  DeleteModelCommand,
  DescribeModelCommand,
  DescribeNotebookInstanceCommand,
  ListModelsCommand,
  SageMakerClient,
} from '@aws-sdk/client-sagemaker';
import { describe, expect, it } from 'vitest';
import { createWorld, emulate } from '../../emulator/index.ts';
import { createTable } from '../../emulator/table.ts';
import { refusal } from './kit.ts';

const view = (nowMs: number, seenMs = nowMs) => ({ scope: SCOPE, nowMs, seenMs, settleMs: undefined });
const SCOPE = { account: '111122223333', region: 'eu-central-1' };

function opened() {
  const world = createWorld();
  return { world, sagemaker: emulate(world, { region: 'eu-central-1' }).client(SageMakerClient) };
}

describe('a table', () => {
  it('lets a row become another when its time has come, and not a millisecond before', () => {
    const table = createTable<string>();
    table.put(view(1000), 'key', 'Pending', { afterMs: 500, become: () => 'InService' });
    expect(table.get(view(1499), 'key')).toBe('Pending');
    expect(table.get(view(1500), 'key')).toBe('InService');
  });

  it('forgets what was to come when the row is written again', () => {
    const table = createTable<string>();
    table.put(view(1000), 'key', 'Pending', { afterMs: 500, become: () => 'InService' });
    table.put(view(1200), 'key', 'Failed');
    expect(table.get(view(9000), 'key')).toBe('Failed');
  });

  it('holds nothing of a row that is long gone', () => {
    const table = createTable<string>();
    table.put(view(0), 'key', 'there');
    table.delete(view(1), 'key');
    table.delete(view(60 * 60_000), 'other');
    expect(table.list(view(60 * 60_000))).toEqual([]);
    table.put(view(60 * 60_000), 'key', 'again');
    expect(table.list(view(60 * 60_000))).toEqual(['again']);
  });
});

describe('while the world is eventually consistent', () => {
  it('a new resource is not found until the delay has passed', async () => {
    const { world, sagemaker } = opened();
    world.describeDelayMs = 2000;
    await sagemaker.send(new CreateModelCommand({ ModelName: 'm' }));
    const describeIt = () => sagemaker.send(new DescribeModelCommand({ ModelName: 'm' }));
    expect((await refusal(describeIt())).message).toContain('Could not find model');
    world.clock.advance(1999);
    expect((await sagemaker.send(new ListModelsCommand({}))).Models).toEqual([]);
    world.clock.advance(1);
    expect((await describeIt()).ModelName).toBe('m');
  });

  it('a deleted resource is still seen, but writes know better', async () => {
    const { world, sagemaker } = opened();
    await sagemaker.send(new CreateModelCommand({ ModelName: 'm' }));
    world.clock.advance(10_000);
    world.describeDelayMs = 2000;
    await sagemaker.send(new DeleteModelCommand({ ModelName: 'm' }));
    expect((await sagemaker.send(new DescribeModelCommand({ ModelName: 'm' }))).ModelName).toBe('m');
    const again = await refusal(sagemaker.send(new DeleteModelCommand({ ModelName: 'm' })));
    expect(again.message).toContain('Could not find model');
  });
});

it('transitions can be told to take no time', async () => {
  const { world, sagemaker } = opened();
  world.settleMs = 0;
  const NotebookInstanceName = 'n';
  const given = { InstanceType: 'ml.t3.medium' as const, RoleArn: 'arn:aws:iam::111122223333:role/r' };
  await sagemaker.send(new CreateNotebookInstanceCommand({ NotebookInstanceName, ...given }));
  const described = await sagemaker.send(new DescribeNotebookInstanceCommand({ NotebookInstanceName }));
  expect(described.NotebookInstanceStatus).toBe('InService');
});

it('the clock does not run backwards', () => {
  const { clock } = createWorld({ now: new Date('2026-01-02T00:00:00Z') });
  clock.set(new Date('2026-01-03T00:00:00Z'));
  expect(clock.now().toISOString()).toBe('2026-01-03T00:00:00.000Z');
  expect(() => clock.set(new Date('2026-01-02T00:00:00Z'))).toThrow(RangeError);
  expect(() => clock.advance(-1)).toThrow(RangeError);
});
