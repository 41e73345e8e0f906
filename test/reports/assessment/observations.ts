import { createJudge } from '../../../engine/judge.ts';
import type { Example, Rule } from '../../../engine/rule.ts';
import type { Observation } from '../../../engine/verdict.ts';
import { definitions } from '../../../resources/index.ts';
import type { JsonObject } from '../../../resources/resource.ts';
import { shapeOf } from '../../../resources/shapes.ts';
import { resourceOf } from '../../support/resource.ts';

const known = new Map<string, readonly Observation[]>();

/** What the rule itself observes in one of its own examples that fail. */
export function observationsOf(rule: Rule, index: number): readonly Observation[] {
  const examples = rule.examples.nonCompliant;
  const example = examples[index % examples.length] ?? examples[0];
  const key = `${rule.id}\n${example.name}`;
  const observations = known.get(key) ?? observed(rule, example);
  known.set(key, observations);
  return observations;
}

function observed(rule: Rule, { properties, related, referrers, parameters, region }: Example) {
  const judge = createJudge({
    rules: [rule],
    shapeOf,
    definitionOf: (type) => definitions.find((definition) => definition.type === type),
    isAiType: () => true,
    parameters: { [rule.id]: parameters ?? {} },
  });
  const type = rule.resourceType === '*' ? 'AWS::SageMaker::Model' : rule.resourceType;
  const resource = resourceOf(type, properties as JsonObject, region === undefined ? {} : { region });
  const [judgement] = judge.judge(resource, {
    follow: (reference, ofType, from) => {
      const found = related?.[reference];
      return found
        ? { resource: { ...from, type: ofType, id: reference, properties: found } }
        : { unreadable: `${reference} cannot be read` };
    },
    referrers: () => referrers ?? [],
  });
  if (judgement?.verdict.status !== 'NON_COMPLIANT')
    throw new Error(`the example of ${rule.id} does not fail`);
  return judgement.verdict.observations;
}
