import type { VerifyReport } from '../evidence/report.ts';
import type { Profile, Severity } from '../rule.ts';
import type { Observation, Status } from '../verdict.ts';
import type { AppliedWaiver } from '../waiver.ts';

/**
 * What a report tells, whatever its format: the state of an account or of files on a day, how it came about, and how it
 * is known. Made once from an archive, a scan, a gate result or posture, and never changed. All times are ISO 8601, UTC.
 */
export interface Assessment {
  readonly schema: 'assay.assessment/1';
  readonly generatedAt: string;
  /** The instant whose state this is. */
  readonly asOf: string;
  /** The time that was asked about; null where the source knows one instant only. */
  readonly period: Period | null;
  readonly tool: { readonly version: string; readonly packDigest: string };
  readonly source: AssessmentSource;
  readonly profile: string;
  readonly scope: { readonly accounts: readonly string[]; readonly regions: readonly string[] };
  /** Rules that were in force, and those that findings name; by id. */
  readonly rules: readonly AssessedRule[];
  readonly frameworks: readonly AssessedFramework[];
  /** One a rule and resource, COMPLIANT ones too, by severity, rule and resource. */
  readonly findings: readonly AssessedFinding[];
  /** Oldest first, one a day at most; empty where the source knows one instant only. */
  readonly history: readonly HistoryPoint[];
  /** Times of which nothing is known. */
  readonly gaps: readonly CoverageGap[];
  readonly waivers: readonly AssessedWaiver[];
  readonly risk: RiskScore;
  /** What must be known before anything else is read; every format says it on top. */
  readonly notes: readonly AssessmentNote[];
  /** Findings that the period saw and its end does not: deleted resources, replaced ones, rules taken out. */
  readonly ended: readonly EndedFinding[];
  /** Days within which a failure is to be fixed. */
  readonly serviceLevels: Readonly<Record<Severity, number>>;
  /** Failures that count against their service levels, one entry a severity, the heaviest first. */
  readonly ageing: readonly Ageing[];
  /** All that were brought, in force or not. */
  readonly attestations: readonly StandingAttestation[];
}

export interface AssessmentNote {
  readonly kind: 'verification-failed' | 'not-verified' | 'incomplete' | 'unreadable' | 'unknown-rule';
  /** One plain sentence. */
  readonly text: string;
}

/** From the first instant up to, and without, the last. */
export interface Period {
  readonly from: string;
  readonly to: string;
}

export interface AssessmentSource {
  readonly kind: 'archive' | 'scan' | 'gate' | 'posture';
  /** As the user named it. */
  readonly name: string;
  /** What verifying the archive gave; null where there is nothing to verify, or no key was brought. */
  readonly verification: VerifyReport | null;
}

export interface AssessedRule {
  readonly id: string;
  readonly revision: number;
  readonly title: string;
  readonly rationale: string;
  readonly guidance: string;
  readonly severity: Severity;
  readonly profile: Profile;
  /** Not in force: judged, and nothing follows from it. */
  readonly shadow?: true;
  readonly resourceType: string;
  readonly references: readonly string[];
  /** `<framework>:<control>` that it supports. */
  readonly controls: readonly MappedControl[];
}

export interface MappedControl {
  readonly id: string;
  /** The publication that maps it; null for a mapping of our own judgement. */
  readonly source: string | null;
}

export interface AssessedFramework {
  readonly key: string;
  readonly name: string;
  readonly edition: string;
  readonly url: string;
  readonly controls: readonly AssessedControl[];
}

/** A control is never `satisfied` by rules: they support it. */
export interface AssessedControl {
  readonly id: string;
  readonly title: string;
  /** `automated`: rules in force support it; `attested`: a person stands in for it; else `not-covered`. */
  readonly coverage: 'automated' | 'attested' | 'not-covered';
  readonly rules: readonly string[];
  /** Findings of those rules, waived ones under NON_COMPLIANT as well. */
  readonly counts: Readonly<Record<Status, number>>;
  readonly attestations: readonly AssessedAttestation[];
}

export interface AssessedAttestation {
  readonly subject: string;
  readonly kind: string;
  readonly attestedBy: string;
  /** YYYY-MM-DD. */
  readonly attested: string;
  readonly expires: string;
  /** Hex SHA-256 of the document. */
  readonly documentHash: string;
}

export interface StandingAttestation extends AssessedAttestation {
  readonly controls: readonly string[];
  readonly rules: readonly string[];
  readonly state: 'in-force' | 'ends-soon' | 'expired' | 'over-long' | 'not-yet-begun';
}

export interface AssessedFinding {
  /** `assay/<64 hex digits>`, as Security Hub has it. */
  readonly id: string;
  readonly rule: string;
  readonly resource: AssessedResource;
  /** The raw verdict; a waiver never changes it. */
  readonly status: Status;
  readonly severity: Severity;
  /** Told, never counted: of an advisory rule, or of one in shadow. */
  readonly advisory: boolean;
  /** Of a rule in shadow: what would count if the rule did. */
  readonly shadow?: true;
  readonly observations: readonly Observation[];
  readonly because: string | null;
  readonly waiver: AppliedWaiver | null;
  /** Since when the status has been this one; null where the source does not tell. */
  readonly since: string | null;
  readonly lastEvaluated: string | null;
  /** When the service level for its severity ends; null where it does not count. */
  readonly dueAt: string | null;
  /** The records that show it, newest first; empty where no archive is behind it. */
  readonly evidence: readonly EvidencePointer[];
  readonly firstEvaluated: string | null;
  /** Of the period, how long it was NON_COMPLIANT, waived or not; null where the source knows one instant only. */
  readonly failingSeconds: number | null;
  /** INSUFFICIENT_DATA after a NON_COMPLIANT that nobody saw fixed: it counts on in the risk score. */
  readonly failedBefore?: true;
}

export interface EndedFinding
  extends Pick<
    AssessedFinding,
    'id' | 'rule' | 'resource' | 'severity' | 'advisory' | 'failingSeconds' | 'evidence'
  > {
  /** Its last verdict. */
  readonly status: Status;
  readonly endedAt: string;
  readonly because: 'deleted' | 'replaced' | 'rule-not-in-force';
}

export interface Ageing {
  readonly severity: Severity;
  readonly onTime: number;
  /** Due within seven days. */
  readonly dueSoon: number;
  /** For thirty days at most. */
  readonly overdue: number;
  readonly longOverdue: number;
}

export interface AssessedResource {
  readonly type: string;
  /** ARN of a live resource; logical id or address in a file. */
  readonly id: string;
  readonly account: string | null;
  readonly region: string | null;
  /** Template or plan. */
  readonly file: string | null;
}

/** A record's place in the archive, and what it said. */
export interface EvidencePointer {
  readonly account: string;
  readonly region: string;
  readonly sequence: number;
  readonly segment: string;
  readonly recordedAt: string;
  readonly status: Status;
}

export interface HistoryPoint {
  readonly at: string;
  readonly counts: Readonly<Record<Status, number>>;
  /** NON_COMPLIANT that count, without waived and advisory ones. */
  readonly failures: Readonly<Record<Severity, number>>;
  readonly waived: number;
  readonly risk: number;
}

export interface CoverageGap {
  readonly subject: string;
  readonly account: string | null;
  readonly region: string | null;
  readonly from: string;
  /** Null: it goes on. */
  readonly to: string | null;
  readonly because: string;
}

export interface AssessedWaiver extends AppliedWaiver {
  readonly rule: string;
  /** In words: resource, type, account, Region, file. */
  readonly scope: string;
  readonly state: 'in-force' | 'ends-soon' | 'expired' | 'unused' | 'over-long' | 'not-yet-approved';
  /** Findings that it covers. */
  readonly covers: number;
}

/** From 0 to 100; explained so that anybody can add it up again. */
export interface RiskScore {
  readonly score: number;
  /** What it is made of, heaviest first: one a severity and reason. */
  readonly parts: readonly { readonly label: string; readonly count: number; readonly weight: number }[];
  /** One sentence: how the parts make the score. */
  readonly formula: string;
}
