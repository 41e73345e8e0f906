import type {
  AssessedAttestation,
  AssessedControl,
  AssessedFinding,
  AssessedFramework,
  AssessedRule,
  StandingAttestation,
} from '../../../engine/assessment/assessment.ts';
import { sha256 } from '../../../engine/canonical.ts';
import type { Rule } from '../../../engine/rule.ts';
import type { Status } from '../../../engine/verdict.ts';
import { type Framework, frameworks } from '../../../frameworks/index.ts';
import { rules } from '../../../rules/index.ts';

export function assessedRule(rule: Rule): AssessedRule {
  const { id, revision, title, rationale, guidance, severity, profile, resourceType, references } = rule;
  return {
    id,
    revision,
    title,
    rationale,
    guidance,
    severity,
    profile,
    resourceType,
    references,
    controls: [
      ...Object.entries(rule.controls.published).map(([control, source = '']) => ({ id: control, source })),
      ...rule.controls.judged.map((control) => ({ id: control, source: null })),
    ].sort((a, b) => (a.id < b.id ? -1 : 1)),
  };
}

/** Every framework with all its controls; of those without a rule every sixth is attested. */
export function assessedFrameworks(findings: readonly AssessedFinding[]): AssessedFramework[] {
  const byRule = Map.groupBy(findings, ({ rule }) => rule);
  return Object.values<Framework>(frameworks).map(({ key, name, edition, url, controls }) => ({
    key,
    name,
    edition,
    url,
    controls: Object.entries(controls).map(([id, title], index) =>
      controlOf({ key, id, title, index }, byRule),
    ),
  }));
}

interface Named {
  readonly key: string;
  readonly id: string;
  readonly title: string;
  readonly index: number;
}

function controlOf(
  { key, id, title, index }: Named,
  byRule: ReadonlyMap<string, readonly AssessedFinding[]>,
): AssessedControl {
  const supporting = rules
    .map(assessedRule)
    .filter(({ controls }) => controls.some((each) => each.id === `${key}:${id}`));
  const counts: Record<Status, number> = {
    COMPLIANT: 0,
    NON_COMPLIANT: 0,
    NOT_APPLICABLE: 0,
    INSUFFICIENT_DATA: 0,
  };
  for (const rule of supporting) for (const { status } of byRule.get(rule.id) ?? []) counts[status] += 1;
  const attested = supporting.length === 0 && index % 6 === 0;
  return {
    id,
    title,
    coverage: supporting.length > 0 ? 'automated' : attested ? 'attested' : 'not-covered',
    rules: supporting.map((rule) => rule.id),
    counts,
    attestations: attested ? [attestation(id)] : [],
  };
}

const attestation = (control: string): AssessedAttestation => ({
  subject: `Procedure for ${control}`,
  kind: 'policy',
  attestedBy: 'head-of-ai-governance',
  attested: '2026-04-01',
  expires: '2027-03-31',
  documentHash: sha256(control),
});

/** One of each state. */
export const standingAttestations = (): StandingAttestation[] =>
  (['in-force', 'ends-soon', 'expired', 'over-long', 'not-yet-begun'] as const).map((state, index) => ({
    ...attestation(`A.${index + 2}.2`),
    controls: [`iso42001_2023:A.${index + 2}.2`],
    rules: index === 1 ? ['sagemaker-model-from-approved-package'] : [],
    state,
  }));
