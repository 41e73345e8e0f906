import { describe, expect, it, vi } from 'vitest';
import { FAILS, NOTEBOOK, PASSES } from '../support/posture.ts';
import { failuresOf, outside } from './_publishing/kit.ts';

const RULE = 'sagemaker-notebook-root-access';
const KEY = '111122223333/eu-central-1/AWS::SageMaker::NotebookInstance/research';

const recordOf = (messageId: string, body: unknown) => ({
  messageId,
  body: typeof body === 'string' ? body : JSON.stringify(body),
});
const pointer = (key: string, ...rules: readonly { readonly rule: string; readonly says: boolean }[]) => ({
  schema: 'assay.unpublished/1',
  key,
  rules,
});

async function opened(options: Parameters<typeof outside>[0] = {}) {
  const made = await outside(options);
  const republish = await made.load('republish-findings');
  const { logger, metrics } = await import('../../functions/_runtime/observability.ts');
  return {
    ...made,
    republish: async (...bodies: readonly unknown[]) =>
      failuresOf(await republish({ Records: bodies.map((body, index) => recordOf(String(index), body)) })),
    logged: vi.spyOn(logger, 'error'),
    measured: vi.spyOn(metrics, 'addMetric'),
  };
}

describe('findings that wait', () => {
  it('are told as they stand now, once, though several messages name them', async () => {
    const { judge, republish, findings, calls } = await opened();
    await judge({ [RULE]: FAILS });
    await judge({ [RULE]: PASSES });
    calls();
    const one = pointer(KEY, { rule: RULE, says: false });
    expect(await republish(one, pointer(KEY, { rule: RULE, says: true }), one)).toEqual([]);
    expect(calls()).toMatchObject({ BatchImportFindings: 1, BatchUpdateFindings: 1 });
    expect([...(await findings()).values()]).toMatchObject([
      { Compliance: { Status: 'PASSED' }, Workflow: { Status: 'RESOLVED' } },
    ]);
  });

  it('of which nothing is known any more are done with', async () => {
    const { judge, republish, calls } = await opened();
    await judge({ [RULE]: FAILS });
    calls();
    const unknown = [
      pointer('gone', { rule: RULE, says: true }),
      pointer(KEY, { rule: 'other', says: true }),
    ];
    expect(await republish(...unknown)).toEqual([]);
    expect(calls()).not.toHaveProperty('BatchImportFindings');
  });

  it('wait on while Security Hub is off, with the remedy in the log and a figure', async () => {
    const { judge, republish, logged, measured } = await opened({ hubIsOff: true });
    await judge({ [RULE]: FAILS });
    expect(await republish(pointer(KEY, { rule: RULE, says: false }))).toEqual(['0']);
    expect(measured).toHaveBeenCalledWith('SecurityHubOff', 'Count', 1);
    expect(logged).toHaveBeenCalledWith(
      'Security Hub takes no findings of an account',
      expect.objectContaining({
        account: NOTEBOOK.account,
        findings: 1,
        because: expect.stringMatching(/^InvalidAccess: /),
        remedy: expect.stringContaining('aws securityhub enable-security-hub'),
      }),
    );
  });

  it('wait on where they are refused, and are named', async () => {
    const { judge, republish, logged, measured, world } = await opened();
    await judge({ [RULE]: FAILS });
    const error = { name: 'InvalidInput', message: 'data.Title is odd', statusCode: 400 };
    world.faults.add({ operation: 'BatchImportFindings.Finding', error });
    expect(await republish(pointer(KEY, { rule: RULE, says: false }))).toEqual(['0']);
    expect(measured).toHaveBeenCalledWith('FindingsRefused', 'Count', 1);
    expect(logged).toHaveBeenCalledWith(
      'Security Hub refuses a finding',
      expect.objectContaining({ key: KEY, rule: RULE, because: 'InvalidInput: data.Title is odd' }),
    );
  });
});

describe('a message that is none of ours', () => {
  it.each([
    'no JSON',
    {},
    { ...pointer(KEY), schema: 'assay.unpublished/9' },
    null,
  ])('fails alone: %j', async (body) => {
    const { judge, republish, findings, measured } = await opened();
    await judge({ [RULE]: FAILS });
    expect(await republish(body, pointer(KEY, { rule: RULE, says: false }))).toEqual(['0']);
    expect((await findings()).size).toBe(1);
    expect(measured).toHaveBeenCalledWith('PoisonMessages', 'Count', 1);
  });
});
