import type { AssessedWaiver, Assessment, CoverageGap } from '../../engine/assessment/assessment.ts';
import { uuidOf } from '../../engine/name-uuid.ts';
import type { JsonObject } from '../../resources/resource.ts';
import { properties } from './property.ts';
import { words } from './text.ts';
import { ORIGINS } from './tool.ts';

/** What is no verdict and must be known to read the verdicts: gaps, waivers that do not hold, and the notes. */
export function unknowns(assessment: Assessment): JsonObject[] {
  const { gaps, waivers, notes, asOf } = assessment;
  const idle = waivers.filter(({ state }) => state !== 'in-force' && state !== 'ends-soon');
  return [
    ...notes.map(({ kind, text }, index) => ({
      ...remarkable('note', [kind, text, index], asOf),
      title: `Note: ${kind}`,
      description: words(text),
      props: properties({ note: kind }),
    })),
    ...gaps.map((gap, index) => gapObservation(gap, index, asOf)),
    ...idle.map((waiver, index) => waiverObservation(waiver, index, asOf)),
  ];
}

/** The index keeps two that are alike apart. */
function remarkable(type: string, names: readonly (string | number | null)[], asOf: string): JsonObject {
  return {
    uuid: uuidOf(type, ...names.map((name) => String(name ?? ''))),
    methods: ['EXAMINE'],
    types: [type],
    origins: ORIGINS,
    collected: asOf,
  };
}

function gapObservation(gap: CoverageGap, index: number, asOf: string): JsonObject {
  const { subject, account, region, from, to, because } = gap;
  const where = [account, region].filter((part) => part !== null).join('/');
  const until = to === null ? 'and it goes on' : `to ${words(to)}`;
  return {
    ...remarkable('coverage-gap', [subject, account, region, from, index], asOf),
    title: `Nothing is known of ${words(subject)}`,
    description: `Of ${words(subject)} ${words(where)} nothing is known from ${words(from)} ${until}: ${words(because)}.`,
    props: properties({ subject, account, region, 'gap-from': from, 'gap-to': to ?? 'it goes on' }),
  };
}

function waiverObservation(waiver: AssessedWaiver, index: number, asOf: string): JsonObject {
  const { rule, scope, state, ticket, approver, owner, expires } = waiver;
  return {
    ...remarkable('idle-waiver', [rule, scope, state, ticket, index], asOf),
    title: `A waiver covers nothing: ${state}`,
    description: `The waiver ${words(ticket)} of ${words(rule)} over ${words(scope)} covers nothing: ${state}.`,
    props: properties({
      'rule-id': rule,
      'waiver-state': state,
      'waiver-ticket': ticket,
      'waiver-owner': owner,
      'waiver-approver': approver,
      'waiver-expires': expires,
    }),
  };
}
