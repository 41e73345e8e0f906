import { describe, expect, it } from 'vitest';
import { productArn } from '../../../engine/asff.ts';
import { announcementsOf } from '../../../functions/_publishing/announcement.ts';
import { startRemediation, triggersIn } from '../../../functions/_remediation/start.ts';
import { REGION } from '../../adapters/aws/kit.ts';
import { BUCKET_RULE, openBucket, type Remedied, remedied, SERVES_AI, WORKFLOW } from './kit.ts';

const where = { account: '111122223333', region: REGION };

/** The event that posture's stream brings about, as EventBridge delivers it. */
async function verdictEvent(of: Remedied, more: object = {}): Promise<object> {
  const { key } = await of.triggerFor(BUCKET_RULE, await openBucket(of));
  const { posture } = await of.ports.posture.recall(key);
  if (!posture) throw new Error('the bucket has no posture');
  const rules = { [BUCKET_RULE]: posture.rules[BUCKET_RULE] } as typeof posture.rules;
  const before = { ...posture, rules: { [BUCKET_RULE]: { ...rules[BUCKET_RULE], status: 'COMPLIANT' } } };
  const [announcement] = announcementsOf({
    sequence: '1',
    before: before as never,
    after: { ...posture, rules },
  });
  return {
    version: '0',
    id: 'event-1',
    source: 'assay',
    'detail-type': 'Assay Verdict Changed',
    account: where.account,
    region: REGION,
    time: '2026-01-01T00:00:00Z',
    detail: JSON.parse(announcement?.detail ?? '{}'),
    ...more,
  };
}

const clicked = (findings: readonly object[], more: object = {}) => ({
  version: '0',
  id: 'click-1',
  source: 'aws.securityhub',
  'detail-type': 'Security Hub Findings - Custom Action',
  account: where.account,
  region: REGION,
  time: '2026-01-01T00:00:00Z',
  detail: { actionName: 'Assay: put right', findings },
  ...more,
});

const asff = (finding: string, key: string, more: object = {}) => ({
  Id: finding,
  ProductArn: productArn(REGION, where.account),
  AwsAccountId: where.account,
  UpdatedAt: '2026-01-01T00:00:00Z',
  ProductFields: { 'assay/key': key, 'assay/rule': BUCKET_RULE },
  Workflow: { Status: 'NEW' },
  ...more,
});

describe('what starts a remediation', () => {
  it('is the event of the stream, and points to what posture opened', async () => {
    const of = await remedied({ settings: SERVES_AI });
    const event = await verdictEvent(of);
    const [trigger] = triggersIn(event, where);
    expect(trigger).toMatchObject({ kind: 'verdict', rule: BUCKET_RULE, generation: 2, requester: null });
    if (!trigger) throw new Error('no trigger');
    const ran = await of.run(trigger);
    expect(ran.states).toContain('Done');
  });

  it('is one execution for one opening, however often it is told', async () => {
    const of = await remedied({ settings: SERVES_AI });
    const event = await verdictEvent(of);
    const ports = { ...where, workflow: of.deskPorts.workflow };
    await startRemediation(event, ports);
    await startRemediation({ ...event, id: 'event-2', time: '2026-01-01T01:00:00Z' }, ports);
    const started = await of.world.functions.run();
    expect(started.filter(({ arn }) => arn === WORKFLOW)).toHaveLength(1);
  });

  it.each([
    ['throttled', (of: Remedied) => of.world.faults.throttle({ service: 'sfn' })],
    ['denied', (of: Remedied) => of.world.faults.deny({ service: 'sfn' })],
  ])('that is %s is an error, so that the event comes again, and then one execution', async (_what, fail) => {
    const of = await remedied({ settings: SERVES_AI });
    const event = await verdictEvent(of);
    const ports = { ...where, workflow: of.deskPorts.workflow };
    const lift = fail(of);
    await expect(startRemediation(event, ports)).rejects.toThrow();
    expect(of.world.functions.waiting).toBe(0);
    lift();
    await startRemediation(event, ports);
    expect(of.world.functions.waiting).toBe(1);
  });

  it.each([
    ['a verdict that became COMPLIANT', { to: 'COMPLIANT' }],
    ['one that is waived', { waived: true }],
  ])('is not %s', async (_what, detail) => {
    const of = await remedied({ settings: SERVES_AI });
    const event = await verdictEvent(of);
    const own = Object(Reflect.get(event, 'detail'));
    expect(triggersIn({ ...event, detail: { ...own, ...detail } }, where)).toEqual([]);
  });

  it.each([
    ['of another account', { account: '999999999999' }],
    ['of another source', { source: 'com.example' }],
    ['without its members', { detail: { rule: BUCKET_RULE } }],
  ])('is no event %s', async (_what, more) => {
    const of = await remedied({ settings: SERVES_AI });
    const event = await verdictEvent(of, more);
    expect(() => triggersIn(event, where)).toThrow();
  });
});

describe('a click in Security Hub', () => {
  it('makes a plan that a known person has to approve', async () => {
    const of = await remedied({ settings: SERVES_AI });
    const { finding, key } = await of.triggerFor(BUCKET_RULE, await openBucket(of));
    const [trigger] = triggersIn(clicked([asff(finding, key)]), where);
    expect(trigger).toMatchObject({ kind: 'hub-action', finding, key, requester: null, generation: null });
    if (!trigger) throw new Error('no trigger');
    const ran = await of.run(trigger);
    expect(ran.states.slice(0, 3)).toEqual(['Plan', 'Decide', 'Ask']);
    expect(ran.invocations).not.toContain('apply');
  });

  it('on findings of somebody else’s product starts nothing', () => {
    const own = asff('assay/1', 'key');
    const others = [
      { ...own, ProductArn: 'arn:aws:securityhub:eu-central-1::product/aws/macie' },
      { Id: 'x' },
    ];
    expect(triggersIn(clicked(others), where)).toEqual([]);
  });
});

describe('a forged trigger', () => {
  it.each<[string, (finding: string, key: string) => object]>([
    [
      'a finding of our product that somebody else imported',
      (_finding, key) => asff(`assay/${'0'.repeat(64)}`, key),
    ],
    ['a finding that names another resource', (finding) => asff(finding, 'us-east-1/none')],
    [
      'a finding that names another rule',
      (finding, key) =>
        asff(finding, key, {
          ProductFields: { 'assay/key': key, 'assay/rule': 'ai-training-bucket-versioned' },
        }),
    ],
  ])('does nothing: %s', async (_what, forged) => {
    const of = await remedied({ settings: SERVES_AI });
    const { finding, key } = await of.triggerFor(BUCKET_RULE, await openBucket(of));
    for (const trigger of triggersIn(clicked([forged(finding, key)]), where)) {
      const ran = await of.run(trigger);
      expect(ran.invocations).toEqual(['plan']);
    }
    const notes = await of.notes();
    expect(notes).toEqual([expect.objectContaining({ stage: 'stopped', brake: 'unknown finding' })]);
  });

  it('of a generation that did not open it does nothing', async () => {
    const of = await remedied({ settings: SERVES_AI });
    const trigger = await of.triggerFor(BUCKET_RULE, await openBucket(of), { generation: 1 });
    expect((await of.run(trigger)).invocations).toEqual(['plan']);
    expect((await of.notes())[0]).toMatchObject({ stage: 'stopped', brake: 'stale' });
  });

  it('about what was only seen for the first time does nothing by itself', async () => {
    const of = await remedied({ settings: SERVES_AI });
    const ref = await openBucket(of);
    const trigger = await of.triggerFor(BUCKET_RULE, ref);
    const { posture } = await of.ports.posture.recall(trigger.key);
    if (!posture) throw new Error('the bucket has no posture');
    const { [BUCKET_RULE]: rule } = posture.rules;
    const opened = { by: 'first-verdict', generation: trigger.generation ?? 0 } as const;
    const after = { ...posture, generation: posture.generation + 1 };
    await of.ports.posture.commit(
      { ...after, rules: { ...posture.rules, ...(rule && { [BUCKET_RULE]: { ...rule, opened } }) } },
      posture,
    );
    expect((await of.run(trigger)).invocations).toEqual(['plan']);
    expect((await of.notes())[0]).toMatchObject({ stage: 'stopped', brake: 'first verdict' });
  });
});
