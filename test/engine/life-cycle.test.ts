import { describe, expect, it } from 'vitest';
import {
  type LifeCycleInput,
  type LifeCycleStep,
  nextStep,
  type PublishedFinding,
} from '../../engine/life-cycle.ts';

const VERDICTS = ['COMPLIANT', 'NON_COMPLIANT', 'NOT_APPLICABLE', 'INSUFFICIENT_DATA', 'DELETED'] as const;
const WORKFLOWS = ['NEW', 'NOTIFIED', 'RESOLVED', 'SUPPRESSED'] as const;
const COMPLIANCES = ['PASSED', 'FAILED'] as const;
const RECORD_STATES = ['ACTIVE', 'ARCHIVED'] as const;

/** Contradictions too: an analyst lifts our suppression, and what we remember of it stays. */
const published: readonly (PublishedFinding | null)[] = [
  null,
  ...COMPLIANCES.flatMap((compliance) =>
    RECORD_STATES.flatMap((recordState) =>
      WORKFLOWS.flatMap((workflow) =>
        ([null, 'assay', 'analyst'] as const).map((suppressedBy) => ({
          compliance,
          recordState,
          workflow,
          suppressedBy,
        })),
      ),
    ),
  ),
];

const inputs: readonly LifeCycleInput[] = VERDICTS.flatMap((verdict) =>
  [true, false].flatMap((waived) => published.map((each) => ({ verdict, waived, published: each }))),
);

/** The invariant must hold for every input of the whole space that it is about, and for at least one. */
function forAll(
  about: (input: LifeCycleInput) => boolean,
  holds: (step: LifeCycleStep | null, input: LifeCycleInput) => boolean,
): void {
  const relevant = inputs.filter(about);
  expect(relevant.length).toBeGreaterThan(0);
  expect(relevant.filter((input) => !holds(nextStep(input), input))).toEqual([]);
}

const isAnalysts = ({ published }: LifeCycleInput): boolean =>
  published?.workflow === 'SUPPRESSED' && published.suppressedBy !== 'assay';
const isOurs = ({ published }: LifeCycleInput): boolean =>
  published?.workflow === 'SUPPRESSED' && published.suppressedBy === 'assay';

describe('over the whole input space', () => {
  it('is large enough to be the whole', () => expect(inputs).toHaveLength(5 * 2 * 49));

  it('NON_COMPLIANT is always told, as FAILED and ACTIVE', () =>
    forAll(
      ({ verdict }) => verdict === 'NON_COMPLIANT',
      (step) => step?.compliance === 'FAILED' && step.recordState === 'ACTIVE',
    ));

  it('only NON_COMPLIANT opens a finding', () =>
    forAll(
      ({ verdict, published }) => verdict !== 'NON_COMPLIANT' && published === null,
      (step) => step === null,
    ));

  it('only NON_COMPLIANT wakes an archived finding', () =>
    forAll(
      ({ verdict, published }) => verdict !== 'NON_COMPLIANT' && published?.recordState === 'ARCHIVED',
      (step) => step === null,
    ));

  it('COMPLIANT is told as PASSED, and is RESOLVED unless an analyst suppressed it', () =>
    forAll(
      (input) => input.verdict === 'COMPLIANT' && input.published?.recordState === 'ACTIVE',
      (step, input) =>
        step?.compliance === 'PASSED' &&
        step.recordState === 'ACTIVE' &&
        (step.workflow ?? input.published?.workflow) === (isAnalysts(input) ? 'SUPPRESSED' : 'RESOLVED'),
    ));

  it("an analyst's SUPPRESSED is never touched, whatever happens", () =>
    forAll(isAnalysts, (step) => step?.workflow === undefined && step?.note === undefined));

  it('a waived failure ends SUPPRESSED', () =>
    forAll(
      ({ verdict, waived }) => verdict === 'NON_COMPLIANT' && waived,
      (step, { published }) => (step?.workflow ?? published?.workflow) === 'SUPPRESSED',
    ));

  it('a failure without a waiver is never put to SUPPRESSED by us', () =>
    forAll(
      ({ verdict, waived }) => verdict === 'NON_COMPLIANT' && !waived,
      (step) => step?.workflow !== 'SUPPRESSED',
    ));

  it("what we suppressed is NEW again at the waiver's end, with a note", () =>
    forAll(
      (input) => input.verdict === 'NON_COMPLIANT' && !input.waived && isOurs(input),
      (step) => step?.workflow === 'NEW' && step.note === 'waiver-ended',
    ));

  it('a closed failure reopens as NEW', () =>
    forAll(
      ({ verdict, waived, published }) =>
        verdict === 'NON_COMPLIANT' &&
        !waived &&
        published?.workflow !== 'SUPPRESSED' &&
        (published?.workflow === 'RESOLVED' || published?.recordState === 'ARCHIVED'),
      (step) => step?.workflow === 'NEW' && step.note === 'reopened',
    ));

  it.each([
    ['SUPPRESSED', 'waived'],
    ['RESOLVED', 'resolved'],
  ])('what we put to %s has the note %s', (workflow, note) =>
    forAll(
      (input) => nextStep(input)?.workflow === workflow,
      (step) => step?.note === note,
    ));

  it('an open failure keeps the workflow that people gave it', () =>
    forAll(
      ({ verdict, waived, published }) =>
        verdict === 'NON_COMPLIANT' &&
        !waived &&
        published?.recordState === 'ACTIVE' &&
        (published.workflow === 'NEW' || published.workflow === 'NOTIFIED'),
      (step) => step?.workflow === undefined && step?.note === undefined,
    ));

  it('INSUFFICIENT_DATA changes neither status nor workflow: it only says so', () =>
    forAll(
      ({ verdict, published }) => verdict === 'INSUFFICIENT_DATA' && published?.recordState === 'ACTIVE',
      (step, { published }) =>
        step?.unreadable === true &&
        step.compliance === published?.compliance &&
        step.recordState === 'ACTIVE' &&
        step.workflow === undefined,
    ));

  it('nothing else is called unreadable', () =>
    forAll(
      ({ verdict }) => verdict !== 'INSUFFICIENT_DATA',
      (step) => step?.unreadable === undefined,
    ));

  it.each(['DELETED', 'NOT_APPLICABLE'])('%s archives, and changes nothing else', (gone) =>
    forAll(
      ({ verdict, published }) => verdict === gone && published?.recordState === 'ACTIVE',
      (step, { published }) =>
        step?.recordState === 'ARCHIVED' &&
        step.compliance === published?.compliance &&
        step.workflow === undefined,
    ));

  it('comes to rest: the same verdict again changes nothing more', () =>
    forAll(
      () => true,
      (step, input) => {
        if (!step) return true;
        const workflow = step.workflow ?? input.published?.workflow ?? 'NEW';
        const suppressedBy =
          step.workflow === 'SUPPRESSED' ? 'assay' : (input.published?.suppressedBy ?? null);
        const { compliance, recordState } = step;
        const again = nextStep({ ...input, published: { compliance, recordState, workflow, suppressedBy } });
        return again?.workflow === undefined && again?.note === undefined;
      },
    ));
});
