import { CreateRoleCommand, IAMClient } from '@aws-sdk/client-iam';
import { DisableSecurityHubCommand, SecurityHubClient } from '@aws-sdk/client-securityhub';
import { describe, expect, it } from 'vitest';
import { emulate } from '../../emulator/index.ts';
import { findingId } from '../../engine/finding-id.ts';
import { type Posture, postureWhenDeleted } from '../../engine/posture.ts';
import { postureAfterHearing } from '../../engine/workflow-mirror.ts';
import type { ResourceRef } from '../../resources/resource.ts';
import { REGION } from '../adapters/aws/kit.ts';
import { FAILS, judgedPosture, NOTEBOOK, PASSES, UNREADABLE, WAIVER } from '../support/posture.ts';
import {
  consume,
  failuresOf,
  listen,
  messagesIn,
  type Outside,
  outside,
  reader,
  turnOn,
} from './_publishing/kit.ts';

const RULE = 'sagemaker-notebook-root-access';
const ID = findingId(RULE, NOTEBOOK);
const MINUTE = 60_000;

const named = (index: number, more: Partial<ResourceRef> = {}): ResourceRef => ({
  ...NOTEBOOK,
  id: `n${index}`,
  arn: `${NOTEBOOK.arn}-${index}`,
  ...more,
});

async function published(options: Parameters<typeof outside>[0] = {}) {
  const made = await outside(options);
  const publish = await made.load('publish-findings');
  return { ...made, publish, reads: reader(made, publish), only: () => onlyOf(made) };
}

async function onlyOf(made: Outside) {
  const findings = await made.findings();
  expect([...findings.keys()]).toEqual([ID]);
  return findings.get(ID);
}

describe('the life of a finding', () => {
  it('is told step by step, by imports and updates alone', async () => {
    const { judge, reads, only, remember, now, world, calls } = await published();
    const step = async (write: () => Promise<unknown>) => {
      await write();
      await reads.all();
      world.clock.advance(MINUTE);
      const { Compliance, Workflow, RecordState, Note } = (await only()) ?? {};
      return [Compliance?.Status, Workflow?.Status, RecordState, Note?.Text?.split(' [assay')[0]];
    };
    const waived = 'Suppressed by a waiver until 2026-06-30: SEC-1, approved by Ann, owned by Bob: research';
    const again = 'New again: the waiver has ended.';
    const resolved = 'Resolved: the resource is compliant.';
    const reopened = 'New again: the resource is not compliant any more.';
    calls();
    expect(await step(() => judge({ [RULE]: FAILS }))).toEqual(['FAILED', 'NEW', 'ACTIVE', undefined]);
    expect(await step(() => judge({ [RULE]: { verdict: FAILS, waiver: WAIVER } }))).toEqual([
      'FAILED',
      'SUPPRESSED',
      'ACTIVE',
      waived,
    ]);
    expect(await step(() => judge({ [RULE]: UNREADABLE }))).toEqual([
      'FAILED',
      'SUPPRESSED',
      'ACTIVE',
      waived,
    ]);
    expect((await only())?.Compliance?.StatusReasons).toEqual([
      { ReasonCode: 'INSUFFICIENT_DATA', Description: 'access denied: sagemaker:ListTags' },
    ]);
    expect(await step(() => judge({ [RULE]: FAILS }))).toEqual(['FAILED', 'NEW', 'ACTIVE', again]);
    expect((await only())?.Compliance).not.toHaveProperty('StatusReasons');
    expect(await step(() => judge({ [RULE]: PASSES }))).toEqual(['PASSED', 'RESOLVED', 'ACTIVE', resolved]);
    expect(await step(() => judge({ [RULE]: FAILS }))).toEqual(['FAILED', 'NEW', 'ACTIVE', reopened]);
    const remove = async () => {
      const last = await judge({ [RULE]: FAILS });
      await remember(postureWhenDeleted(last, now()), last);
    };
    expect(await step(remove)).toEqual(['FAILED', 'NEW', 'ARCHIVED', reopened]);
    expect(calls()).not.toHaveProperty('GetFindings');
  });

  it('begins without a word where all is well', async () => {
    const { judge, reads, findings, calls } = await published();
    await judge({ [RULE]: PASSES });
    calls();
    await reads.all();
    expect(calls()).toEqual({});
    expect(await findings()).toEqual(new Map());
  });

  it('that is waived from the first is never seen as NEW', async () => {
    const { judge, reads, only, world } = await published();
    world.faults.throttle({ operation: 'BatchUpdateFindings' });
    await judge({ [RULE]: { verdict: FAILS, waiver: WAIVER } });
    await reads.next();
    expect((await only())?.Workflow).toEqual({ Status: 'SUPPRESSED' });
  });
});

describe('news of one finding in a batch', () => {
  it('is told once, and a workflow that an earlier one set is set', async () => {
    const { judge, reads, only, calls } = await published();
    await judge({ [RULE]: FAILS });
    await reads.all();
    await judge({ [RULE]: { verdict: FAILS, waiver: WAIVER } });
    await judge({ [RULE]: UNREADABLE });
    calls();
    await reads.all();
    expect(calls()).toMatchObject({ BatchImportFindings: 1, BatchUpdateFindings: 1 });
    expect(await only()).toMatchObject({
      Workflow: { Status: 'SUPPRESSED' },
      Compliance: { Status: 'FAILED' },
    });
  });

  it('that is over when the batch comes is not told: nobody is called for what is well again', async () => {
    const made = await published();
    const heard: unknown[] = [];
    await listen(made, async (event) => heard.push(event));
    await made.judge({ [RULE]: FAILS });
    await made.judge({ [RULE]: PASSES });
    await reader(made, made.publish, 1).all();
    await made.world.functions.run();
    const resolved = { Compliance: { Status: 'PASSED' }, Workflow: { Status: 'RESOLVED' } };
    expect(heard).toMatchObject([{ detail: { findings: [resolved] } }, { detail: { findings: [resolved] } }]);
  });

  it('does not overrule what a person has said in the meantime', async () => {
    const { judge, reads, only, remember, now, posture } = await published();
    await judge({ [RULE]: FAILS });
    await reads.all();
    const before = await judge({ [RULE]: PASSES });
    const heard = { workflow: 'SUPPRESSED', updatedAt: now(), at: now(), note: null } as const;
    const note = { text: 'ours', by: 'ann', at: '2027-01-01T00:00:00Z' };
    const after = postureAfterHearing(before, { rule: RULE, heard: { ...heard, note }, now: now() });
    if (after) await remember(after, before);
    expect((await posture())?.rules[RULE]?.hub).toMatchObject({ suppressedBy: 'analyst' });
    await reads.all();
    expect(await only()).toMatchObject({ Compliance: { Status: 'PASSED' }, Workflow: { Status: 'NEW' } });
  });
});

describe('what fails', () => {
  const isOf = (index: number) => (attempt: { readonly input: unknown }) =>
    Reflect.get(Object(attempt.input), 'Id') === findingId(RULE, named(index));
  const internal = { name: 'InternalFailure', message: 'try again', statusCode: 500 };

  it('as a call comes again with the stream', async () => {
    const { judge, reads, publish, findings, world, ...made } = await published();
    for (const index of [0, 1]) await judge({ [RULE]: FAILS }, named(index));
    // The SDK's own attempts.
    world.faults.throttle({ operation: 'BatchImportFindings', times: 3 });
    const Records = made.stream();
    expect(failuresOf(await publish({ Records }))).toEqual([Records[0]?.dynamodb.SequenceNumber]);
    expect((await findings()).size).toBe(0);
    await reads.all();
    expect((await findings()).size).toBe(2);
  });

  it.each([
    'BatchImportFindings.Finding',
    'BatchUpdateFindings.Finding',
  ])('alone comes again alone, and what is done is not done again: %s', async (operation) => {
    const { judge, publish, findings, calls, world, ...made } = await published();
    for (const index of [0, 1, 2]) await judge({ [RULE]: { verdict: FAILS, waiver: WAIVER } }, named(index));
    world.faults.add({ operation, when: isOf(1), times: 1, error: internal });
    const Records = made.stream();
    expect(failuresOf(await publish({ Records }))).toEqual([Records[1]?.dynamodb.SequenceNumber]);
    calls();
    expect(failuresOf(await publish({ Records: Records.slice(1) }))).toEqual([]);
    const isImport = operation.startsWith('BatchImport');
    expect(calls()['BatchImportFindings']).toBe(isImport ? 1 : undefined);
    expect(calls()).toEqual({});
    const told = [...(await findings()).values()];
    expect(told.map(({ Workflow }) => Workflow?.Status)).toEqual(['SUPPRESSED', 'SUPPRESSED', 'SUPPRESSED']);
  });

  it('for a quarter of an hour waits in the queue instead, so that the stream goes on', async () => {
    const { judge, publish, findings, world, urls, ...made } = await published();
    await judge({ [RULE]: FAILS }, named(0));
    world.faults.add({ operation: 'BatchImportFindings.Finding', when: isOf(0), error: internal });
    const Records = made.stream();
    expect(failuresOf(await publish({ Records }))).toHaveLength(1);
    world.clock.advance(15 * MINUTE);
    expect(failuresOf(await publish({ Records }))).toEqual([]);
    expect((await findings()).size).toBe(0);
    expect(await messagesIn(made, urls.unpublished)).toHaveLength(1);
  });

  it('because of what it is waits in the queue, and others do not wait for it', async () => {
    const { judge, remember, publish, findings, urls, now, ...made } = await published();
    for (const index of [0, 1, 2]) {
      const ref = named(index);
      const after = judgedPosture(null, { [RULE]: FAILS }, { now: now(), ref });
      await (index === 1 ? remember(withBadTime(after), null) : judge({ [RULE]: FAILS }, ref));
    }
    expect(failuresOf(await publish({ Records: made.stream() }))).toEqual([]);
    const others = [0, 2].map((index) => findingId(RULE, named(index)));
    expect(new Set((await findings()).keys())).toEqual(new Set(others));
    const [message] = await messagesIn(made, urls.unpublished);
    expect(JSON.parse(message?.Body ?? '')).toEqual({
      schema: 'assay.unpublished/1',
      key: '111122223333/eu-central-1/AWS::SageMaker::NotebookInstance/n1',
      rules: [{ rule: RULE, says: false }],
    });
  });

  it('as a whole for the sake of one is sought in halves', async () => {
    const { judge, publish, findings, world, ...made } = await published();
    for (let index = 0; index < 9; index += 1) await judge({ [RULE]: FAILS }, named(index));
    const holds = ({ input }: { readonly input: unknown }) => JSON.stringify(input).includes('/n4"');
    const error = { name: 'InvalidInputException', message: 'no', statusCode: 400 };
    world.faults.add({ operation: 'BatchImportFindings', when: holds, error });
    expect(failuresOf(await publish({ Records: made.stream() }))).toEqual([]);
    const others = [0, 1, 2, 3, 5, 6, 7, 8].map((index) => findingId(RULE, named(index)));
    expect(new Set((await findings()).keys())).toEqual(new Set(others));
  });

  it('as a defect of ours fails the function: nothing is lost in silence', async () => {
    const { judge, publish, ...made } = await published();
    await judge({ [RULE]: FAILS });
    await expect(publish({ Records: [...made.stream(), null] })).rejects.toThrow();
  });
});

/** Security Hub takes no such time. */
function withBadTime(posture: Posture): Posture {
  const known = posture.rules[RULE];
  if (!known?.hub) throw new Error('there is no finding');
  return { ...posture, rules: { [RULE]: { ...known, hub: { ...known.hub, createdAt: 'yesterday' } } } };
}

describe('Security Hub that is off', () => {
  it('for a day loses nothing, and holds up nobody', async () => {
    const made = await published({ hubIsOff: true });
    const { judge, reads, urls, world, door } = made;
    const republish = await made.load('republish-findings');
    await judge({ [RULE]: FAILS });
    await judge({ [RULE]: { verdict: FAILS, waiver: WAIVER } }, named(1));
    await reads.all(2);
    for (let hour = 0; hour < 24; hour += 1) {
      expect(await consume(made, urls.unpublished, republish)).toBe(0);
      world.clock.advance(60 * MINUTE);
    }
    await judge({ [RULE]: PASSES });
    await reads.all(2);
    await turnOn(door);
    expect(await consume(made, urls.unpublished, republish)).toBe(3);
    const states = [...(await made.findings()).values()].map(
      ({ Resources, Compliance, Workflow }) =>
        `${Resources?.[0]?.Id?.split('/')[1]} ${Compliance?.Status} ${Workflow?.Status}`,
    );
    expect(states.toSorted()).toEqual(['research PASSED RESOLVED', 'research-1 FAILED SUPPRESSED']);
  });

  it('between an import and its word says the word later', async () => {
    const made = await published();
    const republish = await made.load('republish-findings');
    await made.judge({ [RULE]: FAILS });
    await made.reads.all();
    await made.judge({ [RULE]: PASSES });
    const error = { name: 'InvalidAccessException', message: 'off', statusCode: 401 };
    const isBack = made.world.faults.add({ operation: 'BatchUpdateFindings', error });
    await made.reads.all();
    expect((await made.only())?.Workflow).toEqual({ Status: 'NEW' });
    await made.judge({ [RULE]: UNREADABLE });
    await made.reads.all();
    isBack();
    expect(await consume(made, made.urls.unpublished, republish)).toBe(1);
    expect(await made.only()).toMatchObject({
      Compliance: { Status: 'PASSED', StatusReasons: [{}] },
      Workflow: { Status: 'RESOLVED' },
    });
  });

  it('and is on again after an outage has findings told by whoever comes first', async () => {
    const made = await published();
    await made.judge({ [RULE]: FAILS });
    await made.door.client(SecurityHubClient).send(new DisableSecurityHubCommand({}));
    await made.reads.all();
    await turnOn(made.door);
    await made.judge({ [RULE]: { verdict: FAILS, revision: 2 } });
    await made.reads.all();
    expect((await made.only())?.ProductFields).toMatchObject({ 'assay/revision': '2' });
    const republish = await made.load('republish-findings');
    made.world.clock.advance(60 * MINUTE);
    expect(await consume(made, made.urls.unpublished, republish)).toBe(1);
    expect((await made.only())?.ProductFields).toMatchObject({ 'assay/revision': '2' });
  });
});

describe('findings of another account', () => {
  const MEMBER = '444455556666';
  const member = {
    account: MEMBER,
    arn: `arn:aws:sagemaker:eu-central-1:${MEMBER}:notebook-instance/research`,
  };
  const ref = { ...NOTEBOOK, ...member };

  it('wait where there are no members', async () => {
    const made = await published();
    await made.judge({ [RULE]: FAILS }, ref);
    await made.judge({ [RULE]: FAILS });
    await made.reads.all();
    expect((await made.findings()).size).toBe(1);
    expect(await messagesIn(made, made.urls.unpublished)).toHaveLength(1);
  });

  it('are told by a role of that account, to its own Security Hub', async () => {
    const env = { MEMBER_PUBLISH_ROLE: 'assay-publish', MEMBER_EXTERNAL_ID: 'org' };
    const made = await published({ env });
    const door = emulate(made.world, { region: REGION, account: MEMBER });
    await turnOn(door);
    const Statement = [
      {
        Effect: 'Allow',
        Action: 'sts:AssumeRole',
        Principal: { AWS: 'arn:aws:iam::111122223333:role/Developer' },
        Condition: { StringEquals: { 'sts:ExternalId': 'org' } },
      },
    ];
    await door.client(IAMClient).send(
      new CreateRoleCommand({
        RoleName: 'assay-publish',
        AssumeRolePolicyDocument: JSON.stringify({ Statement }),
      }),
    );
    await made.judge({ [RULE]: FAILS }, ref);
    await made.judge({ [RULE]: FAILS });
    await made.reads.all();
    expect([...(await made.findings()).keys()]).toEqual([ID]);
    expect([...(await made.findings(MEMBER)).values()]).toMatchObject([
      {
        Id: findingId(RULE, ref),
        AwsAccountId: MEMBER,
        ProductArn: `arn:aws:securityhub:${REGION}:${MEMBER}:product/${MEMBER}/default`,
      },
    ]);
  });
});

describe('when news are plentiful', () => {
  it('nine hundred findings a second are told in ten calls a second, ninety and more a call', {
    timeout: 60_000,
  }, async () => {
    const { world, remember, now, findings, calls, publish, stream } = await published();
    const rules = Object.fromEntries([1, 2, 3].map((index) => [`rule-${index}`, FAILS]));
    for (let index = 0; index < 900; index += 1)
      await remember(judgedPosture(null, rules, { now: now(), ref: named(index) }), null);
    calls();
    const before = world.clock.ms();
    const records = stream();
    // Batches of many sizes, as a stream gives them.
    for (const [from, to] of [
      [0, 400],
      [400, 731],
      [731, 900],
    ])
      await publish({ Records: records.slice(from, to) });
    const seconds = (world.clock.ms() - before) / 1000;
    const { BatchImportFindings = 0, GetFindings } = calls();
    expect((await findings()).size).toBe(2700);
    expect(GetFindings).toBeUndefined();
    expect(2700 / BatchImportFindings).toBeGreaterThanOrEqual(90);
    // The first ten are free, and the others wait for their turn.
    expect(seconds).toBeCloseTo((BatchImportFindings - 10) / 10);
  });
});
