import { beforeEach, describe, expect, it } from 'vitest';
import { invokePeriodicRules } from '../../../emulator/index.ts';
import { compliant, insufficientData, nonCompliant } from '../../../engine/verdict.ts';
import { evaluateRule } from '../../../functions/_config/evaluate.ts';
import { REGION, refOf } from '../../adapters/aws/kit.ts';
import { type ConfigAccount, configAccount, scheduled } from './kit.ts';

const AGENT = 'AWS::Bedrock::Agent';
const GUARDED = 'bedrock-agent-guardrail';
const RULE = `assay-${GUARDED}`;
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const unguarded = nonCompliant({ path: 'GuardrailConfiguration', expected: 'present', actual: null });
const BAD = 'NON_COMPLIANT GuardrailConfiguration is absent, expected present';

const agent = (id: string, more: object = {}) =>
  refOf(AGENT, id, { arn: `arn:aws:bedrock:eu-central-1:111122223333:agent/${id}`, ...more });

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

  it('ends results of which nobody knows, where nobody knows what was reported', async () => {
    of.world.clock.advance(HOUR);
    await of.remove(agent('A2'));
    const other = 'assay-bedrock-agent-kms-cmk';
    await of.makeRules(other);
    await of.run();
    expect(await of.results(other)).toMatchObject({ [`${AGENT} A2`]: 'NOT_APPLICABLE deleted' });
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
    const notificationCreationTime = of.world.clock.now().toISOString();
    const invokingEvent = JSON.stringify({ messageType: 'ScheduledNotification', notificationCreationTime });
    const event = { ...Object(invocation?.event), invokingEvent, resultToken: 'TESTMODE' };
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
