import type { RuleWords } from '../../engine/asff.ts';
import { requirementsOf } from '../../engine/asff-requirements.ts';
import { coverageRule } from '../../engine/coverage-finding.ts';
import type { Rule } from '../../engine/rule.ts';
import { waiverRule } from '../../engine/waiver-finding.ts';
import type { ControlId } from '../../frameworks/index.ts';
import { rules } from '../../rules/index.ts';

const byId: ReadonlyMap<string, Rule> = new Map(
  [...rules, coverageRule, waiverRule].map((rule) => [rule.id, rule]),
);
const known = new Map<string, RuleWords>();

/** What a rule says to people; of a rule that is not there any more only its id is left. */
export function wordsOf(id: string): RuleWords {
  const words = known.get(id) ?? readWords(id, byId.get(id));
  known.set(id, words);
  return words;
}

function readWords(id: string, rule: Rule | undefined): RuleWords {
  if (rule === undefined) {
    return {
      title: id,
      rationale: 'This rule is not in force any more.',
      guidance: 'Nothing is to be done.',
      requirements: [],
    };
  }
  const { title, rationale, guidance, references, controls } = rule;
  const requirements = requirementsOf([
    ...Object.keys(controls.published),
    ...controls.judged,
  ] as ControlId[]);
  return { title, rationale, guidance, requirements, url: references[0] };
}
