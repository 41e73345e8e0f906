import type {
  AssessedControl,
  AssessedFinding,
  AssessedFramework,
  AssessedRule,
  Assessment,
} from '../../engine/assessment/assessment.ts';
import { uuidOf } from '../../engine/name-uuid.ts';
import type { JsonObject } from '../../resources/resource.ts';
import { controlToken, objectiveToken } from './control-id.ts';
import { observationUuid } from './observations.ts';
import { properties, unlessEmpty } from './property.ts';
import { isRisk, riskUuid } from './risks.ts';
import { type ObjectiveState, stateOf } from './state.ts';
import { line, words } from './text.ts';
import { ORIGINS } from './tool.ts';

/** One finding a control that rules support. A control that is attested or not covered has none: nothing was tested. */
export function controlFindings(assessment: Assessment): JsonObject[] {
  const findings = Map.groupBy(assessment.findings.map(linked), ({ finding }) => finding.rule);
  const rules = new Map(assessment.rules.map((rule) => [rule.id, rule]));
  return assessment.frameworks.flatMap((framework) =>
    framework.controls
      .filter(({ coverage }) => coverage === 'automated')
      .map((control) =>
        findingOf({
          framework,
          control,
          links: control.rules.flatMap((rule) => findings.get(rule) ?? []),
          rules: control.rules.flatMap((rule) => rules.get(rule) ?? []),
          assessment,
        }),
      ),
  );
}

/** A finding with what points to it: one supports many controls. */
interface Linked {
  readonly finding: AssessedFinding;
  readonly observation: JsonObject;
  readonly risk: JsonObject | undefined;
}

const linked = (finding: AssessedFinding): Linked => ({
  finding,
  observation: { 'observation-uuid': observationUuid(finding) },
  risk: isRisk(finding) ? { 'risk-uuid': riskUuid(finding) } : undefined,
});

interface Supported {
  readonly framework: AssessedFramework;
  readonly control: AssessedControl;
  readonly links: readonly Linked[];
  readonly rules: readonly AssessedRule[];
  readonly assessment: Assessment;
}

function findingOf(supported: Supported): JsonObject {
  const { framework, control, links, rules, assessment } = supported;
  const findings = links.map(({ finding }) => finding);
  const judged = stateOf(findings, rules, assessment);
  return {
    uuid: uuidOf('finding', framework.key, control.id),
    title: `${line(control.id)} ${line(control.title)}`,
    description:
      `Rules in force that support ${words(control.id)} of ${words(framework.name)} ${words(framework.edition)}: ` +
      `${control.rules.length}. ${countsOf(control)}. Rules support a control and never satisfy it.`,
    props: properties({
      framework: framework.key,
      control: control.id,
      coverage: control.coverage,
      compliant: control.counts.COMPLIANT,
      'non-compliant': control.counts.NON_COMPLIANT,
      waived: findings.filter(({ waiver }) => waiver !== null).length,
      'not-applicable': control.counts.NOT_APPLICABLE,
      'insufficient-data': control.counts.INSUFFICIENT_DATA,
      'told-not-counted': findings.filter(({ advisory }) => advisory).length,
    }),
    origins: ORIGINS,
    target: targetOf(supported, judged),
    'related-observations': unlessEmpty(links.map(({ observation }) => observation)),
    'related-risks': unlessEmpty(links.flatMap(({ risk }) => (risk ? [risk] : []))),
  };
}

const countsOf = ({ counts }: AssessedControl): string =>
  `Verdicts: compliant ${counts.COMPLIANT}, not compliant ${counts.NON_COMPLIANT}, ` +
  `could not be given ${counts.INSUFFICIENT_DATA}, not applicable ${counts.NOT_APPLICABLE}`;

function targetOf({ framework, control, assessment }: Supported, judged: ObjectiveState): JsonObject {
  return {
    type: 'objective-id',
    'target-id': objectiveToken(controlToken(framework, control.id)),
    title: 'The rules that support the control hold',
    ...(judged.isNotApplicable && { 'implementation-status': { state: 'not-applicable' } }),
    status: {
      state: judged.state,
      reason: judged.reason,
      remarks:
        `At ${assessment.asOf}: ${judged.because}. This is the state of Assay’s own objective, ` +
        'not of the control, which asks for more than a configuration.',
    },
  };
}
