import { type Finding, findingsOf } from '../engine/finding.ts';
import { isolated, type Judge, type Neighbourhood } from '../engine/judge.ts';
import type { Status } from '../engine/verdict.ts';
import type { Waivers } from '../engine/waiver.ts';
import type { EventFacts } from '../resources/cloudtrail.ts';
import { configurationIn } from '../resources/configuration.ts';
import { type Located, type LocatedRef, locate } from '../resources/locate.ts';
import type { Resource } from '../resources/resource.ts';
import type { State } from './state-file.ts';

/** Every event ends in exactly one of these. */
export const OUTCOMES = ['evaluated', 'not-applicable', 'deferred', 'failed'] as const;
export type Outcome = (typeof OUTCOMES)[number];

export interface ReplayedEvent {
  readonly outcome: Outcome;
  readonly because: string;
  readonly event: EventFacts | null;
  readonly refs: readonly LocatedRef[];
  readonly findings: readonly Finding[];
}

export interface ReplayContext {
  readonly judge: Judge;
  readonly waivers: Waivers;
  readonly state: State | undefined;
  /** Of the state's resources. */
  readonly neighbourhood: Neighbourhood | undefined;
}

const NOT_IN_EVENT = 'the event does not carry the configuration, and no state was given for it';

const alone = isolated('not in the event');

/** What one record is about, and the verdicts that can be given with what is at hand. Never throws. */
export function replayEvent(record: unknown, context: ReplayContext): ReplayedEvent {
  const located = locate(record);
  switch (located.outcome) {
    case 'unusable':
      return ended('failed', located.because, null);
    case 'irrelevant':
      return ended('not-applicable', located.because, located.event);
    case 'unresolved':
      return ended(
        'deferred',
        `${located.because}; a sweep of ${located.types.join(', ') || 'the service'} must find it`,
        located.event,
      );
    case 'located':
      return judgeLocated(record, located, context);
  }
}

function ended(
  outcome: Outcome,
  because: string,
  event: EventFacts | null,
  refs: readonly LocatedRef[] = [],
): ReplayedEvent {
  return { outcome, because, event, refs, findings: [] };
}

function judgeLocated(
  record: unknown,
  { event, refs, failed }: Extract<Located, { outcome: 'located' }>,
  context: ReplayContext,
): ReplayedEvent {
  if (failed) return ended('not-applicable', `the call was refused: ${failed.code}`, event, refs);
  const judged = refs.filter(({ type }) => context.judge.rulesFor(type).length > 0);
  if (judged.length === 0) return ended('not-applicable', 'no chosen rule judges this type', event, refs);
  const present = judged.filter(({ change }) => change !== 'delete');
  if (present.length === 0) return ended('evaluated', 'deleted: its findings end here', event, refs);
  const findings = present.flatMap((ref) => judgeRef(record, ref, context));
  return { ...outcomeOf(findings), event, refs, findings };
}

/** Nothing decided is no evaluation: what is still open must be read, and what applies to nothing is done with. */
function outcomeOf(findings: readonly Finding[]): Pick<ReplayedEvent, 'outcome' | 'because'> {
  const count = (...statuses: readonly Status[]): number =>
    findings.filter(({ verdict }) => statuses.includes(verdict.status)).length;
  const decided = count('COMPLIANT', 'NON_COMPLIANT');
  const open = count('INSUFFICIENT_DATA');
  if (decided > 0)
    return { outcome: 'evaluated', because: `${decided} verdicts${open > 0 ? `, ${open} open` : ''}` };
  if (open > 0) return { outcome: 'deferred', because: 'its state must be read' };
  return { outcome: 'not-applicable', because: 'no chosen rule applies to it' };
}

function judgeRef(record: unknown, ref: LocatedRef, context: ReplayContext): Finding[] {
  const { judge, waivers, state } = context;
  const known = state?.find(ref);
  const { change: _, ...bare } = ref;
  if (known) {
    const resource: Resource = { ...known, ...bare, properties: known.properties };
    // Its neighbours know it by what the state file says of it.
    return findingsOf(resource, {
      judge,
      waivers,
      neighbourhood: asIn(known, context.neighbourhood ?? alone),
    });
  }
  const properties = configurationIn(record, ref.type);
  const resource: Resource = {
    ...bare,
    source: 'event',
    properties: properties ?? {},
    ...(properties === undefined && { unreadable: NOT_IN_EVENT }),
  };
  return findingsOf(resource, { judge, waivers, neighbourhood: context.neighbourhood ?? alone });
}

const asIn = (known: Resource, neighbourhood: Neighbourhood): Neighbourhood => ({
  follow: (reference, type) => neighbourhood.follow(reference, type, known),
  referrers: () => neighbourhood.referrers(known),
});
