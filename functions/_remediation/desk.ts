import * as z from 'zod/mini';
import type { StoredPlan } from '../../adapters/aws/remediations.ts';
import { isSamePerson, type Person, personOf } from '../../engine/remediation/person.ts';
import { planText } from '../../engine/remediation/plan-text.ts';
import { executionName, type Trigger } from '../../engine/remediation/trigger.ts';
import type { JsonObject } from '../../resources/resource.ts';
import { note } from './note.ts';
import type { DeskPorts } from './ports.ts';
import { findingIn } from './subject.ts';

const text = z.string().check(z.regex(/\S/), z.maxLength(1000));

/** Something that a person has done, and now tells. */
const deed = { kind: text, name: text, account: text, region: text, reason: text };

const wanted = z.discriminatedUnion('do', [
  z.object({ do: z.literal('request'), finding: text, rule: text, key: text, reason: text }),
  z.object({ do: z.literal('approve'), plan: text, hash: text, reason: text }),
  z.object({ do: z.literal('reject'), plan: text, reason: text }),
  z.object({ do: z.literal('clear'), finding: text, reason: text }),
  z.object({ do: z.literal('show'), plan: text }),
  z.object({ do: z.literal('contained'), ...deed }),
  z.object({ do: z.literal('released'), ...deed }),
]);

type Wanted = z.infer<typeof wanted>;

/** What somebody wants, and who they are by IAM's word. */
export interface Asked {
  /** ARN of the caller. */
  readonly caller: string;
  readonly body: string;
  /** Of the request: the same one twice is one. */
  readonly id: string;
}

export interface Answer {
  readonly status: 200 | 202 | 400 | 403 | 404 | 409;
  readonly body: JsonObject;
}

interface Visit {
  readonly person: Person;
  readonly id: string;
  readonly ports: DeskPorts;
}

/** Where people ask, approve, reject and clear. Whatever is refused is recorded, and changes nothing. */
export async function atTheDesk({ caller, body, id }: Asked, ports: DeskPorts): Promise<Answer> {
  const result = z.safeParse(wanted, parsed(body));
  if (!result.success)
    return refusal(400, 'expected do: request, approve, reject, clear or show, and what belongs to it');
  const person = personOf(caller);
  const want = result.data;
  if (!person) return refused(want, { caller, status: 403, because: `${caller} tells of no person` }, ports);
  const visit = { person, id, ports };
  if (want.do === 'request') return request(want, visit);
  if (want.do === 'clear') return clear(want, visit);
  if (want.do === 'contained' || want.do === 'released') return told(want, visit);
  const stored = await ports.store.plan(want.plan);
  if (!stored)
    return refused(want, { caller, status: 404, because: `no plan is called ${want.plan}` }, ports);
  if (want.do === 'show') return { status: 200, body: shown(stored) };
  return want.do === 'approve' ? approve(want, stored, visit) : reject(want, stored, visit);
}

async function request(
  want: Extract<Wanted, { do: 'request' }>,
  { person, id, ports }: Visit,
): Promise<Answer> {
  const { posture } = await ports.posture.recall(want.key);
  if (!findingIn(posture, want))
    return refused(
      want,
      { caller: person.arn, status: 404, because: 'no such finding is known here' },
      ports,
    );
  const { finding, rule, key, reason } = want;
  const trigger: Trigger = {
    schema: 'assay.remediation-trigger/1',
    kind: 'request',
    finding,
    rule,
    key,
    generation: null,
    requester: person.arn,
    reason,
    id,
    at: ports.home.now().toISOString(),
  };
  const name = executionName(trigger);
  await ports.workflow.start(name, trigger);
  return { status: 202, body: { plan: name } };
}

async function approve(
  want: Extract<Wanted, { do: 'approve' }>,
  stored: StoredPlan,
  { person, ports }: Visit,
): Promise<Answer> {
  const no = (status: Refused['status'], because: string) =>
    refused(want, { caller: person.arn, status, because, stored }, ports);
  const { store, home, workflow } = ports;
  const requester = stored.trigger.requester === null ? undefined : personOf(stored.trigger.requester);
  if (requester && isSamePerson(requester, person))
    return no(403, 'whoever asked for it cannot let it happen');
  if (want.hash !== stored.hash) return no(409, 'the hash is of another plan');
  const waiting = await store.token(stored.id);
  if (!waiting || (stored.state !== 'asked' && stored.state !== 'approved')) return no(409, unasked(stored));
  if (waiting.expires <= home.now())
    return no(409, `the time for an answer ended at ${waiting.expires.toISOString()}`);
  const approval = { by: person.arn, at: home.now().toISOString(), reason: want.reason };
  await recorded('approved', stored, { person, reason: want.reason }, ports);
  const isApproved = async () => (await store.plan(stored.id))?.state === 'approved';
  if (!(await store.move(stored.id, ['asked'], 'approved', { approval })) && !(await isApproved()))
    return no(409, 'somebody else has answered');
  // Of two approvals at once the first stands, and either is heard: not to be taken back by whoever is not.
  if (!(await workflow.succeed(waiting.token, { id: stored.id })))
    return no(409, 'nobody waits for an answer any more');
  return { status: 200, body: { plan: stored.id, state: 'approved' } };
}

/** Whoever has an old message finds the new plan. */
const unasked = ({ state, next }: StoredPlan): string =>
  `nobody waits for an answer: it is ${state}${next === undefined ? '' : `, and ${next} takes its place`}`;

async function reject(
  want: Extract<Wanted, { do: 'reject' }>,
  stored: StoredPlan,
  { person, ports }: Visit,
): Promise<Answer> {
  const no = () =>
    refused(want, { caller: person.arn, status: 409, because: unasked(stored), stored }, ports);
  const waiting = await ports.store.token(stored.id);
  // A visit before this one may have been cut off before the task heard of it.
  const isMoved = waiting && (await ports.store.move(stored.id, ['asked', 'refused'], 'refused'));
  if (!isMoved) return no();
  const isAgain = stored.state === 'refused';
  if (!isAgain) await recorded('rejected', stored, { person, reason: want.reason }, ports);
  const isHeard = await ports.workflow.fail(waiting.token, 'Rejected', `${person.arn}: ${want.reason}`);
  if (isAgain && !isHeard) return no();
  return { status: 200, body: { plan: stored.id, state: 'rejected' } };
}

async function clear(
  { finding, reason }: Extract<Wanted, { do: 'clear' }>,
  { person, ports }: Visit,
): Promise<Answer> {
  const { held } = await ports.store.history(finding);
  if (!held) return refusal(404, 'nothing is held');
  const detail = { finding, by: person.arn, reason, held: { ...held } };
  await note({ stage: 'cleared', because: reason, detail }, ports);
  await ports.store.clear(finding);
  return { status: 200, body: { finding, cleared: held.because } };
}

/** What somebody has done with rights of their own: evidence of who says so, and nothing else. */
async function told(
  { do: stage, kind, name, account, region, reason }: Extract<Wanted, { do: 'contained' | 'released' }>,
  { person, ports }: Visit,
): Promise<Answer> {
  const detail = { kind, name, account, region, by: person.arn };
  await note({ stage, because: reason, detail }, ports);
  return { status: 200, body: { recorded: stage, kind, name } };
}

interface Word {
  readonly person: Person;
  readonly reason: string;
}

async function recorded(
  stage: 'approved' | 'rejected',
  { id, plan, hash }: StoredPlan,
  { person, reason }: Word,
  ports: DeskPorts,
): Promise<void> {
  const detail = { plan: id, finding: plan.finding, rule: plan.rule, hash, by: person.arn };
  await note({ stage, because: reason, ref: plan.resource, detail }, ports);
}

interface Refused {
  readonly caller: string;
  readonly status: 403 | 404 | 409;
  readonly because: string;
  readonly stored?: StoredPlan;
}

async function refused(
  want: Wanted,
  { caller, status, because, stored }: Refused,
  ports: DeskPorts,
): Promise<Answer> {
  const detail = { by: caller, wanted: { ...want } };
  await note({ stage: 'not-allowed', because, ...(stored && { ref: stored.plan.resource }), detail }, ports);
  return refusal(status, because);
}

const refusal = (status: Answer['status'], because: string): Answer => ({
  status,
  body: { refused: because },
});

const shown = ({ id, plan, hash, state, decision, trigger, next }: StoredPlan): JsonObject => ({
  plan: id,
  hash,
  state,
  ...(next !== undefined && { next }),
  because: decision.because,
  requester: trigger.requester,
  text: planText(plan, decision.held),
});

function parsed(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}
