import { CreateAutomationRuleCommand, SecurityHubClient } from '@aws-sdk/client-securityhub';
import { describe, expect, it } from 'vitest';
import { REGION } from '../adapters/aws/kit.ts';
import { FAILS, PASSES, UNREADABLE, WAIVER } from '../support/posture.ts';
import { failuresOf, listen, outside, reader } from './_publishing/kit.ts';

const RULE = 'sagemaker-notebook-root-access';
const MINUTE = 60_000;

/** Findings go out and their events come back, all when the test says. */
async function mirrored() {
  const made = await outside();
  const publish = reader(made, await made.load('publish-findings'));
  const mirror = await made.load('mirror-workflow');
  await listen(made, mirror);
  const { world } = made;
  return {
    ...made,
    mirror,
    publish: () => publish.all(),
    /** Events that wait, without delivering them. */
    async heard() {
      const events: object[] = [];
      const stop = world.functions.register(MIRROR, (event) => events.push(Object(event)));
      await world.functions.run();
      stop();
      world.functions.register(MIRROR, (event) => mirror(Object(event)));
      return events;
    },
    async settle() {
      const ran = await world.functions.run();
      expect(ran.filter(({ error }) => error !== undefined)).toEqual([]);
      await publish.all();
      await world.functions.run();
    },
    hub: async () => (await made.posture())?.rules[RULE]?.hub,
    async finding() {
      const [finding] = (await made.findings()).values();
      if (!finding) throw new Error('there is no finding');
      return finding;
    },
  };
}

const MIRROR = `arn:aws:lambda:${REGION}:111122223333:function:mirror`;

describe('what Security Hub tells of our own doings', () => {
  it('changes nothing, step after step', async () => {
    const { judge, settle, posture, world } = await mirrored();
    const steps = [
      FAILS,
      { verdict: FAILS, waiver: WAIVER },
      UNREADABLE,
      FAILS,
      PASSES,
      FAILS,
      { verdict: FAILS, waiver: WAIVER },
      PASSES,
    ];
    for (const step of steps) {
      const { generation } = await judge({ [RULE]: step });
      await settle();
      expect(await posture()).toMatchObject({ generation });
      world.clock.advance(MINUTE);
    }
  });

  it('changes nothing where the import is heard before the workflow is set', async () => {
    const { judge, publish, settle, heard, mirror, posture, world } = await mirrored();
    await judge({ [RULE]: FAILS });
    await settle();
    world.clock.advance(MINUTE);
    const { generation } = await judge({ [RULE]: PASSES });
    await publish();
    const [imported, said] = await heard();
    expect(imported).toMatchObject({ detail: { findings: [{ Workflow: { Status: 'NEW' } }] } });
    for (const event of [imported, said, imported, said]) await mirror(event ?? {});
    expect(await posture()).toMatchObject({ generation });
  });
});

describe('an analyst', () => {
  it.each([
    ['SUPPRESSED', 'analyst'],
    ['NOTIFIED', null],
    ['RESOLVED', null],
  ] as const)('who says %s is heard', async (workflow, suppressedBy) => {
    const { judge, settle, say, finding, hub, world } = await mirrored();
    await judge({ [RULE]: FAILS });
    await settle();
    world.clock.advance(MINUTE);
    await say(workflow, undefined, await finding());
    await settle();
    expect(await hub()).toMatchObject({ workflow, suppressedBy });
  });

  it('who suppresses keeps that, whatever the verdict becomes', async () => {
    const { judge, settle, say, finding, world } = await mirrored();
    await judge({ [RULE]: FAILS });
    await settle();
    await say('SUPPRESSED', 'known, accepted', await finding());
    await settle();
    for (const verdict of [PASSES, FAILS, UNREADABLE, PASSES]) {
      world.clock.advance(MINUTE);
      await judge({ [RULE]: verdict });
      await settle();
      expect(await finding()).toMatchObject({
        Workflow: { Status: 'SUPPRESSED' },
        Note: { Text: 'known, accepted' },
      });
    }
  });

  it('who lifts what we suppressed has decided: neither the waiver nor its end says anything more', async () => {
    const { judge, settle, say, finding, hub, world } = await mirrored();
    await judge({ [RULE]: { verdict: FAILS, waiver: WAIVER } });
    await settle();
    world.clock.advance(MINUTE);
    await say('NOTIFIED', undefined, await finding());
    await settle();
    expect(await hub()).toMatchObject({ workflow: 'NOTIFIED', suppressedBy: null });
    for (const waiver of [WAIVER, null]) {
      world.clock.advance(MINUTE);
      await judge({ [RULE]: { verdict: FAILS, waiver } });
      await settle();
      expect(await finding()).toMatchObject({ Workflow: { Status: 'NOTIFIED' } });
    }
  });

  it('who speaks while our word is under way is overruled by it, and known to be', async () => {
    const { judge, publish, settle, say, finding, hub, world } = await mirrored();
    await judge({ [RULE]: FAILS });
    await settle();
    world.clock.advance(MINUTE);
    await judge({ [RULE]: PASSES });
    // Said before we are heard, and told to us after it.
    await say('NOTIFIED', undefined, await finding());
    await publish();
    await settle();
    expect(await finding()).toMatchObject({ Workflow: { Status: 'RESOLVED' } });
    expect(await hub()).toMatchObject({ workflow: 'RESOLVED' });
  });

  it('is heard by the newest word, in whatever order the events come', async () => {
    const { judge, settle, say, finding, hub, heard, mirror, world } = await mirrored();
    await judge({ [RULE]: FAILS });
    await settle();
    for (const workflow of ['SUPPRESSED', 'NOTIFIED'] as const) {
      world.clock.advance(MINUTE);
      await say(workflow, undefined, await finding());
    }
    const events = await heard();
    for (const event of events.toReversed()) await mirror(event);
    expect(await hub()).toMatchObject({ workflow: 'NOTIFIED' });
  });

  it('is heard by a customer’s own automation too: a finding that is suppressed as it comes', async () => {
    const { judge, settle, hub, door, finding } = await mirrored();
    await door.client(SecurityHubClient).send(
      new CreateAutomationRuleCommand({
        RuleName: 'sandbox',
        RuleOrder: 1,
        Description: 'nobody minds the sandbox',
        Criteria: { AwsAccountId: [{ Value: '111122223333', Comparison: 'EQUALS' }] },
        Actions: [
          { Type: 'FINDING_FIELDS_UPDATE', FindingFieldsUpdate: { Workflow: { Status: 'SUPPRESSED' } } },
        ],
      }),
    );
    await judge({ [RULE]: FAILS });
    await settle();
    expect(await hub()).toMatchObject({ workflow: 'SUPPRESSED', suppressedBy: 'analyst' });
    await judge({ [RULE]: PASSES });
    await settle();
    expect(await finding()).toMatchObject({ Workflow: { Status: 'SUPPRESSED' } });
  });
});

describe('what is not to be believed', () => {
  /** The event of an analyst's word, with this said otherwise of the finding. */
  async function told(more: (finding: Record<string, unknown>) => object) {
    const made = await mirrored();
    await made.judge({ [RULE]: FAILS });
    await made.settle();
    made.world.clock.advance(MINUTE);
    await made.say('SUPPRESSED', undefined, await made.finding());
    const [event] = await made.heard();
    const detail = Object(Reflect.get(Object(event), 'detail'));
    const findings = detail.findings.map((each: Record<string, unknown>) => ({ ...each, ...more(each) }));
    return { ...made, event: { ...event, detail: { ...detail, findings } } };
  }

  it.each<[string, (finding: Record<string, unknown>) => object]>([
    ['another product', () => ({ ProductArn: `arn:aws:securityhub:${REGION}::product/aws/config` })],
    [
      'the product of another account',
      () => ({ ProductArn: `arn:aws:securityhub:${REGION}:444455556666:product/444455556666/default` }),
    ],
    [
      'another account with its own product',
      () => ({
        AwsAccountId: '444455556666',
        ProductArn: `arn:aws:securityhub:${REGION}:444455556666:product/444455556666/default`,
      }),
    ],
    ['an id that is none of this resource', () => ({ Id: 'assay/0000' })],
    ['a resource that nobody knows', () => ({ ProductFields: { 'assay/key': 'k', 'assay/rule': RULE } })],
    [
      'a rule that was never told of',
      ({ ProductFields }) => ({ ProductFields: { ...Object(ProductFields), 'assay/rule': 'other' } }),
    ],
    ['nothing of ours', () => ({ ProductFields: undefined })],
    ['no workflow that there is', () => ({ Workflow: { Status: 'DONE' } })],
  ])('does nothing: %s', async (_name, more) => {
    const { mirror, event, posture } = await told(more);
    const before = await posture();
    await mirror(event);
    expect(await posture()).toEqual(before);
  });

  it('is told from what is: the same event as it came does something', async () => {
    const { mirror, event, hub } = await told(() => ({}));
    await mirror(event);
    expect(await hub()).toMatchObject({ workflow: 'SUPPRESSED' });
  });
});

describe('the posture of a resource', () => {
  it('that is written meanwhile is read again', async () => {
    const { judge, settle, say, finding, hub, posture, heard, mirror, world } = await mirrored();
    await judge({ [RULE]: FAILS });
    await settle();
    world.clock.advance(MINUTE);
    await say('SUPPRESSED', undefined, await finding());
    const [event] = await heard();
    const before = await posture();
    // Between its read and its write, once.
    world.faults.add({
      service: 'dynamodb',
      operation: 'PutItem',
      times: 1,
      error: { name: 'ConditionalCheckFailedException', message: 'somebody else', statusCode: 400 },
    });
    await mirror(event ?? {});
    expect(await hub()).toMatchObject({ workflow: 'SUPPRESSED', suppressedBy: 'analyst' });
    expect((await posture())?.generation).toBe((before?.generation ?? 0) + 1);
  });

  it('that others write all the while makes the event come again', async () => {
    const { judge, settle, say, finding, heard, mirror, world } = await mirrored();
    await judge({ [RULE]: FAILS });
    await settle();
    await say('SUPPRESSED', undefined, await finding());
    const [event] = await heard();
    const error = { name: 'ConditionalCheckFailedException', message: 'somebody else', statusCode: 400 };
    world.faults.add({ service: 'dynamodb', operation: 'PutItem', error });
    await expect(mirror(event ?? {})).rejects.toMatchObject({ name: 'TransientError' });
  });
});

describe('an event that is none', () => {
  it.each([
    ['without a body', { time: '2026-01-01T00:00:00Z' }],
    ['with an empty one', { time: '2026-01-01T00:00:00Z', detail: {} }],
    ['without findings', { time: '2026-01-01T00:00:00Z', detail: { findings: null } }],
  ])('%s fails, and says what was expected', async (_, event) => {
    const { mirror } = await mirrored();
    await expect(mirror(event)).rejects.toMatchObject({
      name: 'InputError',
      message: expect.stringContaining('no event of Security Hub'),
    });
  });

  it('among those of a batch changes nothing of the others', async () => {
    const { judge, settle, say, finding, hub, heard, mirror, world } = await mirrored();
    await judge({ [RULE]: FAILS });
    await settle();
    world.clock.advance(MINUTE);
    await say('SUPPRESSED', undefined, await finding());
    const [event] = await heard();
    const { detail, ...envelope } = Object(event);
    const strange = [null, 'a text', {}, { ...detail.findings[0], Workflow: null }, { Id: 7 }];
    const whole = { ...detail.findings[0], Note: null };
    await mirror({ ...envelope, detail: { findings: [...strange, whole, ...strange] } });
    expect(await hub()).toMatchObject({ workflow: 'SUPPRESSED' });
  });
});

describe('events from a queue', () => {
  it('fail one by one', async () => {
    const { judge, settle, say, finding, hub, heard, mirror, world } = await mirrored();
    await judge({ [RULE]: FAILS });
    await settle();
    world.clock.advance(MINUTE);
    await say('SUPPRESSED', undefined, await finding());
    const [event] = await heard();
    const bodies = [JSON.stringify(event), 'no JSON', '{"detail":{}}', '[]'];
    const Records = bodies.map((body, index) => ({ messageId: String(index), body }));
    expect(failuresOf(await mirror({ Records }))).toEqual(['1', '2', '3']);
    expect(await hub()).toMatchObject({ workflow: 'SUPPRESSED' });
  });
});
