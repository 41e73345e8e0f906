import { describe, expect, it } from 'vitest';
import type { HubFinding, HubWord } from '../../engine/hub-finding.ts';
import { NOTE_AUTHOR, signed, WORKFLOW_OF } from '../../engine/hub-note.ts';
import type { WorkflowStatus } from '../../engine/life-cycle.ts';
import type { Posture } from '../../engine/posture.ts';
import { type Heard, hubAfterHearing, postureAfterHearing } from '../../engine/workflow-mirror.ts';

const WORKFLOWS: readonly WorkflowStatus[] = ['NEW', 'NOTIFIED', 'RESOLVED', 'SUPPRESSED'];
const NOTES = Object.keys(WORKFLOW_OF) as HubWord['note'][];
const [BEFORE, THEN, AFTER] = [
  '2026-03-01T11:00:00.000Z',
  '2026-03-01T12:00:00.000Z',
  '2026-03-01T13:00:00Z',
];

type Note = NonNullable<Heard['note']>;
const ours = (note: HubWord['note'], at: string): Note => ({
  text: signed('words', { note, at: new Date(at).toISOString() }),
  by: NOTE_AUTHOR,
  at,
});
const persons = (at: string): Note => ({ text: 'looked at it', by: 'ann', at });
const forged = (at: string): Note => ({ ...ours('waived', at), by: 'mallory' });

/** Every workflow that we can know of: set by our word at noon, or without one. */
const hubs: readonly HubFinding[] = WORKFLOWS.flatMap((workflow) => {
  const words = NOTES.filter((note) => WORKFLOW_OF[note] === workflow).map((note) => ({ note, at: THEN }));
  return [undefined, ...words].flatMap((word) =>
    [undefined, BEFORE, AFTER].map((heardAt) => ({
      compliance: 'FAILED' as const,
      recordState: 'ACTIVE' as const,
      workflow,
      suppressedBy: workflow !== 'SUPPRESSED' ? null : word ? ('assay' as const) : ('analyst' as const),
      step: 7,
      createdAt: BEFORE,
      updatedAt: THEN,
      ...(word && { word }),
      ...(heardAt && { heardAt }),
    })),
  );
});

const notes: readonly (Note | null)[] = [
  null,
  ...[BEFORE, THEN, AFTER].flatMap((at) => [...NOTES.map((note) => ours(note, at)), persons(at), forged(at)]),
];

interface Case {
  readonly hub: HubFinding;
  readonly heard: Heard;
}

const cases: readonly Case[] = hubs.flatMap((hub) =>
  WORKFLOWS.flatMap((workflow) =>
    notes.flatMap((note) =>
      [BEFORE, THEN, AFTER].flatMap((updatedAt) =>
        [BEFORE, AFTER].map((at) => ({ hub, heard: { workflow, note, updatedAt, at } })),
      ),
    ),
  ),
);

/** It must hold for every case that it is about, and for at least one. */
function forAll(about: (each: Case) => boolean, holds: (after: HubFinding | null, each: Case) => boolean) {
  const relevant = cases.filter(about);
  expect(relevant.length).toBeGreaterThan(0);
  expect(relevant.filter((each) => !holds(hubAfterHearing(each.hub, each.heard), each))).toEqual([]);
}

const isOld = ({ hub, heard }: Case): boolean =>
  heard.updatedAt === BEFORE || (hub.heardAt === AFTER && heard.at === BEFORE);
const isKnown = ({ hub, heard }: Case): boolean => hub.workflow === heard.workflow;
const isOurs = ({ heard }: Case): boolean => heard.note?.by === NOTE_AUTHOR;
/** The note is ours, and not older than our last word. */
const isWordThere = (each: Case): boolean =>
  isOurs(each) && !(each.hub.word && each.heard.note?.at === BEFORE);
const saysSo = (each: Case): boolean =>
  isWordThere(each) &&
  NOTES.some(
    (note) => WORKFLOW_OF[note] === each.heard.workflow && each.heard.note?.text.includes(` ${note} `),
  );
const isUnderWay = (each: Case): boolean =>
  each.hub.word !== undefined && !isWordThere(each) && (isOurs(each) || each.heard.note?.at !== AFTER);

describe('hearing of a finding', () => {
  it('is tried in every way', () => expect(cases).toHaveLength(27 * 4 * 22 * 6));

  it('that is as we know it teaches nothing: our own imports and words come back as events', () =>
    forAll(isKnown, (after) => after === null));

  it('as it was before our newest import, or before the word that was heeded last, teaches nothing', () =>
    forAll(isOld, (after) => after === null));

  it('whose workflow we have just set, and that does not show it yet, teaches nothing', () =>
    forAll(isUnderWay, (after) => after === null));

  it('whose note is an earlier word of ours, put down late, is not taken for a person’s later one', () => {
    const [hub] = hubs.filter(({ word, heardAt }) => word?.note === 'resolved' && heardAt === undefined);
    const note = { ...ours('waived', BEFORE), at: AFTER };
    const heard: Heard = { workflow: 'SUPPRESSED', updatedAt: THEN, at: AFTER, note };
    expect(hub && hubAfterHearing(hub, heard)).toBeNull();
  });

  it('that a person has put to another workflow teaches just that, and whose word it is', () =>
    forAll(
      (each) => !isKnown(each) && !isOld(each) && !isUnderWay(each) && !saysSo(each),
      (after, { heard }) =>
        after?.workflow === heard.workflow &&
        after.suppressedBy === (heard.workflow === 'SUPPRESSED' ? 'analyst' : null) &&
        after.word === undefined &&
        after.heardAt === heard.at,
    ));

  it('that is back at what our last note says makes it our word again', () =>
    forAll(
      (each) => !isKnown(each) && !isOld(each) && saysSo(each),
      (after, { heard }) =>
        after?.workflow === heard.workflow &&
        after.suppressedBy === (heard.workflow === 'SUPPRESSED' ? 'assay' : null) &&
        after.word !== undefined,
    ));

  it('never makes a suppression ours that no note of ours speaks of', () =>
    forAll(
      (each) => !isOurs(each) && each.heard.workflow === 'SUPPRESSED' && !isKnown(each),
      (after) => after === null || after.suppressedBy === 'analyst',
    ));

  it('changes nothing that Security Hub was told: no news, no loop', () =>
    forAll(
      () => true,
      (after, { hub }) =>
        after === null ||
        (['step', 'updatedAt', 'createdAt', 'compliance', 'recordState'] as const).every(
          (name) => after[name] === hub[name],
        ),
    ));

  it('twice is hearing it once', () =>
    forAll(
      (each) => hubAfterHearing(each.hub, each.heard) !== null,
      (after, { heard }) => after !== null && hubAfterHearing(after, heard) === null,
    ));
});

describe('the posture', () => {
  const [hub] = hubs.filter(({ workflow, word }) => workflow === 'NEW' && !word);
  const posture: Posture = {
    key: 'k',
    ref: { type: 'T', id: 'i', partition: 'aws', account: '111122223333', region: 'eu-west-1' },
    presence: 'present',
    createdAt: null,
    generation: 9,
    updatedAt: AFTER,
    readAt: [THEN, THEN],
    inputDigest: 'd',
    ownDigest: 'o',
    references: ['r'],
    rules: {
      a: { revision: 1, severity: 'HIGH', status: 'NON_COMPLIANT', since: THEN, ...(hub && { hub }) },
      silent: { revision: 1, severity: 'HIGH', status: 'COMPLIANT', since: THEN },
    },
  };
  const heard: Heard = { workflow: 'SUPPRESSED', updatedAt: THEN, at: AFTER, note: null };
  const hearing = (rule: string, more: Partial<Heard> = {}) =>
    postureAfterHearing(posture, { rule, heard: { ...heard, ...more }, now: BEFORE });

  it('is one generation on, later than before, and the same but for that finding', () => {
    const known = posture.rules['a'];
    expect(hearing('a')).toEqual({
      ...posture,
      generation: 10,
      updatedAt: '2026-03-01T13:00:00.001Z',
      rules: {
        ...posture.rules,
        a: {
          ...known,
          hub: { ...known?.hub, workflow: 'SUPPRESSED', suppressedBy: 'analyst', heardAt: AFTER },
        },
      },
    });
  });

  it.each<[string, Partial<Heard>]>([
    ['a', { workflow: 'NEW' }],
    ['silent', {}],
    ['none', {}],
  ])('of rule %s has nothing to remember of %j', (rule, more) => expect(hearing(rule, more)).toBeNull());
});
