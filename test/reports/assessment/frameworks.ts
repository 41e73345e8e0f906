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

/** Every framework with all its controls; of those without a rule the first and every third after it are attested. */
export function assessedFrameworks(findings: readonly AssessedFinding[]): AssessedFramework[] {
  const byRule = Map.groupBy(findings, ({ rule }) => rule);
  return Object.values<Framework>(frameworks).map(({ key, name, edition, url, controls }) => {
    let uncovered = 0;
    return {
      key,
      name,
      edition,
      url,
      controls: Object.entries(controls).map(([id, title]) => {
        const supporting = supportingOf(`${key}:${id}`);
        if (supporting.length === 0) uncovered += 1;
        const isAttested = supporting.length === 0 && uncovered % 3 === 1;
        return {
          id,
          title,
          coverage: supporting.length > 0 ? 'automated' : isAttested ? 'attested' : 'not-covered',
          rules: supporting,
          counts: countsOf(supporting.flatMap((rule) => byRule.get(rule) ?? [])),
          attestations: isAttested ? [attestation(id)] : [],
        };
      }),
    };
  });
}

const supportingOf = (control: string): string[] =>
  rules.filter((rule) => assessedRule(rule).controls.some(({ id }) => id === control)).map(({ id }) => id);

function countsOf(findings: readonly AssessedFinding[]): AssessedControl['counts'] {
  const counts: Record<Status, number> = {
    COMPLIANT: 0,
    NON_COMPLIANT: 0,
    NOT_APPLICABLE: 0,
    INSUFFICIENT_DATA: 0,
  };
  for (const { status } of findings) counts[status] += 1;
  return counts;
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
