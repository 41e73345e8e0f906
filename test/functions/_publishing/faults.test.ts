import {
  type AwsSecurityFinding,
  DisableSecurityHubCommand,
  SecurityHubClient,
} from '@aws-sdk/client-securityhub';
import { describe, expect, it } from 'vitest';
import { type Posture, postureWhenDeleted } from '../../../engine/posture.ts';
import type { ResourceRef } from '../../../resources/resource.ts';
import {
  FAILS,
  type Judged,
  judgedPosture,
  NOTEBOOK,
  PASSES,
  UNREADABLE,
  WAIVER,
} from '../../support/posture.ts';
import { consume, failuresOf, type Invoke, listen, type Outside, outside, turnOn } from './kit.ts';

const RULE = 'sagemaker-notebook-root-access';
const RESOURCES = 25;
const STEPS = 400;
const MINUTE = 60_000;
const STEP = 10 * MINUTE;
/** Security Hub is off from the one step to the other: for more than a day. */
const [OFF, ON] = [120, 270];

type Verdict = Judged | 'deleted';

const VERDICTS: readonly Verdict[] = [
  { verdict: FAILS },
  { verdict: FAILS },
  { verdict: PASSES },
  { verdict: PASSES },
  { verdict: UNREADABLE },
  { verdict: FAILS, waiver: WAIVER },
  { verdict: FAILS, revision: 2 },
  'deleted',
];

/** The same numbers for the same seed, from 0 to 1. */
function dice(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

const refOf = (index: number): ResourceRef => ({
  ...NOTEBOOK,
  id: `n${index}`,
  arn: `${NOTEBOOK.arn}-${index}`,
});

/** What happens to the resources, the same in every run of a seed. */
function story(seed: number): readonly { readonly ref: ResourceRef; readonly verdict: Verdict }[] {
  const roll = dice(seed);
  const one = <T>(from: readonly T[]): T => from[Math.floor(roll() * from.length)] as T;
  const refs = Array.from({ length: RESOURCES }, (_, index) => refOf(index));
  return Array.from({ length: STEPS }, () => ({ ref: one(refs), verdict: one(VERDICTS) }));
}

interface Run extends Outside {
  readonly publish: Invoke;
  readonly republish: Invoke;
  /** Delivers what Security Hub tells, as often and in whatever order the run has it. */
  readonly hear: () => Promise<void>;
}

/** Puts a step into posture, at its time, whatever the clock says. */
async function live(
  run: Run,
  step: number,
  { ref, verdict }: ReturnType<typeof story>[number],
): Promise<void> {
  const at = Date.parse('2026-01-02T00:00:00Z') + step * STEP;
  if (run.world.clock.ms() < at) run.world.clock.set(new Date(at));
  const now = new Date(at).toISOString();
  const before = await run.posture(ref);
  const after = afterStep(before, { ref, verdict, now });
  if (after) await run.remember(after, before);
}

function afterStep(
  before: Posture | null,
  { ref, verdict, now }: { readonly ref: ResourceRef; readonly verdict: Verdict; readonly now: string },
): Posture | undefined {
  if (verdict !== 'deleted') return judgedPosture(before, { [RULE]: verdict }, { now, ref });
  return before?.presence === 'present' ? postureWhenDeleted(before, now) : undefined;
}

async function begun(): Promise<Omit<Run, 'hear'> & { readonly events: object[]; readonly mirror: Invoke }> {
  const made = await outside();
  const events: object[] = [];
  await listen(made, async (event) => events.push(event));
  return {
    ...made,
    events,
    publish: await made.load('publish-findings'),
    republish: await made.load('republish-findings'),
    mirror: await made.load('mirror-workflow'),
  };
}

/** Everything is told at once, and heard in order. */
async function calm(seed: number) {
  const { events, mirror, ...made } = await begun();
  const run: Run = {
    ...made,
    async hear() {
      await made.world.functions.run();
      for (const event of events.splice(0)) await mirror(event);
    },
  };
  let after = '';
  for (const [step, happening] of story(seed).entries()) {
    await live(run, step, happening);
    const Records = run.stream(after);
    if (Records.length === 0) continue;
    expect(failuresOf(await run.publish({ Records }))).toEqual([]);
    after = Records.at(-1)?.dynamodb.SequenceNumber ?? after;
    await run.hear();
  }
  return ended(run);
}

/** Calls fail, whole and in part, with and without effect; Security Hub is off for a day; all comes twice, in disorder. */
async function rough(seed: number) {
  const roll = dice(seed + 1);
  const { events, mirror, ...made } = await begun();
  const past: object[] = [];
  const run: Run = {
    ...made,
    async hear() {
      await made.world.functions.run();
      const fresh = events.splice(0);
      past.push(...fresh);
      const again = past.filter(() => roll() < 0.05);
      const shuffled = [...fresh, ...again].map((event) => ({ event, rank: roll() }));
      for (const { event } of shuffled.toSorted((a, b) => a.rank - b.rank)) await mirror(event);
    },
  };
  const { world, door, urls } = run;
  let after = '';
  const read = async (size: number) => {
    // Now and then a batch begins before where the last one ended.
    const from = roll() < 0.1 ? '' : after;
    const Records = run.stream(from).slice(0, from === '' ? undefined : size);
    if (Records.length === 0) return;
    const [first] = await run
      .publish({ Records })
      .then(failuresOf, () => [Records[0]?.dynamodb.SequenceNumber]);
    const done = Records.filter(({ dynamodb }) => first === undefined || dynamodb.SequenceNumber < first);
    const last = done.at(-1)?.dynamodb.SequenceNumber ?? after;
    after = last > after ? last : after;
  };
  for (const [step, happening] of story(seed).entries()) {
    if (step === OFF) await door.client(SecurityHubClient).send(new DisableSecurityHubCommand({}));
    if (step === ON) await turnOn(door);
    await live(run, step, happening);
    unsettle(world, roll);
    if (roll() < 0.4) await read(1 + Math.floor(roll() * 20));
    if (roll() < 0.3) await run.hear();
    if (roll() < 0.2) await consume(run, urls.unpublished, run.republish);
  }
  world.faults.clear();
  for (let hour = 0; hour < 10; hour += 1) {
    world.clock.advance(60 * MINUTE);
    await read(1000);
    await consume(run, urls.unpublished, run.republish);
    await run.hear();
  }
  expect(run.stream(after)).toEqual([]);
  return ended(run);
}

/** A few faults more, which are gone when they have struck. */
function unsettle({ faults }: Outside['world'], roll: () => number): void {
  const operation = roll() < 0.5 ? 'BatchImportFindings' : 'BatchUpdateFindings';
  const internal = { name: 'InternalException', message: 'try again', statusCode: 500 };
  if (roll() < 0.1) faults.throttle({ operation, times: 1 + Math.floor(roll() * 4) });
  if (roll() < 0.1) faults.add({ operation, times: 3, error: internal, stage: 'after' });
  const part = { name: 'ConcurrentUpdateError', message: 'try again', statusCode: 409 };
  if (roll() < 0.2) faults.add({ operation: `${operation}.Finding`, times: 1, error: part });
  const missing = { name: 'FindingNotFound', message: 'not yet', statusCode: 404 };
  if (roll() < 0.1) faults.add({ operation: 'BatchUpdateFindings.Finding', times: 1, error: missing });
}

async function ended(run: Run) {
  const findings = [...(await run.findings()).values()].map(shown);
  const postures: (Posture | null)[] = [];
  for (let index = 0; index < RESOURCES; index += 1) postures.push(await run.posture(refOf(index)));
  return { findings: findings.toSorted(), postures };
}

/** What people see of it. */
function shown({ Resources, Compliance, Workflow, RecordState, UpdatedAt, CreatedAt }: AwsSecurityFinding) {
  const reasons = Compliance?.StatusReasons?.length ?? 0;
  const state = [Compliance?.Status, reasons, Workflow?.Status, RecordState].join(' ');
  return `${Resources?.[0]?.Id} ${state} ${CreatedAt} ${UpdatedAt}`;
}

describe('a rough run', () => {
  it.each([
    1, 2, 3,
  ])('ends as a calm one: no finding lost, doubled or closed without reason (%i)', async (seed) => {
    const [smooth, hard] = [await calm(seed), await rough(seed)];
    expect(smooth.findings.length).toBeGreaterThan(RESOURCES / 2);
    expect(hard.findings).toEqual(smooth.findings);
    expect(hard.postures).toEqual(smooth.postures);
  });
});
