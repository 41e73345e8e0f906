import type { HubFinding } from './hub-finding.ts';
import { WORKFLOW_OF, wordIn } from './hub-note.ts';
import { laterThan } from './later-than.ts';
import type { WorkflowStatus } from './life-cycle.ts';
import type { Posture } from './posture.ts';

/** A finding as Security Hub tells of it, in no order and at least once. */
export interface Heard {
  readonly workflow: WorkflowStatus;
  /** ISO 8601: of the newest import that it shows. */
  readonly updatedAt: string;
  /** ISO 8601: when the event came about. */
  readonly at: string;
  readonly note: { readonly text: string; readonly by: string; readonly at: string } | null;
}

/**
 * What we know of a finding's workflow after hearing of it; null where that is nothing new: our own word come back, a
 * state that is over, or one that our word has not reached yet. A person's word stands until the life cycle has reason
 * for another one.
 */
export function hubAfterHearing(hub: HubFinding, heard: Heard): HubFinding | null {
  if (heard.workflow === hub.workflow || isOver(hub, heard)) return null;
  const said = heard.note ? wordIn(heard.note) : undefined;
  const isHeardByHub = said !== undefined && !isBefore(said.at, hub.word?.at);
  const { word: _, ...rest } = hub;
  const { workflow } = heard;
  // Put back to what our note says: as if nobody had said otherwise.
  if (isHeardByHub && WORKFLOW_OF[said.note] === workflow) {
    return { ...rest, workflow, suppressedBy: workflow === 'SUPPRESSED' ? 'assay' : null, word: said };
  }
  const isOursUnderWay = hub.word !== undefined && !isHeardByHub && !isNotedAfter(hub.word.at, heard);
  if (isOursUnderWay) return null;
  return {
    ...rest,
    workflow,
    suppressedBy: workflow === 'SUPPRESSED' ? 'analyst' : null,
    heardAt: heard.at,
  };
}

/** An import that we know to be older than the newest, or an event older than a person's word that was heeded. */
const isOver = (hub: HubFinding, heard: Heard): boolean =>
  isBefore(heard.updatedAt, hub.updatedAt) || isBefore(heard.at, hub.heardAt);

/** A person's note after our word: had ours come later, it would stand in its place. */
const isNotedAfter = (at: string, { note }: Heard): boolean =>
  note !== null && wordIn(note) === undefined && isBefore(at, note.at);

const isBefore = (one: string, other: string | undefined): boolean =>
  other !== undefined && Date.parse(one) < Date.parse(other);

/** The posture after hearing of one of its findings; null where there is nothing to remember. `now` is ISO 8601. */
export function postureAfterHearing(
  before: Posture,
  { rule, heard, now }: { readonly rule: string; readonly heard: Heard; readonly now: string },
): Posture | null {
  const known = before.rules[rule];
  const hub = known?.hub && hubAfterHearing(known.hub, heard);
  if (!known || !hub) return null;
  return {
    ...before,
    generation: before.generation + 1,
    updatedAt: laterThan(before.updatedAt, now),
    rules: { ...before.rules, [rule]: { ...known, hub } },
  };
}
