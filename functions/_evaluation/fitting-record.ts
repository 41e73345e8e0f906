import { capped } from '../../engine/capped.ts';
import { type Evaluation, type EvaluationRecord, evaluationRecord } from '../../engine/evidence/record.ts';
import type { Verdict } from '../../engine/verdict.ts';

/** A message of the queue takes 256 kB, its envelope included. */
const MAX_RECORD_BYTES = 240 * 1024;
const MAX_REFERRERS_OF_A_TYPE = 50;

/**
 * The record of an evaluation, small enough for a message. What is too large is kept as all that no rule read: by name
 * and in the keyed hash, the largest first, so that one guardrail with ten thousand words holds up nobody.
 * @throws RangeError if even that does not help
 */
export function fittingRecord(evaluation: Evaluation): EvaluationRecord {
  const whole = evaluationRecord(evaluation);
  if (bytesOf(whole) <= MAX_RECORD_BYTES) return whole;
  const less = { ...evaluation, ...brief(evaluation) };
  const read = Object.entries(evaluation.resource.properties)
    .filter(([name]) => evaluation.readProperties.has(name))
    .toSorted(([, a], [, b]) => bytesOf(a) - bytesOf(b))
    .map(([name]) => name);
  for (let kept = read.length; kept >= 0; kept -= 1) {
    const record = evaluationRecord({ ...less, readProperties: new Set(read.slice(0, kept)) });
    if (bytesOf(record) <= MAX_RECORD_BYTES) return record;
  }
  const { type, id } = evaluation.resource;
  throw new RangeError(
    `the record of ${type} ${id} fits into no message of the queue, even without properties`,
  );
}

const bytesOf = (value: unknown): number => Buffer.byteLength(JSON.stringify(value) ?? '');

/** Observations as posture keeps them, and of each type the first few that refer to it. */
function brief({ judgements, referrers }: Evaluation): Pick<Evaluation, 'judgements' | 'referrers'> {
  return {
    judgements: judgements.map((each) => ({ ...each, verdict: briefly(each.verdict) })),
    ...(referrers && { referrers: 'unreadable' in referrers ? referrers : fewOf(referrers) }),
  };
}

function briefly(verdict: Verdict): Verdict {
  if (verdict.status !== 'NON_COMPLIANT') return verdict;
  const [first, ...others] = capped(verdict.observations);
  return first ? { ...verdict, observations: [first, ...others] } : verdict;
}

function fewOf(referrers: readonly string[]): readonly string[] {
  const types = Map.groupBy(referrers, (referrer) => referrer.split(' ')[0] ?? '');
  return [...types].flatMap(([type, all]) => {
    const rest = all.length - MAX_REFERRERS_OF_A_TYPE;
    return rest <= 0 ? all : [...all.slice(0, MAX_REFERRERS_OF_A_TYPE), `${type} … and ${rest} more`];
  });
}
