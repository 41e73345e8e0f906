import { EventBridgeClient, PutRuleCommand, PutTargetsCommand } from '@aws-sdk/client-eventbridge';
import { describe, expect, it } from 'vitest';
import { findingId } from '../../engine/finding-id.ts';
import { postureWhenDeleted } from '../../engine/posture.ts';
import type { ResourceRef } from '../../resources/resource.ts';
import { REGION } from '../adapters/aws/kit.ts';
import { FAILS, NOTEBOOK, PASSES, UNREADABLE, WAIVER } from '../support/posture.ts';
import { failuresOf, outside, reader } from './_publishing/kit.ts';

const RULE = 'sagemaker-notebook-root-access';
const EAR = `arn:aws:lambda:${REGION}:111122223333:function:ear`;
const throttled = { name: 'ThrottlingException', message: 'slow down', statusCode: 400 };

const named = (index: number): ResourceRef => ({
  ...NOTEBOOK,
  id: `n${index}`,
  arn: `${NOTEBOOK.arn}-${index}`,
});

interface Event {
  readonly source: string;
  readonly resources: readonly string[];
  readonly detail: Readonly<Record<string, unknown>>;
}

async function announced() {
  const made = await outside();
  const client = made.door.client(EventBridgeClient);
  const bus = { EventBusName: 'findings' };
  await client.send(
    new PutRuleCommand({ ...bus, Name: 'ear', EventPattern: JSON.stringify({ source: ['assay'] }) }),
  );
  await client.send(new PutTargetsCommand({ ...bus, Rule: 'ear', Targets: [{ Id: '1', Arn: EAR }] }));
  const events: Event[] = [];
  made.world.functions.register(EAR, (event) => events.push(event as Event));
  const announce = await made.load('announce');
  return {
    ...made,
    announce,
    reads: reader(made, announce),
    async heard(): Promise<readonly Event[]> {
      await made.world.functions.run();
      return events.splice(0);
    },
  };
}

const verdicts = (events: readonly Event[]) =>
  events.map(({ detail }) => `${Object(detail['resource']).id} ${detail['from']} → ${detail['to']}`);

describe('a verdict that became another one', () => {
  it('is announced with all that a listener needs to act', async () => {
    const { judge, reads, heard } = await announced();
    const posture = await judge({ [RULE]: FAILS });
    await reads.all();
    expect(await heard()).toEqual([
      expect.objectContaining({
        source: 'assay',
        'detail-type': 'Assay Verdict Changed',
        resources: [NOTEBOOK.arn],
        time: '2026-01-01T00:00:00Z',
        detail: {
          findingId: findingId(RULE, NOTEBOOK),
          rule: RULE,
          severity: 'HIGH',
          resource: NOTEBOOK,
          from: null,
          to: 'NON_COMPLIANT',
          observations: posture.rules[RULE]?.observations,
          waived: false,
          presence: 'present',
          generation: 1,
          updatedAt: posture.updatedAt,
        },
      }),
    ]);
  });

  it('is announced once each time, in order, and nothing else is', async () => {
    const { judge, reads, heard, remember, now } = await announced();
    await judge({ [RULE]: FAILS, other: PASSES });
    await judge({ [RULE]: FAILS, other: PASSES });
    await judge({ [RULE]: { verdict: FAILS, waiver: WAIVER }, other: UNREADABLE });
    const last = await judge({ [RULE]: PASSES, other: UNREADABLE });
    await remember(postureWhenDeleted(last, now()), last);
    await reads.all();
    expect(verdicts(await heard())).toEqual([
      'research null → NON_COMPLIANT',
      'research null → COMPLIANT',
      'research COMPLIANT → INSUFFICIENT_DATA',
      'research NON_COMPLIANT → COMPLIANT',
      'research COMPLIANT → NOT_APPLICABLE',
      'research INSUFFICIENT_DATA → NOT_APPLICABLE',
    ]);
  });

  it('of many resources goes ten a call', async () => {
    const { judge, reads, heard, calls } = await announced();
    for (let index = 0; index < 25; index += 1) await judge({ [RULE]: FAILS }, named(index));
    calls();
    await reads.all();
    expect(calls()).toEqual({ PutEvents: 3 });
    expect(await heard()).toHaveLength(25);
  });
});

describe('an event that fails', () => {
  const isOf = (index: number) => (attempt: { readonly input: unknown }) =>
    String(Reflect.get(Object(attempt.input), 'Detail')).includes(`"id":"n${index}"`);

  it('alone is put again alone, at once', async () => {
    const { judge, reads, heard, calls, world } = await announced();
    for (const index of [0, 1, 2]) await judge({ [RULE]: FAILS }, named(index));
    world.faults.add({ operation: 'PutEvents.Entry', when: isOf(1), times: 2, error: throttled });
    calls();
    await reads.all();
    expect(calls()).toEqual({ PutEvents: 3 });
    expect(new Set(verdicts(await heard()))).toEqual(
      new Set([0, 1, 2].map((index) => `n${index} null → NON_COMPLIANT`)),
    );
  });

  it('again and again makes the stream come again from there, and nothing of it overtakes it', async () => {
    const { judge, announce, heard, stream, world } = await announced();
    for (const index of [0, 1]) await judge({ [RULE]: FAILS }, named(index));
    for (const index of [0, 1]) await judge({ [RULE]: PASSES }, named(index));
    const stop = world.faults.add({ operation: 'PutEvents.Entry', when: isOf(1), error: throttled });
    const Records = stream();
    expect(failuresOf(await announce({ Records }))).toEqual([Records[1]?.dynamodb.SequenceNumber]);
    expect(verdicts(await heard())).toEqual(['n0 null → NON_COMPLIANT']);
    stop();
    expect(failuresOf(await announce({ Records: Records.slice(1) }))).toEqual([]);
    expect(verdicts(await heard())).toEqual([
      'n1 null → NON_COMPLIANT',
      'n0 NON_COMPLIANT → COMPLIANT',
      'n1 NON_COMPLIANT → COMPLIANT',
    ]);
  });

  it('as a call makes the stream come again from there', async () => {
    const { judge, announce, heard, stream, world } = await announced();
    for (let index = 0; index < 12; index += 1) await judge({ [RULE]: FAILS }, named(index));
    world.faults.throttle({
      operation: 'PutEvents',
      when: ({ input }) => JSON.stringify(input).includes('n11'),
    });
    const Records = stream();
    expect(failuresOf(await announce({ Records }))).toEqual([Records[10]?.dynamodb.SequenceNumber]);
    expect(await heard()).toHaveLength(10);
  });

  it('for ever is left out with a line in the log: nothing waits for it', async () => {
    const { judge, announce, heard, stream, world } = await announced();
    for (const index of [0, 1, 2]) await judge({ [RULE]: FAILS }, named(index));
    const error = { name: 'MalformedDetail', message: 'Detail is malformed.', statusCode: 400 };
    world.faults.add({ operation: 'PutEvents.Entry', when: isOf(1), error });
    expect(failuresOf(await announce({ Records: stream() }))).toEqual([]);
    expect(await heard()).toHaveLength(2);
  });

  it('for want of permission fails the function', async () => {
    const { judge, announce, stream, world } = await announced();
    await judge({ [RULE]: FAILS });
    world.faults.deny({ operation: 'PutEvents' });
    await expect(announce({ Records: stream() })).rejects.toMatchObject({ name: 'AccessDeniedException' });
  });
});

describe('an event that is large', () => {
  it('leaves out what its listeners find in posture', async () => {
    const { judge, reads, heard } = await announced();
    const value = '\u0000'.repeat(500);
    const one = { path: value, expected: value, actual: value };
    const observations = [one, one, one, one, one] as const;
    const parent = Object.fromEntries(
      Array.from({ length: 470 }, (_, index) => [`p${index}`, 'x'.repeat(400)]),
    );
    await judge({ [RULE]: { status: 'NON_COMPLIANT', observations } }, { ...NOTEBOOK, parent });
    await reads.all();
    const [event] = await heard();
    expect(event?.detail).toMatchObject({ rule: RULE, to: 'NON_COMPLIANT' });
    expect(event?.detail).not.toHaveProperty('observations');
  });
});
