import type {
  AssessedControl,
  AssessedFramework,
  AssessedRule,
  Assessment,
} from '../../engine/assessment/assessment.ts';
import type { JsonObject } from '../../resources/resource.ts';
import { controlToken, objectiveToken, sourceOf } from './control-id.ts';
import { properties, unlessEmpty } from './property.ts';
import { line, words } from './text.ts';

/** Whose objective it is: no result may say more than this sentence. */
const OBJECTIVE =
  'The rules in force that support the control hold for every resource that they judge. It is an objective of ' +
  'Assay’s own: it supports the control and is never the whole of it.';

/** One local objective a control that rules support, with the rules and where each mapping comes from. */
export const localObjectives = ({ frameworks, rules }: Assessment): JsonObject[] => {
  const byId = new Map(rules.map((rule) => [rule.id, rule]));
  return frameworks.flatMap((framework) =>
    framework.controls
      .filter(({ coverage }) => coverage === 'automated')
      .map((control) => localObjective(framework, control, byId)),
  );
};

function localObjective(
  framework: AssessedFramework,
  control: AssessedControl,
  rules: ReadonlyMap<string, AssessedRule>,
): JsonObject {
  const token = controlToken(framework, control.id);
  const objective = objectiveToken(token);
  return {
    'control-id': token,
    description: `${words(framework.name)} ${words(framework.edition)}, ${words(control.id)}: ${words(control.title)}`,
    parts: [
      {
        id: objective,
        name: 'assessment-objective',
        prose: OBJECTIVE,
        parts: unlessEmpty(
          control.rules.map((rule) => ({
            id: `${objective}.${rule}`,
            name: 'assessment-objective',
            prose: `${words(rules.get(rule)?.title ?? rule)}.`,
            props: properties({
              'rule-id': rule,
              ...mappingOf(rules.get(rule), `${framework.key}:${control.id}`),
            }),
          })),
        ),
      },
    ],
  };
}

/** Whether a publication maps the rule to the control, and which; else it is our own judgement. */
export function mappingOf(rule: AssessedRule | undefined, control: string) {
  const source = rule?.controls.find(({ id }) => id === control)?.source;
  return { mapping: source ? 'published' : 'judged', 'mapping-source': source || undefined };
}

/** A selection a framework: what rules or people stand for is included, the rest excluded by name. */
export function reviewedControls({ frameworks }: Assessment): JsonObject {
  const selections = frameworks.flatMap(selectionOf);
  const objectives = frameworks.flatMap((framework) =>
    framework.controls
      .filter(({ coverage }) => coverage === 'automated')
      .map(({ id }) => ({ 'objective-id': objectiveToken(controlToken(framework, id)) })),
  );
  return {
    'control-selections': selections.length > 0 ? selections : [NOTHING],
    'control-objective-selections':
      objectives.length > 0 ? [{ description: OBJECTIVE, 'include-objectives': objectives }] : undefined,
  };
}

/** OSCAL wants at least one control: no catalogue has this one. */
const NOTHING: JsonObject = {
  description: 'No control was reviewed.',
  'include-controls': [{ 'control-id': 'none' }],
};

function selectionOf(framework: AssessedFramework): JsonObject[] {
  const of = (coverages: readonly AssessedControl['coverage'][]): JsonObject[] =>
    framework.controls
      .filter(({ coverage }) => coverages.includes(coverage))
      .map(({ id }) => ({ 'control-id': controlToken(framework, id) }));
  const included = of(['automated', 'attested']);
  if (included.length === 0) return [];
  const excluded = of(['not-covered']);
  return [
    {
      description:
        `${words(framework.name)}, ${words(framework.edition)}. Controls supported by rules: ${of(['automated']).length}, ` +
        `attested by people: ${of(['attested']).length}, not covered: ${excluded.length}.`,
      props: properties({ framework: framework.key }),
      links: [{ href: sourceOf(framework), rel: 'reference', text: line(framework.name) }],
      'include-controls': included,
      'exclude-controls': unlessEmpty(excluded),
    },
  ];
}
