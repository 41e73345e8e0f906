import type {
  AssessedFinding,
  AssessedResource,
  AssessedRule,
  Assessment,
  EndedFinding,
} from '../../engine/assessment/assessment.ts';
import { parseArn } from '../../resources/arn.ts';
import type { JsonObject } from '../../resources/resource.ts';
import type { Standing } from './standing.ts';

/** What an event needs beside its finding. */
export interface Surroundings {
  readonly assessment: Assessment;
  readonly rules: ReadonlyMap<string, AssessedRule>;
  /** Name and edition by framework key. */
  readonly standards: ReadonlyMap<string, string>;
}

export function surroundingsOf(assessment: Assessment): Surroundings {
  return {
    assessment,
    rules: new Map(assessment.rules.map((rule) => [rule.id, rule])),
    standards: new Map(assessment.frameworks.map(({ key, name, edition }) => [key, `${name} ${edition}`])),
  };
}

/** A finding, and what is said of it. */
export interface Told {
  readonly finding: AssessedFinding | EndedFinding;
  readonly standing: Standing;
  readonly details: readonly string[];
  /** ISO 8601; null where the source does not tell. */
  readonly at: string | null;
}

/** Controls that the rule supports; it satisfies none of them. */
export function complianceOf(
  { finding, standing, details }: Told,
  { rules, standards }: Surroundings,
): JsonObject {
  const rule = rules.get(finding.rule);
  const controls = supportedBy(finding, rule).flatMap(({ id }) => {
    const [key = '', ...control] = id.split(':');
    const standard = standards.get(key);
    return standard === undefined ? [] : [{ standard, control: control.join(':') }];
  });
  return {
    control: finding.rule,
    desc: rule?.title,
    standards: [...new Set(controls.map(({ standard }) => standard))],
    requirements: controls.map(({ standard, control }) => `${standard} ${control}`),
    status_id: standing.compliance.id,
    status: standing.compliance.caption,
    status_code: finding.status,
    status_details: details.length > 0 ? details : undefined,
  };
}

/** An advisory rule is told and supports nothing. */
const supportedBy = (
  { advisory }: Pick<AssessedFinding, 'advisory'>,
  rule: AssessedRule | undefined,
): AssessedRule['controls'] => (advisory ? [] : (rule?.controls ?? []));

/** Nothing that the source does not say: a template has no account and no Region. */
export function cloudOf({ id, account, region }: AssessedResource): JsonObject {
  return {
    provider: 'AWS',
    account: account === null ? undefined : { uid: account, type: 'AWS Account', type_id: 10 },
    region: region ?? undefined,
    cloud_partition: parseArn(id)?.partition,
  };
}

export const resourceOf = ({ type, id, region, file }: AssessedResource): JsonObject => ({
  uid: id,
  type,
  region: region ?? undefined,
  cloud_partition: parseArn(id)?.partition,
  data: file === null ? undefined : { file },
});

export function evidencesOf({ evidence }: AssessedFinding | EndedFinding): readonly JsonObject[] | undefined {
  if (evidence.length === 0) return undefined;
  return evidence.map((pointer) => ({
    name: 'Record in the evidence archive',
    uid: `${pointer.account}/${pointer.region}/${pointer.sequence}`,
    data: { ...pointer },
  }));
}

export function unmappedOf(
  finding: AssessedFinding | EndedFinding,
  rule: AssessedRule | undefined,
  { assessment: { tool, source, notes } }: Surroundings,
): JsonObject {
  const { severity, advisory, failingSeconds } = finding;
  return {
    advisory,
    rule_severity: severity,
    failing_seconds: failingSeconds,
    supported_controls: supportedBy(finding, rule).map(({ id, source: from }) => ({
      id,
      mapping: from ?? 'judged',
    })),
    rule_pack_digest: tool.packDigest,
    source: source.name,
    archive_status: archiveStatus(source),
    // Events travel alone: each says what must be known first.
    notes: notes.map(({ text }) => text),
  };
}

/** An instant as OCSF counts it: milliseconds since 1970. */
export const ms = (instant: string | null): number | undefined => {
  const time = instant === null ? Number.NaN : Date.parse(instant);
  return Number.isNaN(time) ? undefined : time;
};

const archiveStatus = ({ kind, verification }: Assessment['source']): string | undefined =>
  kind === 'archive' ? (verification?.status ?? 'not-verified') : undefined;
