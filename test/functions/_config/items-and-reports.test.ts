import { beforeEach, describe, expect, it } from 'vitest';
import { invokePeriodicRules } from '../../../emulator/index.ts';
import { compliant, nonCompliant } from '../../../engine/verdict.ts';
import { evaluateRule } from '../../../functions/_config/evaluate.ts';
import { REGION, refOf } from '../../adapters/aws/kit.ts';
import { type ConfigAccount, configAccount, scheduled } from './kit.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

describe('a resource that an item names otherwise than we do', () => {
  const ROLE = 'AWS::IAM::Role';
  const id = 'ai-execution-role-admin';
  const arn = 'arn:aws:iam::111122223333:role/Ml';
  const role = refOf(ROLE, 'Ml', { arn, region: null });
  const item = (of: ConfigAccount, more: object = {}) =>
    of.item(ROLE, 'AROA1234', { ARN: arn, resourceName: 'Ml', ...more });

  it('keeps one result: the one under our name is ended by the next full report', async () => {
    const of = await configAccount();
    await of.see(role, { verdicts: { [id]: compliant } });
    await of.makeRules(`assay-${id}`);
    await of.run();
    expect(await of.results(`assay-${id}`)).toEqual({ [`${ROLE} Ml`]: 'COMPLIANT' });
    of.world.clock.advance(HOUR);
    item(of);
    await of.see(role, { verdicts: { [id]: compliant } });
    await of.run();
    expect(await scheduled(of, 24 * HOUR)).toContain(2);
    expect(await of.results(`assay-${id}`)).toEqual({
      [`${ROLE} Ml`]: 'NOT_APPLICABLE AWS Config calls it AROA1234',
      [`${ROLE} AROA1234`]: 'COMPLIANT',
    });
    expect(await scheduled(of, 24 * HOUR)).not.toContain(2);
  });

  it('is told under that name when its verdict changes without an item', async () => {
    const of = await configAccount();
    await of.makeRules(`assay-${id}`);
    await of.run();
    of.world.clock.advance(HOUR);
    item(of);
    await of.see(role, { verdicts: { [id]: compliant } });
    await of.run();
    of.world.clock.advance(HOUR);
    const admin = nonCompliant({ path: 'Policies', expected: 'no admin', actual: 'admin' });
    await of.see(role, { verdicts: { [id]: admin } });
    await scheduled(of);
    expect(await of.results(`assay-${id}`)).toEqual({
      [`${ROLE} AROA1234`]: 'NON_COMPLIANT Policies is admin, expected no admin',
    });
  });

  it('is forgotten with its deletion, so that a namesake is not taken for it', async () => {
    const of = await configAccount();
    await of.makeRules(`assay-${id}`);
    item(of);
    await of.run();
    item(of, { configurationItemStatus: 'ResourceDeleted' });
    await of.run();
    expect(await of.config_.ids.of(['111122223333//AWS::IAM::Role/Ml'])).toEqual(new Map());
  });
});

describe('a resource that was judged from its item', () => {
  const NOTEBOOK = 'AWS::SageMaker::NotebookInstance';
  const PLATFORM = 'sagemaker-notebook-platform-supported';
  const rule = `assay-${PLATFORM}`;
  const notebook = refOf(NOTEBOOK, 'study');
  const key = `111122223333/eu-central-1/${NOTEBOOK}/study`;
  const UNTOLD = 'NOT_APPLICABLE insufficient data: PlatformIdentifier: AWS Config does not tell';
  const OLD = 'NON_COMPLIANT PlatformIdentifier is al1, expected al2';
  const old = nonCompliant({ path: 'PlatformIdentifier', expected: 'al2', actual: 'al1' });
  let of: ConfigAccount;
  let invocation: object;

  beforeEach(async () => {
    of = await configAccount();
    await of.see(notebook, { verdicts: { [PLATFORM]: old } });
    await of.makeRules(rule);
    await of.run();
    of.world.clock.advance(HOUR);
    of.item(NOTEBOOK, 'study', { configuration: { RootAccess: 'Enabled' } });
    await of.run();
    expect(await of.results(rule)).toEqual({ [`${NOTEBOOK} study`]: UNTOLD });
    invokePeriodicRules(of.world, of.world.account, REGION);
    const invocations = await of.world.functions.run();
    invocation = Object(invocations.at(-1)?.event);
  });

  /** A schedule alone: the emulator sends the last item again as well. Gives how much AWS Config was told. */
  async function onSchedule(milliseconds: number): Promise<number> {
    of.world.clock.advance(milliseconds);
    const notificationCreationTime = of.world.clock.now().toISOString();
    const invokingEvent = JSON.stringify({ messageType: 'ScheduledNotification', notificationCreationTime });
    return (await evaluateRule({ ...invocation, invokingEvent }, of.config_)).evaluations;
  }

  it('keeps what the item told until somebody has read it, in a full report too', async () => {
    expect(await onSchedule(HOUR)).toBe(0);
    expect(await onSchedule(24 * HOUR)).toBe(0);
    expect(await of.results(rule)).toEqual({ [`${NOTEBOOK} study`]: UNTOLD });
  });

  it('is told as posture has it once it was read, though nothing had changed', async () => {
    of.world.clock.advance(MINUTE);
    await of.config_.posture.attend(key, { readAt: of.world.clock.now().toISOString() });
    expect(await onSchedule(MINUTE)).toBe(1);
    expect(await of.results(rule)).toEqual({ [`${NOTEBOOK} study`]: OLD });
    expect(await onSchedule(HOUR)).toBe(0);
  });

  it('is told once where its verdict has changed as well', async () => {
    of.world.clock.advance(MINUTE);
    await of.see(notebook, { verdicts: { [PLATFORM]: compliant } });
    expect(await onSchedule(MINUTE)).toBe(1);
    expect(await of.results(rule)).toEqual({ [`${NOTEBOOK} study`]: 'COMPLIANT' });
    expect(await onSchedule(HOUR)).toBe(0);
  });

  it('is over with its deletion', async () => {
    of.world.clock.advance(MINUTE);
    await of.remove(notebook);
    expect(await onSchedule(MINUTE)).toBe(1);
    expect(await of.results(rule)).toEqual({ [`${NOTEBOOK} study`]: 'NOT_APPLICABLE deleted' });
  });

  it('is still owed where AWS Config did not take it', async () => {
    of.world.clock.advance(MINUTE);
    await of.config_.posture.attend(key, { readAt: of.world.clock.now().toISOString() });
    const lift = of.world.faults.deny({ operation: 'PutEvaluations' });
    await expect(onSchedule(MINUTE)).rejects.toThrow('not authorized');
    lift();
    expect(await onSchedule(MINUTE)).toBe(1);
  });

  it('is owed anew where another item came in between', async () => {
    await of.config_.debts.owe(rule, key, '2026-01-01T09:00:00.000Z');
    await of.config_.debts.owe(rule, key, '2026-01-01T08:00:00.000Z');
    await of.config_.debts.settle(rule, key, '2026-01-01T08:00:00.000Z');
    expect(await of.config_.debts.of(rule)).toEqual(new Map([[key, '2026-01-01T09:00:00.000Z']]));
    await of.config_.debts.settle(rule, key, '2026-01-01T09:00:00.000Z');
    expect(await of.config_.debts.of(rule)).toEqual(new Map());
  });
});
