import { describe, expect, it } from 'vitest';
import { reportStates } from '../../../../adapters/aws/config/report-states.ts';
import { TABLE, withTable } from './kit.ts';

const at = (hour: number, recent: readonly string[] = []) => ({
  reportedAt: `2026-01-01T0${hour}:00:00.000Z`,
  fullAt: '2026-01-01T00:00:00.000Z',
  recent: new Set(recent),
});

describe('how far a rule has reported', () => {
  it('is not known at first', async () => {
    const { aws } = await withTable();
    expect(await reportStates(aws, TABLE).recall('assay-a')).toBeUndefined();
  });

  it('is remembered for each rule', async () => {
    const { aws } = await withTable();
    const states = reportStates(aws, TABLE);
    await states.remember('assay-a', at(1, ['x', 'y']));
    await states.remember('assay-b', at(2));
    expect(await states.recall('assay-a')).toEqual(at(1, ['x', 'y']));
    expect(await states.recall('assay-b')).toEqual(at(2));
  });

  it('never goes back, whichever of two runs ends last', async () => {
    const { aws } = await withTable();
    const states = reportStates(aws, TABLE);
    await states.remember('assay-a', at(3));
    await states.remember('assay-a', at(2, ['x']));
    expect(await states.recall('assay-a')).toEqual(at(3));
  });

  it('is told of no write that failed for another reason', async () => {
    const { aws, world } = await withTable();
    world.faults.deny({ operation: 'PutItem' });
    await expect(reportStates(aws, TABLE).remember('assay-a', at(1))).rejects.toThrow('not authorized');
  });
});
