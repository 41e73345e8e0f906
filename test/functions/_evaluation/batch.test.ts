import { CreateKeyCommand, EnableKeyRotationCommand, KMSClient } from '@aws-sdk/client-kms';
import {
  AddTagsCommand,
  CreateNotebookInstanceCommand,
  DeleteNotebookInstanceCommand,
  SageMakerClient,
  StopNotebookInstanceCommand,
  UpdateNotebookInstanceCommand,
} from '@aws-sdk/client-sagemaker';
import { describe, expect, it } from 'vitest';
import type { ReadResult } from '../../../adapters/aws/reader.ts';
import { CANARY_KEY, canaryEntry } from '../../../engine/canary.ts';
import { LOOK_SCHEMA, type Look } from '../../../engine/look.ts';
import { type Account, account } from './kit.ts';

const NAME = 'study';
const TYPE = 'AWS::SageMaker::NotebookInstance';
const KEY = `111122223333/eu-central-1/${TYPE}/${NAME}`;
const ROOT = 'sagemaker-notebook-root-access';
const MINUTE = 60_000;

const notebook = {
  NotebookInstanceName: NAME,
  InstanceType: 'ml.t3.medium',
  RoleArn: 'arn:aws:iam::111122223333:role/Ml',
  RootAccess: 'Enabled',
} as const;

const create = ({ door }: Account) =>
  door.client(SageMakerClient).send(new CreateNotebookInstanceCommand(notebook));

async function repair({ door }: Account) {
  const client = door.client(SageMakerClient);
  await client.send(new StopNotebookInstanceCommand({ NotebookInstanceName: NAME }));
  await client.send(
    new UpdateNotebookInstanceCommand({ NotebookInstanceName: NAME, RootAccess: 'Disabled' }),
  );
}

async function remove({ door }: Account) {
  const client = door.client(SageMakerClient);
  await client.send(new StopNotebookInstanceCommand({ NotebookInstanceName: NAME }));
  await client.send(new DeleteNotebookInstanceCommand({ NotebookInstanceName: NAME }));
}

const postureOf = async ({ ports }: Account, key = KEY) => (await ports.posture.recall(key)).posture;
const rootOf = async (of: Account) => (await postureOf(of))?.rules[ROOT];

/** The looks that are due so many milliseconds later. */
async function looksAfter(
  of: Account,
  milliseconds: number,
  wanted: Look['reason'] = 'confirming-read',
): Promise<Look[]> {
  of.world.clock.advance(milliseconds);
  const looks = (await of.looks()).filter((look): look is Look => look.schema === LOOK_SCHEMA);
  return looks.filter(({ reason }) => reason === wanted);
}

describe('a change', () => {
  it('is read, judged, kept as evidence and remembered', async () => {
    const of = await account();
    await create(of);
    expect(await of.evaluate(...of.events())).toEqual([]);
    expect(await postureOf(of)).toMatchObject({
      presence: 'present',
      generation: 1,
      rules: { [ROOT]: { status: 'NON_COMPLIANT', hub: { workflow: 'NEW', step: 1 } } },
    });
    expect(await of.records()).toMatchObject([
      { kind: 'evaluation', trigger: { kind: 'event', eventName: 'CreateNotebookInstance' } },
    ]);
  });

  it('costs one read of the resource', async () => {
    const of = await account();
    await create(of);
    await of.evaluate(...of.events());
    expect(of.reads.filter(({ type }) => type === TYPE)).toHaveLength(1);
  });

  it('is remembered before anybody hears of it, and kept before it is remembered', async () => {
    const of = await account();
    await create(of);
    const [event] = of.events();
    of.world.faults.throttle({ service: 'sqs', operation: 'SendMessageBatch' });
    await expect(of.evaluate(event as object)).rejects.toThrow();
    expect(await postureOf(of)).toBeNull();
  });

  it('of the same thing many times over is one read, and one record names all events', async () => {
    const of = await account();
    await create(of);
    await of.door.client(SageMakerClient).send(
      new AddTagsCommand({
        ResourceArn: 'arn:aws:sagemaker:eu-central-1:111122223333:notebook-instance/study',
        Tags: [{ Key: 'owner', Value: 'maya' }],
      }),
    );
    const events = of.events();
    expect(events).toHaveLength(2);
    expect(await of.evaluate(...events, ...events)).toEqual([]);
    expect(of.reads.filter(({ type }) => type === TYPE)).toHaveLength(1);
    const [record] = await of.records();
    expect(record).toMatchObject({ trigger: { alsoEvents: [expect.any(String)] } });
  });

  it('that an earlier read has seen is not read again', async () => {
    const of = await account();
    await create(of);
    const events = of.events();
    of.world.clock.advance(5000);
    await of.evaluate(...events);
    await of.evaluate(...events);
    expect(of.reads.filter(({ type }) => type === TYPE)).toHaveLength(1);
  });

  it('within the second of a read is read again: CloudTrail does not tell which came first', async () => {
    const of = await account();
    await create(of);
    await of.evaluate(...of.events());
    await repair(of);
    await of.evaluate(...of.events());
    expect(await rootOf(of)).toMatchObject({ status: 'COMPLIANT' });
  });

  it('that changes nothing is no evidence and no news', async () => {
    const of = await account();
    await create(of);
    const events = of.events();
    await of.evaluate(...events);
    await of.records();
    await of.evaluate(...events);
    expect(await of.records()).toEqual([]);
    expect(await postureOf(of)).toMatchObject({ generation: 1 });
  });

  it('by somebody whom AWS refuses is evidence, and no verdict', async () => {
    const of = await account();
    const forbid = of.world.faults.deny({ service: 'sagemaker', operation: 'CreateNotebookInstance' });
    await create(of).catch(() => undefined);
    forbid();
    expect(await of.evaluate(...of.events())).toEqual([]);
    expect(await postureOf(of)).toBeNull();
    expect(await of.records()).toMatchObject([
      {
        kind: 'denied-attempt',
        detail: {
          eventName: 'CreateNotebookInstance',
          account: '111122223333',
          region: 'eu-central-1',
          errorCode: expect.stringContaining('AccessDenied'),
          resources: [{ type: TYPE, id: NAME }],
          countThisHour: 1,
        },
      },
    ]);
  });

  it('that is refused in a loop is counted, and not kept one by one', async () => {
    const of = await account();
    of.world.faults.deny({ service: 'sagemaker', operation: 'CreateNotebookInstance' });
    for (let time = 0; time < 45; time += 1) await create(of).catch(() => undefined);
    await of.evaluate(...of.events());
    const counts = (await of.records()).map((record) =>
      'detail' in record ? record.detail['countThisHour'] : null,
    );
    expect(counts).toEqual([...Array.from({ length: 20 }, (_, index) => index + 1), 40]);
  });
});

describe('a message', () => {
  it.each([
    ['no JSON', '{'],
    ['a list', '[]'],
    ['empty', ''],
    ['an object that is no event', '{"hello":1}'],
    ['a look at nothing', '{"schema":"assay.look/1","reason":"sweep"}'],
    ['of a newer version', '{"schema":"assay.look/9"}'],
  ])('that is %s comes again, until the dead-letter queue has it', async (_name, body) => {
    const of = await account();
    await create(of);
    const [event = {}] = of.events();
    expect(await of.evaluate(event, body)).toEqual([1]);
    expect(await rootOf(of)).toMatchObject({ status: 'NON_COMPLIANT' });
  });

  it('of an unknown service is done with', async () => {
    const of = await account();
    const event = { eventSource: 'unknown.amazonaws.com', eventName: 'CreateThing', eventID: '1' };
    expect(await of.evaluate(event)).toEqual([]);
    expect(of.reads).toEqual([]);
  });

  it('about an account that is none of ours reads nothing', async () => {
    const of = await account();
    await create(of);
    const [event] = of.events();
    const foreign = JSON.parse(JSON.stringify(event).replaceAll('111122223333', '999988887777'));
    expect(await of.evaluate(foreign)).toEqual([]);
    expect(of.reads).toEqual([]);
  });
});

describe('the canary', () => {
  it('is evidence, and leaves word that it came through', async () => {
    const of = await account();
    const { Source: source, DetailType, Detail } = canaryEntry({ sentAt: '2026-01-01T00:00:00.000Z' });
    const event = { source, 'detail-type': DetailType, detail: JSON.parse(Detail) };
    expect(await of.evaluate(event)).toEqual([]);
    expect(await of.records()).toMatchObject([{ kind: 'canary' }]);
    const { attention } = await of.ports.posture.recall(CANARY_KEY);
    expect(attention).toMatchObject({ eventAt: '2026-01-01T00:00:00.000Z' });
  });
});

describe('a confirming read', () => {
  it('comes a minute after the last event, once for all', async () => {
    const of = await account();
    await create(of);
    await of.evaluate(...of.events());
    expect(await looksAfter(of, 30_000)).toEqual([]);
    await repair(of);
    await of.evaluate(...of.events());
    const early = await looksAfter(of, 31_000);
    expect(early).toMatchObject([{ reason: 'confirming-read', ref: { id: NAME } }]);
    const before = of.reads.length;
    await of.evaluate(...early);
    expect(of.reads).toHaveLength(before);
    const due = await looksAfter(of, 30_000);
    expect(due).toHaveLength(1);
    await of.evaluate(...due);
    expect(of.reads.length).toBeGreaterThan(before);
    expect(await looksAfter(of, 10 * MINUTE)).toEqual([]);
  });

  it('sees what the first read was too early for', async () => {
    const of = await account();
    await create(of);
    await of.evaluate(...of.events());
    await of.looks();
    await looksAfter(of, 2 * MINUTE).then((looks) => of.evaluate(...looks));
    await repair(of);
    of.world.describeDelayMs = 10_000;
    await of.evaluate(...of.events());
    expect(await rootOf(of)).toMatchObject({ status: 'NON_COMPLIANT' });
    await of.evaluate(...(await looksAfter(of, MINUTE)));
    expect(await rootOf(of)).toMatchObject({ status: 'COMPLIANT' });
  });

  it('comes again while the status is on its way', async () => {
    const of = await account();
    of.world.settleMs = 3 * MINUTE;
    await create(of);
    await of.evaluate(...of.events());
    for (let minute = 1; minute <= 3; minute += 1) {
      const looks = await looksAfter(of, MINUTE + 1000);
      expect(looks).toHaveLength(1);
      await of.evaluate(...looks);
    }
    expect(await looksAfter(of, 10 * MINUTE)).toEqual([]);
  });

  it('is asked for again when its message was lost', async () => {
    const of = await account();
    await create(of);
    await of.evaluate(...of.events());
    await looksAfter(of, MINUTE);
    of.world.clock.advance(11 * MINUTE);
    await repair(of);
    await of.evaluate(...of.events());
    expect(await looksAfter(of, MINUTE)).toHaveLength(1);
  });
});

describe('a deletion', () => {
  it('ends the findings when an event says so', async () => {
    const of = await account();
    await create(of);
    await of.evaluate(...of.events());
    of.world.clock.advance(MINUTE);
    await remove(of);
    await of.evaluate(...of.events());
    expect(await postureOf(of)).toMatchObject({
      presence: 'deleted',
      rules: { [ROOT]: { status: 'NOT_APPLICABLE', hub: { recordState: 'ARCHIVED' } } },
    });
    expect((await of.records()).at(-1)).toMatchObject({ kind: 'deleted' });
  });

  it('without an event needs two reads, a minute apart', async () => {
    const of = await account();
    await create(of);
    await of.evaluate(...of.events());
    await of.evaluate(...(await looksAfter(of, 2 * MINUTE)));
    await remove(of);
    of.events();
    const ref = (await postureOf(of))?.ref;
    const look = { schema: LOOK_SCHEMA, reason: 'sweep', ref, requestedAt: '2026-01-01T00:00:00Z' };
    await of.evaluate(look);
    expect(await postureOf(of)).toMatchObject({ presence: 'present' });
    const [again] = await looksAfter(of, MINUTE);
    await of.evaluate(again as Look);
    expect(await postureOf(of)).toMatchObject({ presence: 'deleted' });
  });

  it('of a denied read is none: the finding stays, and says that it cannot be checked', async () => {
    const of = await account();
    await create(of);
    await of.evaluate(...of.events());
    of.world.clock.advance(MINUTE);
    await repair(of);
    of.world.faults.deny({ service: 'sagemaker', operation: 'DescribeNotebookInstance' });
    await of.evaluate(...of.events());
    expect(await postureOf(of)).toMatchObject({ presence: 'unreadable' });
    expect(await rootOf(of)).toMatchObject({
      status: 'INSUFFICIENT_DATA',
      hub: { compliance: 'FAILED', recordState: 'ACTIVE', unreadable: true },
    });
  });

  it('and a namesake after it: the new one is another resource', async () => {
    const of = await account();
    await create(of);
    await of.evaluate(...of.events());
    of.world.clock.advance(MINUTE);
    await remove(of);
    await create(of);
    await of.evaluate(...of.events());
    expect(await postureOf(of)).toMatchObject({ presence: 'present', createdAt: '2026-01-01T00:01:00.000Z' });
    expect(await rootOf(of)).toMatchObject({
      status: 'NON_COMPLIANT',
      hub: { workflow: 'NEW', word: { note: 'reopened' } },
    });
  });

  it.each([
    ['in one batch', (events: readonly object[]) => [events]],
    ['one by one', (events: readonly object[]) => events.map((event) => [event])],
    ['in disorder', (events: readonly object[]) => events.toReversed().map((event) => [event])],
  ])('and a namesake after it is another one, though nobody tells when it was made: events %s', async (_, batches) => {
    const of = await account();
    const { read } = of.ports;
    Object.assign(of.ports, {
      read: async (...given: Parameters<typeof read>) => ageless(await read(...given)),
    });
    await create(of);
    await of.evaluate(...of.events());
    of.world.clock.advance(MINUTE);
    await remove(of);
    await create(of);
    for (const batch of batches(of.events())) await of.evaluate(...batch);
    expect(await postureOf(of)).toMatchObject({ presence: 'present', createdAt: null });
    expect(await rootOf(of)).toMatchObject({
      status: 'NON_COMPLIANT',
      hub: { workflow: 'NEW', word: { note: 'reopened' } },
    });
  });

  it('that an event tells late does not end what was seen since, be it hidden for a moment', async () => {
    const of = await account();
    await create(of);
    await of.evaluate(...of.events());
    of.world.clock.advance(MINUTE);
    await remove(of);
    const late = of.events();
    await create(of);
    of.world.clock.advance(MINUTE);
    await of.evaluate(...of.events());
    const { read } = of.ports;
    Object.assign(of.ports, { read: async () => ({ outcome: 'not-found' }) });
    await of.evaluate(...late);
    expect(await postureOf(of)).toMatchObject({ presence: 'present' });
    Object.assign(of.ports, { read });
    await of.evaluate(...(await looksAfter(of, MINUTE)));
    expect(await postureOf(of)).toMatchObject({ presence: 'present' });
    expect(await rootOf(of)).toMatchObject({ hub: { recordState: 'ACTIVE' } });
  });

  it('of a namesake that is not shown yet waits for the next read', async () => {
    const of = await account();
    await create(of);
    await of.evaluate(...of.events());
    of.world.clock.advance(MINUTE);
    await remove(of);
    await create(of);
    const { read } = of.ports;
    Object.assign(of.ports, { read: async () => ({ outcome: 'not-found' }) });
    await of.evaluate(...of.events());
    Object.assign(of.ports, { read });
    await of.evaluate(...(await looksAfter(of, MINUTE)));
    expect(await postureOf(of)).toMatchObject({ presence: 'present' });
    expect(await rootOf(of)).toMatchObject({ status: 'NON_COMPLIANT', hub: { recordState: 'ACTIVE' } });
  });
});

/** As services tell it that keep no creation time. */
function ageless(result: ReadResult): ReadResult {
  if (result.outcome !== 'read') return result;
  const { createdAt: _, ...resource } = result.resource;
  return { ...result, resource };
}

describe('what cannot be read', () => {
  const GAP = `111122223333/eu-central-1/Assay::Coverage/coverage/${TYPE}`;
  const gapOf = async (of: Account) => (await postureOf(of, GAP))?.rules['coverage-complete'];

  it('is one finding of its type and Region, however much it is', async () => {
    const of = await account();
    of.world.faults.deny({ service: 'sagemaker', operation: 'DescribeNotebookInstance' });
    await create(of);
    await of.door
      .client(SageMakerClient)
      .send(new CreateNotebookInstanceCommand({ ...notebook, NotebookInstanceName: 'other' }));
    expect(await of.evaluate(...of.events())).toEqual([]);
    expect(await gapOf(of)).toMatchObject({ status: 'NON_COMPLIANT', hub: { compliance: 'FAILED' } });
    expect(await postureOf(of, GAP)).toMatchObject({ generation: 1 });
  });

  it('is closed when all can be read again, and not before', async () => {
    const of = await account();
    const client = of.door.client(SageMakerClient);
    const other = { ...notebook, NotebookInstanceName: 'other' };
    const allow = of.world.faults.deny({ service: 'sagemaker', operation: 'DescribeNotebookInstance' });
    await create(of);
    await client.send(new CreateNotebookInstanceCommand(other));
    const events = of.events();
    await of.evaluate(...events);
    allow();
    of.world.clock.advance(MINUTE);
    const [first] = await looksAfter(of, MINUTE);
    await of.evaluate(first as Look);
    expect(await gapOf(of)).toMatchObject({ status: 'NON_COMPLIANT' });
    const ref = { ...(first as Look).ref };
    const { posture } = await of.ports.posture.recall(KEY.replace(NAME, ref.id === NAME ? 'other' : NAME));
    const look = {
      schema: LOOK_SCHEMA,
      reason: 'sweep',
      ref: posture?.ref,
      requestedAt: '2026-01-01T00:00:00Z',
    };
    await of.evaluate(look);
    expect(await gapOf(of)).toMatchObject({ status: 'COMPLIANT', hub: { workflow: 'RESOLVED' } });
  });

  it('is evidence: from when, of what and why, and until when', async () => {
    const of = await account();
    const gaps = async () => (await of.records()).filter(({ kind }) => kind === 'gap');
    const allow = of.world.faults.deny({ service: 'sagemaker', operation: 'DescribeNotebookInstance' });
    await create(of);
    const from = of.world.clock.now().toISOString();
    const events = of.events();
    await of.evaluate(...events);
    const place = { subject: `resources of type ${TYPE}`, account: '111122223333', region: 'eu-central-1' };
    const because = expect.stringMatching(/access denied: sagemaker:DescribeNotebookInstance/);
    expect(await gaps()).toMatchObject([{ detail: { ...place, type: TYPE, from, to: null, because } }]);
    // Still the same gap.
    await of.evaluate(...(await looksAfter(of, MINUTE)));
    expect(await gaps()).toEqual([]);
    allow();
    of.world.clock.advance(10 * MINUTE);
    const ref = (await postureOf(of))?.ref;
    await of.evaluate({ schema: LOOK_SCHEMA, reason: 'sweep', ref, requestedAt: from });
    const to = of.world.clock.now().toISOString();
    expect(await gaps()).toMatchObject([
      { detail: { ...place, from, to, because: expect.stringMatching(/can be read/) } },
    ]);
  });
});

describe('trouble', () => {
  it('of a throttled read lets its own message come again, and no other', async () => {
    const of = await account();
    await create(of);
    const [event = {}] = of.events();
    of.world.faults.throttle({ service: 'sagemaker', operation: 'DescribeNotebookInstance' });
    const other = { eventSource: 'unknown.amazonaws.com', eventName: 'CreateThing', eventID: '1' };
    expect(await of.evaluate(event, other)).toEqual([0]);
    expect(await postureOf(of)).toBeNull();
    expect(await of.records()).toEqual([]);
  });

  it('of a service that never answers lets its own messages come again, and no other', async () => {
    const of = await account({ readingMs: 300 });
    await create(of);
    const events = of.events();
    const hanging = JSON.parse(JSON.stringify(events).replaceAll(NAME, 'hangs')) as object[];
    const { read } = of.ports;
    const begun: string[] = [];
    Object.assign(of.ports, {
      read: (...given: Parameters<typeof read>) => {
        begun.push(given[0].id);
        return given[0].id === NAME ? read(...given) : new Promise(() => {});
      },
    });
    const many = Array.from({ length: 20 }, (_, index) =>
      JSON.parse(JSON.stringify(hanging[0]).replaceAll('hangs', `hangs-${index}`)),
    );
    expect(await of.evaluate(...events, ...many)).toEqual(many.map((_, index) => index + events.length));
    expect(await rootOf(of)).toMatchObject({ status: 'NON_COMPLIANT' });
    // What has not begun in time is not begun any more.
    expect(begun.length).toBeLessThanOrEqual(9);
  });

  it('of two evaluations at once: one writes, the other must begin again', async () => {
    const of = await account();
    await create(of);
    await of.evaluate(...of.events());
    await repair(of);
    const events = of.events();
    const { commit } = of.ports.posture;
    Object.assign(of.ports.posture, {
      commit: async (...given: Parameters<typeof commit>) => {
        Object.assign(of.ports.posture, { commit });
        expect(await of.evaluate(...events)).toEqual([]);
        return commit(...given);
      },
    });
    expect(await of.evaluate(events[0] as object)).toEqual([0]);
    expect(await postureOf(of)).toMatchObject({ generation: 2 });
    expect(await of.evaluate(events[0] as object)).toEqual([]);
    expect(await postureOf(of)).toMatchObject({ generation: 2 });
  });
});

describe('what depends on it', () => {
  it('is looked at when a key that nothing refers to yet is referred to', async () => {
    const of = await account({ settings: { profile: 'regulated' } });
    const kms = of.door.client(KMSClient);
    const { KeyMetadata } = await kms.send(new CreateKeyCommand({}));
    of.world.clock.advance(MINUTE);
    of.events();
    await of.door
      .client(SageMakerClient)
      .send(new CreateNotebookInstanceCommand({ ...notebook, KmsKeyId: KeyMetadata?.Arn }));
    await of.evaluate(...of.events());
    const looks = await looksAfter(of, 6000, 'dependency');
    expect(looks.map(({ reason, ref }) => `${reason} ${ref.type}`)).toContain('dependency AWS::KMS::Key');
    await of.evaluate(...looks);
    const key = `111122223333/eu-central-1/AWS::KMS::Key/${KeyMetadata?.KeyId}`;
    expect((await postureOf(of, key))?.rules['ai-kms-key-rotation']).toMatchObject({
      status: 'NON_COMPLIANT',
    });
    await kms.send(new EnableKeyRotationCommand({ KeyId: KeyMetadata?.KeyId }));
    await of.evaluate(...of.events());
    expect((await postureOf(of, key))?.rules['ai-kms-key-rotation']).toMatchObject({ status: 'COMPLIANT' });
  });
});
