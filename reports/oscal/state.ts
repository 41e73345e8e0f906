import type {
  AssessedFinding,
  AssessedRule,
  Assessment,
  AssessmentNote,
  CoverageGap,
} from '../../engine/assessment/assessment.ts';
import { words } from './text.ts';

/** OSCAL knows two states; `other` is neither a pass nor a failure, and green is only the first of these. */
export interface ObjectiveState {
  readonly state: 'satisfied' | 'not-satisfied';
  readonly reason: 'pass' | 'fail' | 'other';
  readonly because: string;
  /** True where the rules found nothing that they judge. */
  readonly isNotApplicable?: true;
}

const other = (because: string): ObjectiveState => ({ state: 'not-satisfied', reason: 'other', because });

/** Under these notes nobody knows what else there would be to tell. */
const DOUBTS: ReadonlySet<AssessmentNote['kind']> = new Set([
  'verification-failed',
  'incomplete',
  'unreadable',
]);

/**
 * What the findings of a control's rules say of our own objective. A failure stays one where it is waived; nothing
 * passes that could not be judged, that nobody saw, or that is told by what is itself in doubt.
 */
export function stateOf(
  findings: readonly AssessedFinding[],
  rules: readonly AssessedRule[],
  assessment: Pick<Assessment, 'source' | 'gaps' | 'notes'>,
): ObjectiveState {
  const counted = findings.filter(({ advisory }) => !advisory);
  const of = (status: AssessedFinding['status']): readonly AssessedFinding[] =>
    counted.filter((finding) => finding.status === status);
  const failing = of('NON_COMPLIANT');
  if (failing.length > 0) return failed(failing);
  if (of('INSUFFICIENT_DATA').length > 0)
    return other(`${of('INSUFFICIENT_DATA').length} could not be judged, which is no pass`);
  if (of('COMPLIANT').length === 0)
    return { ...other('the rules found nothing that they judge'), isNotApplicable: true };
  const doubt = doubtOf(assessment) ?? blindness(assessment, counted, rules);
  if (doubt !== undefined) return other(doubt);
  const judging = new Set(of('COMPLIANT').map(({ rule }) => rule)).size;
  const because = `rules that judged something: ${judging} of ${rules.length}; they hold for every resource that they judged`;
  return { state: 'satisfied', reason: 'pass', because };
}

function doubtOf({ source, notes }: Pick<Assessment, 'source' | 'notes'>): string | undefined {
  if (source.verification !== null && source.verification.status !== 'proven')
    return 'the rules held by records of an archive that does not verify';
  const note = notes.find(({ kind }) => DOUBTS.has(kind));
  return note && `the rules held for what is known, which is not all: ${words(note.text)}`;
}

function blindness(
  { gaps }: Pick<Assessment, 'gaps'>,
  findings: readonly AssessedFinding[],
  rules: readonly AssessedRule[],
): string | undefined {
  const open = gaps.filter((gap) => isOver(gap, findings, rules)).length;
  return open > 0 ? `the rules held when last seen; gaps in what is seen that go on: ${open}` : undefined;
}

function failed(failing: readonly AssessedFinding[]): ObjectiveState {
  const waived = failing.filter(({ waiver }) => waiver !== null).length;
  const because = `${failing.length} failed, ${waived} of them waived`;
  return { state: 'not-satisfied', reason: 'fail', because };
}

/** Whether a gap that goes on may hide what these rules judge. */
function isOver(
  { subject, account, region, to }: CoverageGap,
  findings: readonly AssessedFinding[],
  rules: readonly AssessedRule[],
): boolean {
  if (to !== null) return false;
  // Of a type that nobody can list there may be resources without a finding.
  if (subject.includes('::'))
    return rules.some(({ resourceType }) => resourceType === subject || resourceType === '*');
  return findings.some(
    ({ resource }) =>
      (account === null || resource.account === account) && (region === null || resource.region === region),
  );
}
