import type { AssessedFinding, EndedFinding } from '../../engine/assessment/assessment.ts';
import { uuidOf } from '../../engine/name-uuid.ts';
import type { Observation } from '../../engine/verdict.ts';
import type { AppliedWaiver } from '../../engine/waiver.ts';
import type { Json, JsonObject } from '../../resources/resource.ts';
import {
  cloudOf,
  complianceOf,
  evidencesOf,
  ms,
  resourceOf,
  type Surroundings,
  type Told,
  unmappedOf,
} from './objects.ts';
import { analyticOf, ENDED, severityOf, standingOf } from './standing.ts';

/** What Security Hub speaks; every member used here is in 1.5 too. https://schema.ocsf.io/1.6.0/classes/compliance_finding */
const OCSF_VERSION = '1.6.0';
const CATEGORY = { category_uid: 2, category_name: 'Findings' };
const CLASS = { class_uid: 2003, class_name: 'Compliance Finding' };
const TYPES = ['Software and Configuration Checks/Industry and Regulatory Standards'];

/** A verdict as an event. */
export function findingEvent(finding: AssessedFinding, around: Surroundings): JsonObject {
  const { source } = around.assessment;
  const isTrusted = source.verification === null || source.verification.status === 'proven';
  const standing = standingOf(finding, isTrusted);
  const { observations, because, waiver, since, lastEvaluated } = finding;
  const details = observations.length > 0 ? observations.map(found) : because === null ? [] : [because];
  return eventOf({ finding, standing, details, at: lastEvaluated }, around, {
    seen: {
      created_time: ms(finding.firstEvaluated),
      modified_time: ms(since),
      last_seen_time: ms(lastEvaluated),
    },
    comment: waiver ? waiverText(waiver) : undefined,
    unmapped: {
      observations: observations.map((each) => ({ ...each })),
      waiver: waiver && { ...waiver },
      since,
      due_at: finding.dueAt,
      failed_before: finding.failedBefore,
    },
  });
}

/** That a finding is over, so that whoever holds it open closes it. */
export const endedEvent = (finding: EndedFinding, around: Surroundings): JsonObject =>
  eventOf({ finding, standing: ENDED, details: [finding.because], at: finding.endedAt }, around, {
    seen: { last_seen_time: ms(finding.endedAt) },
    unmapped: { ended_at: finding.endedAt, ended_because: finding.because },
  });

interface More {
  readonly seen: JsonObject;
  readonly comment?: string | undefined;
  readonly unmapped: JsonObject;
}

function eventOf(told: Told, around: Surroundings, { seen, comment, unmapped }: More): JsonObject {
  const { finding, standing, details, at } = told;
  const rule = around.rules.get(finding.rule);
  const severity = severityOf(finding, standing);
  const title = rule?.title ?? finding.rule;
  return {
    ...CATEGORY,
    ...CLASS,
    activity_id: standing.activity.id,
    activity_name: standing.activity.caption,
    type_uid: CLASS.class_uid * 100 + standing.activity.id,
    type_name: `${CLASS.class_name}: ${standing.activity.caption}`,
    time: ms(at) ?? ms(around.assessment.asOf),
    severity_id: severity.id,
    severity: severity.caption,
    status_id: standing.state.id,
    status: standing.state.caption,
    status_code: finding.status,
    status_detail: details.length > 0 ? details.join('; ') : undefined,
    message: `${title}: ${standing.compliance.caption}`,
    comment,
    metadata: metadataOf(told, around),
    cloud: cloudOf(finding.resource),
    resources: [resourceOf(finding.resource)],
    compliance: complianceOf(told, around),
    finding_info: {
      uid: finding.id,
      title,
      desc: rule?.rationale,
      types: TYPES,
      analytic: analyticOf(finding.rule, rule),
      data_sources: [around.assessment.source.kind],
      ...seen,
    },
    remediation: rule && { desc: rule.guidance, references: rule.references },
    evidences: evidencesOf(finding),
    unmapped: { ...unmapped, ...unmappedOf(finding, rule, around) },
  };
}

function metadataOf({ finding, at }: Told, { assessment }: Surroundings): JsonObject {
  return {
    version: OCSF_VERSION,
    profiles: ['cloud'],
    product: { name: 'Assay', vendor_name: 'Assay', version: assessment.tool.version },
    // The same event in two reports is one event.
    uid: uuidOf('ocsf', finding.id, finding.status, at ?? assessment.asOf),
    logged_time: ms(assessment.generatedAt),
  };
}

const found = ({ path, expected, actual }: Observation): string =>
  `${path} is ${shown(actual)}, expected ${shown(expected)}`;

const shown = (value: Json): string => (value === null ? 'absent' : JSON.stringify(value));

const waiverText = ({ ticket, owner, approver, expires, reason }: AppliedWaiver): string =>
  `Waived until ${expires}: ${ticket}, approved by ${approver}, owned by ${owner}: ${reason}`;
