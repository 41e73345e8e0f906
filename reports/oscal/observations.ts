import type {
  AssessedFinding,
  AssessedRule,
  EndedFinding,
  EvidencePointer,
} from '../../engine/assessment/assessment.ts';
import { uuidOf } from '../../engine/name-uuid.ts';
import type { Observation, Status } from '../../engine/verdict.ts';
import type { JsonObject } from '../../resources/resource.ts';
import { instant, properties, unlessEmpty } from './property.ts';
import { subjectOf } from './subjects.ts';
import { code, line, shown, words } from './text.ts';
import { ORIGINS } from './tool.ts';

/** What an observation needs beside its finding. */
export interface Surroundings {
  readonly asOf: string;
  /** As the user named what was assessed. */
  readonly source: string;
  /** Before each record's key: `s3://bucket/`, or nothing for a folder. */
  readonly archive: string;
  readonly rules: ReadonlyMap<string, AssessedRule>;
}

/** Of a finding as it stands: another verdict is another observation. */
export const observationUuid = ({ id, status, lastEvaluated }: AssessedFinding): string =>
  uuidOf('observation', id, status, lastEvaluated ?? '');

/** One rule's verdict on one resource: the raw one, whatever was waived. */
export function observationOf(finding: AssessedFinding, around: Surroundings): JsonObject {
  const { rule, resource, status, waiver, lastEvaluated } = finding;
  return {
    uuid: observationUuid(finding),
    title: `${line(rule)}: ${status}`,
    description: `${demandOf(rule, around)} ${code(resource.id)}: ${saidOf(finding)}`,
    props: properties({
      ...facts(finding, around),
      since: finding.since,
      'waived-until': waiver?.expires,
      'failed-before': finding.failedBefore,
    }),
    methods: ['TEST'],
    types: ['control-objective'],
    origins: ORIGINS,
    subjects: [subjectOf(resource)],
    'relevant-evidence': evidenceOf(finding.evidence, around),
    collected: instant(lastEvaluated) ?? around.asOf,
  };
}

/** What the period saw and its end does not: it counts for no control. */
export function endedObservation(finding: EndedFinding, around: Surroundings): JsonObject {
  const { id, rule, resource, status, endedAt, because } = finding;
  return {
    uuid: uuidOf('ended', id, endedAt),
    title: `${line(rule)}: ${status}, until it ended`,
    description: `${demandOf(rule, around)} ${code(resource.id)}: the last verdict was ${status}; ended: ${because}.`,
    props: properties({ ...facts(finding, around), 'ended-at': endedAt, 'ended-because': because }),
    methods: ['TEST'],
    types: ['historic'],
    origins: ORIGINS,
    subjects: [subjectOf(resource)],
    'relevant-evidence': evidenceOf(finding.evidence, around),
    collected: instant(endedAt) ?? around.asOf,
  };
}

const demandOf = (rule: string, { rules }: Surroundings): string =>
  `${words(rules.get(rule)?.title ?? rule)}.`;

function saidOf({ status, observations, because }: AssessedFinding): string {
  return `${OUTCOME[status]}${detailOf(observations, because)}.`;
}

const OUTCOME: Readonly<Record<Status, string>> = {
  COMPLIANT: 'the rule holds',
  NON_COMPLIANT: 'the rule does not hold',
  NOT_APPLICABLE: 'the rule does not apply',
  INSUFFICIENT_DATA: 'the rule could not be judged, which is no pass',
};

function detailOf(observations: readonly Observation[], because: string | null): string {
  if (observations.length > 0) return `: ${foundOf(observations)}`;
  return because === null ? '' : `: ${words(because)}`;
}

export const foundOf = (observations: readonly Observation[]): string =>
  observations
    .map(({ path, expected, actual }) => `${code(path)} is ${shown(actual)}, expected ${shown(expected)}`)
    .join('; ');

function facts(finding: AssessedFinding | EndedFinding, { rules }: Surroundings) {
  const { id, rule, status, severity, advisory } = finding;
  return {
    'finding-id': id,
    'rule-id': rule,
    'rule-revision': rules.get(rule)?.revision,
    verdict: status,
    severity,
    advisory: advisory || undefined,
    shadow: 'shadow' in finding ? finding.shadow : undefined,
  };
}

function evidenceOf(pointers: readonly EvidencePointer[], { archive, source }: Surroundings) {
  return unlessEmpty(
    pointers.map(({ account, region, sequence, segment, recordedAt, status }) => ({
      href: encodeURI(line(`${archive}${segment}`)),
      description: `Record ${sequence} of ${account}/${region}: ${status}, recorded at ${recordedAt}.`,
      props: properties({ sequence, 'recorded-at': recordedAt, verdict: status }),
      remarks: `Its proof: ${code(`assay prove ${account}/${region}/${sequence} --archive ${quoted(source)}`)}.`,
    })),
  );
}

/** As a shell takes it: whoever copies the command runs nothing else. */
const quoted = (name: string): string =>
  /^[\w./:@-]+$/.test(name) ? name : `'${name.replaceAll("'", `'\\''`)}'`;
