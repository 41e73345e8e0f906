import { afterEach, describe, expect, it, vi } from 'vitest';
import { compliant } from '../../engine/verdict.ts';
import { refOf } from '../adapters/aws/kit.ts';
import { deployed, overheard } from './_config/deployed.ts';
import { configAccount, FUNCTION } from './_config/kit.ts';

const AGENT = 'AWS::Bedrock::Agent';
const GUARDED = 'bedrock-agent-guardrail';
const RULE = `assay-${GUARDED}`;
const TICK = {
  version: '0',
  source: 'aws.events',
  'detail-type': 'Scheduled Event',
  time: '2026-01-01T00:00:00Z',
  resources: ['arn:aws:events:eu-central-1:111122223333:rule/every-minute'],
  detail: {},
};

afterEach(() => {
  vi.restoreAllMocks();
  vi.unstubAllEnvs();
});

async function woken() {
  const of = await configAccount();
  const heard = overheard();
  const { evaluate, wake, deeds } = await deployed(of.world);
  of.world.functions.register(FUNCTION, evaluate);
  await of.makeRules(RULE);
  await of.run();
  of.world.clock.advance(600_000);
  return { ...of, handle: wake, deed: deeds.wakeConfigRules, heard };
}

const changed = (updatedAt: string, body?: string) => ({
  messageId: `m-${updatedAt}`,
  body:
    body ??
    JSON.stringify({
      version: '0',
      source: 'assay',
      'detail-type': 'Assay Verdict Changed',
      detail: {
        findingId: 'assay/1',
        rule: GUARDED,
        severity: 'HIGH',
        resource: refOf(AGENT, 'A1'),
        from: null,
        to: 'COMPLIANT',
        waived: false,
        presence: 'present',
        generation: 1,
        updatedAt,
      },
    }),
});

describe('the function that wakes Config rules', () => {
  it('wakes at once what the findings bus tells, and AWS Config asks back', async () => {
    const of = await woken();
    const posture = await of.see(refOf(AGENT, 'A1'), { verdicts: { [GUARDED]: compliant } });
    expect(await of.handle({ Records: [changed(posture.updatedAt)] })).toEqual({ batchItemFailures: [] });
    expect(await of.run()).toBe(1);
    expect(await of.results(RULE)).toEqual({ [`${AGENT} A1`]: 'COMPLIANT' });
  });

  it('wakes with the next tick what came too soon after another call, and measures how long that took', async () => {
    const of = await woken();
    const time = of.world.clock.now().toISOString();
    await of.handle({ Records: [changed(time)] });
    of.world.clock.advance(10_000);
    await of.handle({ Records: [changed(of.world.clock.now().toISOString())] });
    expect(await of.run()).toBe(1);
    of.world.clock.advance(60_000);
    expect(await of.handle(TICK)).toEqual({ batchItemFailures: [] });
    expect(await of.run()).toBe(1);
    expect(of.heard.metric('ConfigLag')).toEqual([0, 0, 60]);
    expect(of.heard.metric('ConfigRulesWoken')).toEqual([1, 1]);
  });

  it('hands back the messages that it cannot understand, and only those', async () => {
    const of = await woken();
    const time = of.world.clock.now().toISOString();
    const bad = changed('bad', '{"detail":{}}');
    expect(await of.handle({ Records: [bad, changed(time)] })).toEqual({
      batchItemFailures: [{ itemIdentifier: 'm-bad' }],
    });
    expect(await of.run()).toBe(1);
    expect(of.heard.metric('PoisonMessages')).toEqual([1]);
  });

  it('fails loudly when it is not allowed to wake: the messages come again', async () => {
    const of = await woken();
    of.world.faults.deny({ operation: 'StartConfigRulesEvaluation' });
    const event = { Records: [changed(of.world.clock.now().toISOString())] };
    await expect(of.deed(event)).rejects.toThrow('not authorized');
    expect(await of.wake.dirty.all()).toMatchObject([{ name: RULE }]);
  });

  it('says at init which variable is missing', async () => {
    const of = await configAccount();
    await expect(deployed(of.world, 'CONFIG_RULE_MODE')).rejects.toThrow('CONFIG_RULE_MODE is missing');
  });
});
