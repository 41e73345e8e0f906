import { BedrockAgentClient, CreateAgentCommand, DeleteAgentCommand } from '@aws-sdk/client-bedrock-agent';
import {
  type ConfigRuleState,
  DeleteConfigRuleCommand,
  DescribeConfigRulesCommand,
  PutConfigRuleCommand,
} from '@aws-sdk/client-config-service';
import {
  CreateAutomationRuleCommand,
  EnableSecurityHubCommand,
  GetFindingsCommand,
  SecurityHubClient,
} from '@aws-sdk/client-securityhub';
import { describe, expect, it } from 'vitest';
import type { Posture } from '../../../engine/posture.ts';
import { transitionsBetween } from '../../../engine/transition.ts';
import { markDirty, wakeOldest } from '../../../functions/_config/wake.ts';
import { refOf } from '../../adapters/aws/kit.ts';
import { type ConfigAccount, configAccount } from './kit.ts';

const AGENT = 'AWS::Bedrock::Agent';
const GUARDED = 'bedrock-agent-guardrail';
const RULE = `assay-${GUARDED}`;
const MINUTE = 60_000;

interface Changed {
  readonly rule: string;
  readonly type: string;
  readonly updatedAt: string;
}

/** A message of the queue behind the findings bus. */
const message = ({ rule, type, updatedAt }: Changed, messageId = rule) => ({
  messageId,
  body: JSON.stringify({
    source: 'assay',
    'detail-type': 'Assay Verdict Changed',
    detail: { rule, resource: { type, id: 'x' }, from: null, to: 'COMPLIANT', updatedAt },
  }),
});

const at = (of: ConfigAccount) => of.world.clock.now().toISOString();

const changed = (of: ConfigAccount, rule = GUARDED, type = AGENT) =>
  markDirty([message({ rule, type, updatedAt: at(of) })], of.wake);

const dirtyNames = async (of: ConfigAccount) => (await of.wake.dirty.all()).map(({ name }) => name);

async function setState({ config, world }: ConfigAccount, ConfigRuleState: ConfigRuleState): Promise<void> {
  const { ConfigRules: [rule] = [] } = await config.send(
    new DescribeConfigRulesCommand({ ConfigRuleNames: [RULE] }),
  );
  await config.send(
    new PutConfigRuleCommand({ ConfigRule: { Source: undefined, ...rule, ConfigRuleState } }),
  );
  await world.functions.run();
}

async function withRules(...names: readonly string[]): Promise<ConfigAccount> {
  const of = await configAccount();
  await of.makeRules(...(names.length > 0 ? names : [RULE]));
  await of.run();
  of.world.clock.advance(10 * MINUTE);
  return of;
}

describe('a change of a verdict', () => {
  it('that a CloudTrail event brought reaches AWS Config, and so does the end of the resource', async () => {
    const of = await withRules();
    of.events();
    const client = of.door.client(BedrockAgentClient);
    const { agent } = await client.send(
      new CreateAgentCommand({
        agentName: 'helper',
        agentResourceRoleArn: 'arn:aws:iam::111122223333:role/Ml',
      }),
    );
    const id = agent?.agentId ?? '';
    const key = `111122223333/eu-central-1/${AGENT}/${id}`;
    /** What the events lead to: posture, its transitions on the bus, a woken rule, and its answer. */
    const followed = async (before: Posture | null) => {
      expect(await of.evaluate(...of.events())).toEqual([]);
      const { posture } = await of.config_.posture.recall(key);
      if (!posture) throw new Error('the events led to no posture');
      const messages = transitionsBetween(before, posture)
        .filter(({ rule }) => rule === GUARDED)
        .map(({ rule, ref, updatedAt }) => message({ rule, type: ref.type, updatedAt }));
      await markDirty(messages, of.wake);
      expect(await wakeOldest(of.wake)).toEqual([RULE]);
      await of.run();
      return posture;
    };
    const created = await followed(null);
    expect((await of.results(RULE))[`${AGENT} ${id}`]).toMatch(/^NON_COMPLIANT GuardrailConfiguration/);
    expect(await dirtyNames(of)).toEqual([]);

    of.world.clock.advance(10 * MINUTE);
    await client.send(new DeleteAgentCommand({ agentId: id }));
    of.world.clock.advance(10 * MINUTE);
    await followed(created);
    expect(await of.results(RULE)).toEqual({ [`${AGENT} ${id}`]: 'NOT_APPLICABLE deleted' });
  });

  it('makes no second visible finding in Security Hub, where the automation rule is', async () => {
    const of = await withRules();
    const hub = of.door.client(SecurityHubClient);
    await hub.send(new EnableSecurityHubCommand({}));
    await hub.send(
      new CreateAutomationRuleCommand({
        RuleName: 'one finding per fault',
        RuleOrder: 1,
        Description: 'ours says more',
        Criteria: {
          ProductName: [{ Value: 'Config', Comparison: 'EQUALS' }],
          Title: [{ Value: 'assay-', Comparison: 'PREFIX' }],
        },
        Actions: [
          { Type: 'FINDING_FIELDS_UPDATE', FindingFieldsUpdate: { Workflow: { Status: 'SUPPRESSED' } } },
        ],
      }),
    );
    const absent = { path: 'GuardrailConfiguration', expected: 'present', actual: null };
    const verdicts = { [GUARDED]: { status: 'NON_COMPLIANT', observations: [absent] } as const };
    await of.see(refOf(AGENT, 'A1'), { verdicts });
    await changed(of);
    await wakeOldest(of.wake);
    await of.run();
    const { Findings } = await hub.send(new GetFindingsCommand({}));
    expect(Findings).toMatchObject([{ Title: RULE, Workflow: { Status: 'SUPPRESSED' } }]);
  });

  it('wakes a rule that AWS Config does not invoke by itself, and no other', async () => {
    const of = await withRules();
    await changed(of);
    await changed(of, 'sagemaker-notebook-root-access', 'AWS::SageMaker::NotebookInstance');
    await changed(of, 'no-rule-of-ours', AGENT);
    expect(await dirtyNames(of)).toEqual([RULE]);
  });

  it('wakes the rule of its type where there is one for each type', async () => {
    const of = await configAccount({ mode: 'perType' });
    await changed(of);
    await changed(of, 'sagemaker-notebook-root-access', 'AWS::SageMaker::NotebookInstance');
    expect(await dirtyNames(of)).toEqual(['assay-type-bedrock-agent']);
  });

  it.each([
    ['no JSON', '{'],
    ['no event', '{}'],
    ['an event of something else', '{"detail":{"rule":"r"}}'],
  ])('that is %s goes to the dead-letter queue, and spoils nothing else', async (_, body) => {
    const of = await withRules();
    const good = message({ rule: GUARDED, type: AGENT, updatedAt: at(of) });
    expect(await markDirty([{ messageId: 'bad', body }, good], of.wake)).toEqual(['bad']);
    expect(await dirtyNames(of)).toEqual([RULE]);
  });

  it('many times over is one rule, dirty since the first', async () => {
    const of = await withRules();
    const times = ['2026-01-01T00:09:00.000Z', '2026-01-01T00:07:00.000Z', '2026-01-01T00:08:00.000Z'];
    await markDirty(
      times.map((updatedAt) => message({ rule: GUARDED, type: AGENT, updatedAt })),
      of.wake,
    );
    await changed(of);
    expect(await of.wake.dirty.all()).toMatchObject([{ name: RULE, since: times[1] }]);
  });
});

describe('waking', () => {
  it('starts nothing where nothing is dirty, and leaves the minute to whoever needs it', async () => {
    const of = await withRules();
    expect(await wakeOldest(of.wake)).toEqual([]);
    await changed(of);
    expect(await wakeOldest(of.wake)).toEqual([RULE]);
  });

  it('happens once a minute, by one of two at the same time', async () => {
    const of = await withRules();
    await changed(of);
    const both = await Promise.all([wakeOldest(of.wake), wakeOldest(of.wake)]);
    expect(both.flat()).toEqual([RULE]);
    await changed(of);
    of.world.clock.advance(30_000);
    expect(await wakeOldest(of.wake)).toEqual([]);
    // AWS's minute begins when the call arrives there.
    of.world.clock.advance(30_000);
    expect(await wakeOldest(of.wake)).toEqual([]);
    of.world.clock.advance(1000);
    expect(await wakeOldest(of.wake)).toEqual([RULE]);
  });

  it('takes the 25 oldest, and the others a minute later', async () => {
    const of = await configAccount();
    const [definition] = of.definitions.filter(({ name }) => name === RULE);
    if (!definition) throw new Error(`there is no ${RULE}`);
    const names = Array.from({ length: 30 }, (_, n) => `assay-${String(n).padStart(2, '0')}`);
    await of.makeRules(...names.map((name) => ({ ...definition, name })));
    for (const [n, name] of names.entries()) {
      await of.wake.dirty.mark(name, new Date(Date.UTC(2026, 0, 1) - n * 1000).toISOString());
    }
    const oldestFirst = names.toReversed();
    expect(await wakeOldest(of.wake)).toEqual(oldestFirst.slice(0, 25));
    expect(await dirtyNames(of)).toEqual(oldestFirst.slice(25));
    of.world.clock.advance(2 * MINUTE);
    expect(await wakeOldest(of.wake)).toEqual(oldestFirst.slice(25));
  });

  it('loses nothing when AWS Config is still busy', async () => {
    const of = await withRules();
    await changed(of);
    const error = {
      name: 'LimitExceededException',
      message: 'an evaluation is in progress',
      statusCode: 400,
    };
    const lift = of.world.faults.add({ operation: 'StartConfigRulesEvaluation', error });
    expect(await wakeOldest(of.wake)).toEqual([]);
    expect(await dirtyNames(of)).toEqual([RULE]);
    lift();
    of.world.clock.advance(2 * MINUTE);
    expect(await wakeOldest(of.wake)).toEqual([RULE]);
  });

  it('loses nothing when it fails halfway: what AWS Config has accepted is only woken again', async () => {
    const of = await withRules();
    await changed(of);
    const lift = of.world.faults.deny({ service: 'dynamodb', operation: 'DeleteItem' });
    await expect(wakeOldest(of.wake)).rejects.toThrow('not authorized');
    lift();
    expect(await of.run()).toBe(1);
    of.world.clock.advance(2 * MINUTE);
    expect(await wakeOldest(of.wake)).toEqual([RULE]);
  });

  it('fails loudly when it is not allowed', async () => {
    const of = await withRules();
    await changed(of);
    of.world.faults.deny({ operation: 'StartConfigRulesEvaluation' });
    await expect(wakeOldest(of.wake)).rejects.toThrow('not authorized');
    expect(await dirtyNames(of)).toEqual([RULE]);
  });

  it('keeps a rule whose verdict changed while it was being woken, dirty since then', async () => {
    const of = await withRules();
    await changed(of);
    const [before] = await of.wake.dirty.all();
    if (!before) throw new Error('nothing is dirty');
    of.world.clock.advance(MINUTE);
    await changed(of);
    await of.wake.dirty.clean(before, at(of));
    expect(await of.wake.dirty.all()).toMatchObject([{ name: RULE, since: at(of) }]);
  });

  it('does not bring back a rule that somebody else has woken in between', async () => {
    const of = await withRules();
    await changed(of);
    const [rule] = await of.wake.dirty.all();
    if (!rule) throw new Error('nothing is dirty');
    await of.wake.dirty.clean(rule, at(of));
    await of.wake.dirty.clean(rule, at(of));
    expect(await dirtyNames(of)).toEqual([]);
  });

  it('forgets a rule that is no more, and wakes the others at once', async () => {
    const other = 'assay-bedrock-agent-kms-cmk';
    const of = await withRules(RULE, other);
    await changed(of);
    await changed(of, 'bedrock-agent-kms-cmk');
    await of.config.send(new DeleteConfigRuleCommand({ ConfigRuleName: RULE }));
    expect(await wakeOldest(of.wake)).toEqual([other]);
    expect(await dirtyNames(of)).toEqual([]);
  });

  it('forgets a rule that is about to be no more', async () => {
    const of = await withRules();
    await changed(of);
    await setState(of, 'DELETING');
    expect(await wakeOldest(of.wake)).toEqual([]);
    expect(await dirtyNames(of)).toEqual([]);
  });

  it('forgets the only dirty rule if that is no more', async () => {
    const of = await withRules();
    await changed(of);
    await of.config.send(new DeleteConfigRuleCommand({ ConfigRuleName: RULE }));
    expect(await wakeOldest(of.wake)).toEqual([]);
    expect(await dirtyNames(of)).toEqual([]);
  });

  it('leaves a rule in peace that is busy, and comes back to it', async () => {
    const other = 'assay-bedrock-agent-kms-cmk';
    const of = await withRules(RULE, other);
    await changed(of);
    await changed(of, 'bedrock-agent-kms-cmk');
    await setState(of, 'DELETING_RESULTS');
    expect(await wakeOldest(of.wake)).toEqual([other]);
    await setState(of, 'ACTIVE');
    of.world.clock.advance(2 * MINUTE);
    expect(await wakeOldest(of.wake)).toEqual([]);
    of.world.clock.advance(4 * MINUTE);
    expect(await wakeOldest(of.wake)).toEqual([RULE]);
  });

  it('fails loudly where AWS Config contradicts itself', async () => {
    const of = await withRules();
    await changed(of);
    const error = { name: 'ResourceInUseException', message: 'in use', statusCode: 400 };
    of.world.faults.add({ operation: 'StartConfigRulesEvaluation', error });
    await expect(wakeOldest(of.wake)).rejects.toThrow(`says are active: ${RULE}`);
    expect(await dirtyNames(of)).toEqual([RULE]);
  });
});
