import type { AssessedFramework, AssessedRule, Assessment } from '../../engine/assessment/assessment.ts';
import { uuidOf } from '../../engine/name-uuid.ts';
import { isOnlyTold } from '../../engine/rule.ts';
import { mappingNotice } from '../../frameworks/index.ts';
import type { JsonObject } from '../../resources/resource.ts';
import { controlToken, sourceOf } from './control-id.ts';
import { mappingOf } from './objectives.ts';
import { properties, unlessEmpty } from './property.ts';
import { line, words } from './text.ts';
import { metadataOf, TOOL_UUID, toolProperties } from './tool.ts';

/**
 * OSCAL component definition, https://pages.nist.gov/OSCAL-Reference/models/v1.2.1/component-definition/ : what each
 * resource type, set up as the rules in force demand, does for which control. Of verdicts it tells nothing.
 */
export function oscalComponents(assessment: Assessment): string {
  const { rules, frameworks, tool, profile } = assessment;
  const types = Map.groupBy(rules, ({ resourceType }) => resourceType);
  const document = {
    uuid: uuidOf(
      'component-definition',
      JSON.stringify({ rules, frameworks: frameworks.map(definition), tool, profile }),
    ),
    metadata: metadataOf(assessment, {
      title: 'AI on AWS: components and the controls that they support, by Assay',
      remarks: mappingNotice,
    }),
    components: [
      toolComponent(assessment),
      ...[...types].map(([type, itsRules]) => typeComponent(type, itsRules, frameworks)),
    ],
  };
  return `${JSON.stringify({ 'component-definition': document }, null, 1)}\n`;
}

/** Without what was found: components are the same whatever the state. */
const definition = ({ controls: _, ...framework }: AssessedFramework): JsonObject => framework;

/** What checks the others. */
function toolComponent(assessment: Assessment): JsonObject {
  return {
    uuid: TOOL_UUID,
    type: 'validation',
    title: 'Assay',
    description: `Judges AI resources by the ${assessment.rules.length} rules in force. It supports no control by itself.`,
    props: [...toolProperties(assessment), ...properties({ profile: assessment.profile })],
  };
}

function typeComponent(
  type: string,
  rules: readonly AssessedRule[],
  frameworks: readonly AssessedFramework[],
): JsonObject {
  const title = type === '*' ? 'Every AI resource' : line(type);
  return {
    uuid: uuidOf('component', type),
    type: 'service',
    title,
    description: `${title}, set up as the rules in force demand: ${rules.map(({ id }) => words(id)).join(', ')}.`,
    props: [...properties({ 'resource-type': type }), ...rules.flatMap(ruleProperties)],
    'control-implementations': unlessEmpty(
      frameworks.flatMap((framework) => implementation(type, framework, rules)),
    ),
  };
}

/** A rule's facts, held together by its group. */
const ruleProperties = ({ id, revision, severity, profile, title }: AssessedRule): JsonObject[] =>
  grouped(id, {
    'rule-id': id,
    'rule-revision': revision,
    'rule-severity': severity,
    'rule-profile': profile,
    'rule-title': title,
  });

const grouped = (group: string, values: Parameters<typeof properties>[0]): JsonObject[] =>
  properties(values).map((each) => ({ ...each, group }));

function implementation(
  type: string,
  framework: AssessedFramework,
  rules: readonly AssessedRule[],
): JsonObject[] {
  const requirements = framework.controls.flatMap(({ id, title }) => {
    const control = `${framework.key}:${id}`;
    const supporting = rules.filter(
      // Such a rule supports nothing.
      (rule) => !isOnlyTold(rule) && rule.controls.some((each) => each.id === control),
    );
    return supporting.length > 0 ? [requirement({ type, framework, id, title, supporting })] : [];
  });
  if (requirements.length === 0) return [];
  return [
    {
      uuid: uuidOf('implementation', type, framework.key),
      source: sourceOf(framework),
      description: `Supports controls of ${words(framework.name)}, ${words(framework.edition)}; satisfies none.`,
      props: properties({ framework: framework.key }),
      'implemented-requirements': requirements,
    },
  ];
}

interface Supported {
  readonly type: string;
  readonly framework: AssessedFramework;
  readonly id: string;
  readonly title: string;
  readonly supporting: readonly AssessedRule[];
}

function requirement({ type, framework, id, title, supporting }: Supported): JsonObject {
  const control = `${framework.key}:${id}`;
  return {
    uuid: uuidOf('requirement', type, control),
    'control-id': controlToken(framework, id),
    description:
      `Supports ${words(id)}, ${words(title)}, in part: a rule asks for a configuration, a control for more. ` +
      supporting.map((rule) => `${words(rule.title)}.`).join(' '),
    props: [
      // OSCAL's own name and value: rules are never the whole of a control.
      { name: 'implementation-status', value: 'partial' },
      ...properties({ control: id }),
      ...supporting.flatMap((rule) =>
        grouped(rule.id, {
          'rule-id': rule.id,
          'rule-revision': rule.revision,
          'rule-severity': rule.severity,
          ...mappingOf(rule, control),
        }),
      ),
    ],
  };
}
