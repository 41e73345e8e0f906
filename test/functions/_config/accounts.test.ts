import { beforeEach, describe, expect, it } from 'vitest';
import { compliant, insufficientData, nonCompliant, notApplicable } from '../../../engine/verdict.ts';
import { refOf } from '../../adapters/aws/kit.ts';
import { type ConfigAccount, configAccount, scheduled } from './kit.ts';

const HOUR = 60 * 60_000;

describe('types that only we know', () => {
  const JOB = 'AWS::SageMaker::TrainingJob';
  const id = 'sagemaker-training-job-in-vpc';
  const rule = `assay-${id}`;
  const outside = nonCompliant({ path: 'VpcConfig', expected: 'present', actual: null });
  const job = (name: string, more: object = {}) => refOf(JOB, name, more);
  const ACCOUNT = 'AWS::::Account 111122223333';
  let of: ConfigAccount;

  beforeEach(async () => {
    of = await configAccount();
    await of.makeRules(rule);
    await of.run();
  });

  it('are one result for their account, which says so where there are none', async () => {
    expect(await of.results(rule)).toEqual({ [ACCOUNT]: 'NOT_APPLICABLE there is no such resource' });
  });

  it('are the worst of their verdicts, and it names them', async () => {
    await of.see(job('one'), { verdicts: { [id]: compliant } });
    await of.see(job('two'), { verdicts: { [id]: outside } });
    await of.see(job('three'), { verdicts: { [id]: notApplicable('no data') } });
    expect(await scheduled(of)).toEqual([1]);
    expect(await of.results(rule)).toEqual({
      [ACCOUNT]: 'NON_COMPLIANT 1 of 3: two: VpcConfig is absent, expected present',
    });
    await of.see(job('two'), { verdicts: { [id]: compliant } });
    await scheduled(of);
    expect(await of.results(rule)).toEqual({ [ACCOUNT]: 'COMPLIANT 2 of 3' });
  });

  it('are not reported where nothing has changed', async () => {
    await of.see(job('one'), { verdicts: { [id]: outside } });
    await scheduled(of);
    expect(await scheduled(of, HOUR)).toEqual([0]);
  });

  it('are told once by the first report, though they had only just been judged', async () => {
    const fresh = await configAccount();
    await fresh.see(job('one'), { verdicts: { [id]: outside } });
    await fresh.makeRules(rule);
    await fresh.run();
    expect(fresh.puts()).toEqual([1]);
    expect(await scheduled(fresh)).toEqual([0]);
  });

  it('are over when the last of them is gone', async () => {
    await of.see(job('one'), { verdicts: { [id]: outside } });
    await scheduled(of);
    of.world.clock.advance(HOUR);
    await of.remove(job('one'));
    await scheduled(of);
    expect(await of.results(rule)).toEqual({ [ACCOUNT]: 'NOT_APPLICABLE there is no such resource' });
  });

  it('are one result for each account', async () => {
    await of.see(job('one', { account: '444455556666' }), { verdicts: { [id]: outside } });
    await scheduled(of);
    expect(await of.results(rule)).toEqual({
      [ACCOUNT]: 'NOT_APPLICABLE there is no such resource',
      'AWS::::Account 444455556666': 'NON_COMPLIANT 1 of 1: one: VpcConfig is absent, expected present',
    });
  });

  it('hide no unreadable one behind green ones', async () => {
    await of.see(job('one'), { verdicts: { [id]: compliant } });
    await of.see(job('two'), { verdicts: { [id]: insufficientData('access denied') } });
    await scheduled(of);
    expect(await of.results(rule)).toEqual({
      [ACCOUNT]: 'NOT_APPLICABLE insufficient data: 1 of 2: two: access denied',
    });
  });

  it('have singletons among them', async () => {
    const logging = 'AWS::Bedrock::ModelInvocationLoggingConfiguration';
    const enabled = 'bedrock-invocation-logging-enabled';
    const singleton = refOf(logging, 'bedrock-model-invocation-logging-configuration/eu-central-1');
    const off = nonCompliant({ path: 'LoggingConfig', expected: 'present', actual: null });
    await of.see(singleton, { verdicts: { [enabled]: off } });
    await of.makeRules(`assay-${enabled}`);
    await of.run();
    expect((await of.results(`assay-${enabled}`))[ACCOUNT]).toMatch(
      /^NON_COMPLIANT 1 of 1: bedrock-model-invocation-logging-configuration\/eu-central-1: LoggingConfig is absent/,
    );
  });
});
