import { beforeEach, describe, expect, it } from 'vitest';
import { invokePeriodicRules } from '../../../emulator/index.ts';
import { compliant, insufficientData, nonCompliant, notApplicable } from '../../../engine/verdict.ts';
import { evaluateRule } from '../../../functions/_config/evaluate.ts';
import { REGION, refOf } from '../../adapters/aws/kit.ts';
import { type ConfigAccount, configAccount } from './kit.ts';

const AGENT = 'AWS::Bedrock::Agent';
const GUARDED = 'bedrock-agent-guardrail';
const RULE = `assay-${GUARDED}`;
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const unguarded = nonCompliant({ path: 'GuardrailConfiguration', expected: 'present', actual: null });
const BAD = 'NON_COMPLIANT GuardrailConfiguration is absent, expected present';

const agent = (id: string, more: object = {}) =>
  refOf(AGENT, id, { arn: `arn:aws:bedrock:eu-central-1:111122223333:agent/${id}`, ...more });

/** Lets so much time go by, runs the rule as on its schedule, and gives how much AWS Config was told in each call. */
async function scheduled(of: ConfigAccount, milliseconds = MINUTE): Promise<number[]> {
  of.world.clock.advance(milliseconds);
  of.puts();
  invokePeriodicRules(of.world, of.world.account, REGION);
  await of.run();
  return of.puts();
}

describe('a scheduled rule', () => {
  let of: ConfigAccount;

  beforeEach(async () => {
    of = await configAccount();
    await of.see(agent('A1'), { verdicts: { [GUARDED]: unguarded } });
    await of.see(agent('A2'), { verdicts: { [GUARDED]: compliant } });
    await of.makeRules(RULE);
    await of.run();
  });

  it('reports everything at first', async () => {
    expect(of.puts()).toEqual([2]);
    expect(await of.results(RULE)).toEqual({ [`${AGENT} A1`]: BAD, [`${AGENT} A2`]: 'COMPLIANT' });
  });

  it('says that there is nothing to report, or AWS Config would wait for it', async () => {
    await scheduled(of, 3 * MINUTE);
    expect(await scheduled(of, HOUR)).toEqual([0]);
  });

  it('reports only what has changed since', async () => {
    of.world.clock.advance(HOUR);
    await of.see(agent('A2'), { verdicts: { [GUARDED]: unguarded } });
    expect(await scheduled(of)).toEqual([1]);
    expect(await of.results(RULE)).toEqual({ [`${AGENT} A1`]: BAD, [`${AGENT} A2`]: BAD });
    expect(await scheduled(of, HOUR)).toEqual([0]);
  });

  it('reports no resource of which only something else has changed', async () => {
    of.world.clock.advance(HOUR);
    await of.see(agent('A2'), { verdicts: { [GUARDED]: compliant, 'bedrock-agent-kms-cmk': compliant } });
    expect(await scheduled(of)).toEqual([0]);
  });

  it('reports everything once a day', async () => {
    expect(await scheduled(of, 20 * HOUR)).toEqual([0]);
    expect(await scheduled(of, 4 * HOUR - MINUTE)).toEqual([2]);
    expect(await scheduled(of, HOUR)).toEqual([0]);
  });

  it('ends the results of what is deleted, though posture forgets what was never published', async () => {
    of.world.clock.advance(HOUR);
    expect((await of.remove(agent('A2'))).rules).toEqual({});
    expect(await scheduled(of)).toEqual([1]);
    expect(await of.results(RULE)).toMatchObject({ [`${AGENT} A2`]: 'NOT_APPLICABLE deleted' });
    expect(await scheduled(of, 24 * HOUR)).toEqual([2]);
    expect(await scheduled(of, 24 * HOUR)).toEqual([1]);
  });

  it('reports what had not reached the index in time for the report before', async () => {
    of.world.clock.advance(HOUR);
    await of.see(agent('A2'), { verdicts: { [GUARDED]: unguarded } });
    of.world.describeDelayMs = 5000;
    expect(await scheduled(of, 1000)).toEqual([0]);
    expect(await scheduled(of, 10_000)).toEqual([1]);
  });

  it('is ordered by when AWS Config asked: an invocation that comes again late changes nothing newer', async () => {
    of.world.clock.advance(HOUR);
    invokePeriodicRules(of.world, of.world.account, REGION);
    const [late] = await of.world.functions.run();
    of.world.clock.advance(HOUR);
    await of.see(agent('A2'), { verdicts: { [GUARDED]: unguarded } });
    await scheduled(of);
    of.world.clock.advance(HOUR);
    await of.see(agent('A2'), { verdicts: { [GUARDED]: compliant } });
    await evaluateRule(late?.event, of.config_);
    expect(await of.results(RULE)).toMatchObject({ [`${AGENT} A2`]: BAD });
    expect(await scheduled(of)).toEqual([1]);
    expect(await of.results(RULE)).toMatchObject({ [`${AGENT} A2`]: 'COMPLIANT' });
  });

  it('reports again what AWS Config did not take', async () => {
    of.world.clock.advance(HOUR);
    await of.see(agent('A2'), { verdicts: { [GUARDED]: unguarded } });
    const lift = of.world.faults.deny({ operation: 'PutEvaluations' });
    await expect(scheduled(of)).rejects.toThrow('not authorized');
    lift();
    expect(await scheduled(of, HOUR)).toEqual([1]);
    expect(await of.results(RULE)).toMatchObject({ [`${AGENT} A2`]: BAD });
  });

  it('tries again, within the call, evaluations that AWS Config refuses', async () => {
    of.world.clock.advance(HOUR);
    await of.see(agent('A2'), { verdicts: { [GUARDED]: unguarded } });
    await of.see(agent('A3'), { verdicts: { [GUARDED]: compliant } });
    const error = { name: 'InternalError', message: 'try again', statusCode: 500 };
    of.world.faults.add({
      operation: 'PutEvaluations.Evaluation',
      error,
      times: 1,
      when: ({ input }) => Reflect.get(Object(input), 'ComplianceResourceId') === 'A3',
    });
    expect(await scheduled(of)).toEqual([2, 1]);
    expect(await of.results(RULE)).toMatchObject({ [`${AGENT} A2`]: BAD, [`${AGENT} A3`]: 'COMPLIANT' });
  });

  it('fails loudly, and remembers nothing, where they are refused for good', async () => {
    of.world.clock.advance(HOUR);
    await of.see(agent('A2'), { verdicts: { [GUARDED]: unguarded } });
    const error = { name: 'InternalError', message: 'no', statusCode: 500 };
    const lift = of.world.faults.add({ operation: 'PutEvaluations.Evaluation', error });
    await expect(scheduled(of)).rejects.toThrow('AWS Config refused 1 of 1 evaluations 3 times');
    lift();
    expect(await scheduled(of, HOUR)).toEqual([1]);
  });

  it('that is only tried out leaves no result and no memory of a report', async () => {
    of.world.clock.advance(HOUR);
    invokePeriodicRules(of.world, of.world.account, REGION);
    const [invocation] = await of.world.functions.run();
    of.world.clock.advance(HOUR);
    await of.see(agent('A2'), { verdicts: { [GUARDED]: unguarded } });
    const event = { ...Object(invocation?.event), resultToken: 'TESTMODE' };
    of.puts();
    expect(await evaluateRule(event, of.config_)).toEqual({ kind: 'changes', evaluations: 1 });
    expect(await of.results(RULE)).toMatchObject({ [`${AGENT} A2`]: 'COMPLIANT' });
    expect(await scheduled(of)).toEqual([1]);
  });

  it('names the resources of other Regions by their ARN: there may be another one of that name', async () => {
    of.world.clock.advance(HOUR);
    const arn = 'arn:aws:bedrock:us-east-1:111122223333:agent/A1';
    await of.see(agent('A1', { arn, region: 'us-east-1' }), { verdicts: { [GUARDED]: compliant } });
    await scheduled(of);
    expect(await of.results(RULE)).toMatchObject({ [`${AGENT} A1`]: BAD, [`${AGENT} ${arn}`]: 'COMPLIANT' });
  });

  it('says what it does not know yet', async () => {
    of.world.clock.advance(HOUR);
    await of.see(agent('A3'), { verdicts: { 'bedrock-agent-kms-cmk': compliant } });
    await of.see(agent('A4'), { verdicts: { [GUARDED]: insufficientData('access denied') } });
    await scheduled(of);
    expect(await of.results(RULE)).toMatchObject({
      [`${AGENT} A3`]: 'NOT_APPLICABLE insufficient data: this rule has not judged it yet',
      [`${AGENT} A4`]: 'NOT_APPLICABLE insufficient data: access denied',
    });
  });

  it('reports a hundred in a call, and any number of them', async () => {
    of.world.clock.advance(HOUR);
    for (let n = 0; n < 230; n += 1) await of.see(agent(`B${n}`), { verdicts: { [GUARDED]: compliant } });
    expect(await scheduled(of)).toEqual([100, 100, 30]);
    expect(Object.keys(await of.results(RULE))).toHaveLength(232);
  });
});

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

describe('a rule about every AI resource', () => {
  it('reports resources of all types, and for types of ours their account', async () => {
    const id = 'ai-region-approved';
    const of = await configAccount();
    await of.see(agent('A1'), { verdicts: { [id]: compliant } });
    await of.see(refOf('AWS::SageMaker::Model', 'm'), { verdicts: { [id]: compliant } });
    await of.see(refOf('AWS::SageMaker::TrainingJob', 'j'), { verdicts: { [id]: compliant } });
    await of.makeRules(`assay-${id}`);
    await of.run();
    expect(await of.results(`assay-${id}`)).toEqual({
      [`${AGENT} A1`]: 'COMPLIANT',
      'AWS::SageMaker::Model m': 'COMPLIANT',
      'AWS::::Account 111122223333': 'COMPLIANT 1 of 1',
    });
  });
});

describe('a rule for a type', () => {
  const name = 'assay-type-bedrock-agent';

  it('is the worst of all its rules, and names them', async () => {
    const of = await configAccount({ mode: 'perType' });
    const all = Object.fromEntries(
      (await of.config_.judge()).rulesFor(AGENT).map(({ id }) => [id, compliant] as const),
    );
    await of.see(agent('A1'), { verdicts: all });
    await of.see(agent('A2'), { verdicts: { ...all, [GUARDED]: unguarded } });
    await of.see(agent('A3'), { verdicts: { ...all, [GUARDED]: insufficientData('access denied') } });
    await of.makeRules(name);
    await of.run();
    expect(await of.results(name)).toEqual({
      [`${AGENT} A1`]: 'COMPLIANT',
      [`${AGENT} A2`]: `NON_COMPLIANT ${GUARDED}: GuardrailConfiguration is absent, expected present`,
      [`${AGENT} A3`]: `NOT_APPLICABLE insufficient data: ${GUARDED}: access denied`,
    });
  });
});
