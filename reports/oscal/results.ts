import type { Assessment } from '../../engine/assessment/assessment.ts';
import { uuidOf } from '../../engine/name-uuid.ts';
import { mappingNotice } from '../../frameworks/index.ts';
import type { JsonObject } from '../../resources/resource.ts';
import { attestationsOf } from './attestations.ts';
import { controlFindings } from './findings.ts';
import { localObjectives, reviewedControls } from './objectives.ts';
import { endedObservation, observationOf, type Surroundings } from './observations.ts';
import { people } from './people.ts';
import { instant, properties, unlessEmpty } from './property.ts';
import { isRisk, riskOf } from './risks.ts';
import { inventory } from './subjects.ts';
import { code, words } from './text.ts';
import { assessmentAssets, metadataOf, toolProperties } from './tool.ts';
import { unknowns } from './unknowns.ts';

/**
 * OSCAL assessment results, https://pages.nist.gov/OSCAL-Reference/models/v1.2.1/assessment-results/ : equal assessments
 * give equal files. Findings are of objectives of our own, so that `satisfied` never says it of a control.
 */
export function oscalResults(assessment: Assessment): string {
  const plan = uuidOf('plan', assessment.tool.packDigest);
  const content = JSON.stringify(assessment);
  const document = {
    uuid: uuidOf('assessment-results', content),
    metadata: metadataOf(assessment, {
      title: 'AI on AWS: assessment results by Assay',
      remarks: remarksOf(assessment),
      ...people(assessment),
    }),
    'import-ap': { href: `#${plan}` },
    'local-definitions': localDefinitions(assessment),
    results: [{ uuid: uuidOf('result', content), ...resultOf(assessment) }],
    'back-matter': { resources: [planResource(assessment, plan), sourceResource(assessment)] },
  };
  return `${JSON.stringify({ 'assessment-results': document }, null, 1)}\n`;
}

/** On top, what must be known before anything else is read. */
const remarksOf = ({ notes }: Assessment): string =>
  [...notes.map(({ text }) => words(text)), mappingNotice].join('\n\n');

function localDefinitions(assessment: Assessment): JsonObject | undefined {
  const objectives = localObjectives(assessment);
  return objectives.length > 0 ? { 'objectives-and-methods': objectives } : undefined;
}

function resultOf(assessment: Assessment): JsonObject {
  const { asOf, period, findings, ended } = assessment;
  const around = surroundings(assessment);
  const observations = [
    ...findings.map((finding) => observationOf(finding, around)),
    ...ended.map((finding) => endedObservation(finding, around)),
    ...unknowns(assessment),
  ];
  return {
    title: `State at ${asOf}`,
    description: `What the rules of ${code(assessment.profile)} say of ${code(assessment.source.name)} at ${asOf}.`,
    start: instant(period?.from ?? null) ?? asOf,
    end: instant(period?.to ?? null) ?? asOf,
    props: factsOf(assessment),
    links: [{ href: `#${sourceUuid(assessment)}`, rel: 'reference' }],
    'local-definitions': {
      'inventory-items': unlessEmpty(inventory(assessment)),
      'assessment-assets': assessmentAssets(assessment),
    },
    'reviewed-controls': reviewedControls(assessment),
    attestations: unlessEmpty(attestationsOf(assessment)),
    'assessment-log': logOf(assessment),
    observations: unlessEmpty(observations),
    risks: unlessEmpty(findings.filter(isRisk).map((finding) => riskOf(finding, around))),
    findings: unlessEmpty(controlFindings(assessment)),
    remarks: remarksOf(assessment),
  };
}

function surroundings({ asOf, source, rules }: Assessment): Surroundings {
  const isAddress = source.kind === 'archive' && /^[a-z][a-z0-9+.-]*:\/\//i.test(source.name);
  return {
    asOf,
    source: source.name,
    archive: isAddress ? `${source.name.replace(/\/+$/, '')}/` : '',
    rules: new Map(rules.map((rule) => [rule.id, rule])),
  };
}

function factsOf(assessment: Assessment): JsonObject[] {
  const { source, scope, profile, risk, findings } = assessment;
  return [
    ...toolProperties(assessment),
    ...properties({
      source: source.kind,
      profile,
      accounts: scope.accounts.join(' ') || undefined,
      regions: scope.regions.join(' ') || undefined,
      'archive-status': source.verification?.status,
      'archive-proven-until': source.verification?.provenUntil,
      'verdicts-given': findings.length,
      'risk-score': risk.score,
    }),
  ];
}

/** Posture over time: one entry a day. */
function logOf({ history }: Assessment): JsonObject | undefined {
  if (history.length === 0) return undefined;
  return {
    entries: history.map(({ at, counts, failures, waived, risk }) => ({
      uuid: uuidOf('history', at),
      title: 'Posture',
      start: at,
      props: properties({
        compliant: counts.COMPLIANT,
        'non-compliant': counts.NON_COMPLIANT,
        'not-applicable': counts.NOT_APPLICABLE,
        'insufficient-data': counts.INSUFFICIENT_DATA,
        'open-critical': failures.CRITICAL,
        'open-high': failures.HIGH,
        'open-medium': failures.MEDIUM,
        'open-low': failures.LOW,
        waived,
        'risk-score': risk,
      }),
    })),
  };
}

const planResource = (assessment: Assessment, uuid: string): JsonObject => ({
  uuid,
  title: 'Rules in force',
  description:
    'There is no assessment plan in OSCAL: every rule in force is evaluated on every resource of its type. ' +
    'The pack’s digest names the rules to the letter.',
  props: toolProperties(assessment),
});

const sourceUuid = ({ source }: Assessment): string => uuidOf('source', source.kind, source.name);

const sourceResource = (assessment: Assessment): JsonObject => ({
  uuid: sourceUuid(assessment),
  title: 'What was assessed',
  description: `${code(assessment.source.name)}. Records of the observations are named relative to it.`,
  props: properties({ source: assessment.source.kind }),
});
