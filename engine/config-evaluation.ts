import { sha256 } from './canonical.ts';
import type { Posture, RulePosture } from './posture.ts';
import type { Observation, Status, Verdict } from './verdict.ts';

/** What AWS Config accepts: INSUFFICIENT_DATA it refuses. */
export type Compliance = 'COMPLIANT' | 'NON_COMPLIANT' | 'NOT_APPLICABLE';

/** One evaluation, as AWS Config is told it. */
export interface ConfigEvaluation {
  readonly resourceType: string;
  readonly resourceId: string;
  readonly compliance: Compliance;
  /** 1 to 256 characters. */
  readonly annotation?: string;
  /** ISO 8601: capture time of the item, or creation time of the notification, that asked. */
  readonly orderedAt: string;
  /** It stands for INSUFFICIENT_DATA. */
  readonly isUnknown?: true;
}

/** What is to be said of one resource, or of several. */
export interface Answer {
  readonly status: Status;
  /** Why; empty where there is nothing to add. */
  readonly text: string;
}

/** @see https://docs.aws.amazon.com/config/latest/APIReference/API_Evaluation.html */
const MAX_ANNOTATION = 256;
const MAX_ID = 768;

// A resource that cannot be judged is worse than one that holds: its green neighbours must not hide it.
const RANK: Readonly<Record<Status, number>> = {
  NOT_APPLICABLE: 0,
  COMPLIANT: 1,
  INSUFFICIENT_DATA: 2,
  NON_COMPLIANT: 3,
};

export const gone: Answer = { status: 'NOT_APPLICABLE', text: 'deleted' };

/** The answer to one evaluation; `of` names what it is about. */
export function evaluationOf(
  { status, text }: Answer,
  of: Pick<ConfigEvaluation, 'resourceType' | 'resourceId' | 'orderedAt'>,
): ConfigEvaluation {
  const words = status === 'INSUFFICIENT_DATA' ? `insufficient data: ${text}` : text;
  return {
    ...of,
    resourceId: withinLimit(of.resourceId),
    compliance: status === 'INSUFFICIENT_DATA' ? 'NOT_APPLICABLE' : status,
    ...(words !== '' && { annotation: cut(words) }),
    ...(status === 'INSUFFICIENT_DATA' && { isUnknown: true }),
  };
}

/** No id of AWS's is so long; one of two that begin alike must not be taken for the other. */
const withinLimit = (id: string): string =>
  id.length > MAX_ID ? `${id.slice(0, MAX_ID - 65)}#${sha256(id)}` : id;

/** What posture says of some rules on one resource: each rule's word, the worst of several. */
export function answerFromPosture({ presence, rules }: Posture, ruleIds: readonly string[]): Answer {
  if (presence === 'deleted') return gone;
  return worst(
    ruleIds.map((id) => {
      const known = ruleIn(rules, id);
      return [id, known ? answerFromRule(known) : unjudged] as const;
    }),
  );
}

const ruleIn = (rules: Posture['rules'], id: string): RulePosture | undefined =>
  Object.hasOwn(rules, id) ? rules[id] : undefined;

const unjudged: Answer = { status: 'INSUFFICIENT_DATA', text: 'this rule has not judged it yet' };

function answerFromRule({ status, observations = [], because = '', waiver }: RulePosture): Answer {
  const why = observations.length > 0 ? observationsText(observations) : because;
  return { status, text: waiver ? `waived until ${waiver.expires} (${waiver.ticket}): ${why}` : why };
}

/** What a judgement of the item itself says. */
export const answerFromVerdict = (verdict: Verdict): Answer => ({
  status: verdict.status,
  text:
    verdict.status === 'NON_COMPLIANT'
      ? observationsText(verdict.observations)
      : 'because' in verdict
        ? verdict.because
        : '',
});

type Named = readonly [name: string, answer: Answer];

/** The worst of several, by name; it alone keeps its own words, several are named. */
export function worst(answers: readonly Named[]): Answer {
  const [only] = answers;
  if (answers.length === 1 && only) return only[1];
  const rank = Math.max(0, ...answers.map(([, { status }]) => RANK[status]));
  const worstOnes = answers.filter(([, { status }]) => RANK[status] === rank);
  const status = worstOnes[0]?.[1].status ?? 'NOT_APPLICABLE';
  // Green ones have nothing to say for themselves.
  const said = status === 'COMPLIANT' ? [] : worstOnes;
  return { status, text: wordsOf(said) };
}

const wordsOf = (answers: readonly Named[]): string =>
  answers.map(([name, { text }]) => (text === '' ? name : `${name}: ${text}`)).join('; ');

/** ISO 8601: when posture last came to say something else of these rules. */
export function changedAt({ presence, rules, updatedAt }: Posture, ruleIds: readonly string[]): string {
  if (presence === 'deleted') return updatedAt;
  const times = ruleIds.map((id) => ruleIn(rules, id)?.since ?? updatedAt);
  return times.reduce((latest, time) => (time > latest ? time : latest), '');
}

const observationsText = (observations: readonly Observation[]): string =>
  observations
    .map(({ path, expected, actual }) => `${path} is ${valueText(actual)}, expected ${valueText(expected)}`)
    .join('; ');

const valueText = (value: Observation['actual']): string =>
  value === null ? 'absent' : typeof value === 'string' ? value : JSON.stringify(value);

const cut = (text: string): string =>
  text.length > MAX_ANNOTATION ? `${text.slice(0, MAX_ANNOTATION - 1).toWellFormed()}…` : text;

/** Resources that AWS Config can only be told of as their account: one answer for all of them. */
export interface Tally {
  add(name: string, answer: Answer): void;
  answer(): Answer;
}

/** More names than these fit into no annotation. */
const MAX_NAMED = 5;

export function tally(): Tally {
  let count = 0;
  let status: Status = 'NOT_APPLICABLE';
  let alike = 0;
  const named: Named[] = [];
  return {
    add(name, answer) {
      count += 1;
      if (RANK[answer.status] < RANK[status]) return;
      if (RANK[answer.status] > RANK[status]) {
        status = answer.status;
        alike = 0;
        named.length = 0;
      }
      alike += 1;
      if (named.length < MAX_NAMED) named.push([name, answer]);
    },
    answer() {
      if (count === 0) return { status, text: 'there is no such resource' };
      if (status === 'COMPLIANT') return { status, text: `${alike} of ${count}` };
      return { status, text: `${alike} of ${count}: ${wordsOf(named)}` };
    },
  };
}
