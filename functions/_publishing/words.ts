import type { RuleWords } from '../../adapters/aws/security-hub/asff.ts';
import { coverageRule } from '../../engine/coverage-finding.ts';
import type { Rule } from '../../engine/rule.ts';
import { waiverRule } from '../../engine/waiver-finding.ts';
import { type ControlId, controlOf } from '../../frameworks/index.ts';
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
  const { title, rationale, guidance, references } = rule;
  return { title, rationale, guidance, requirements: requirementsOf(rule), url: references[0] };
}

/** Every framework's first control, then every second one: where only some can be told, each framework is. */
function requirementsOf({ controls }: Rule): readonly string[] {
  const ids = [...Object.keys(controls.published), ...controls.judged] as ControlId[];
  const count = new Map<string, number>();
  const ranked = ids.map((controlId) => {
    const { framework, id } = controlOf(controlId);
    const rank = count.get(framework.key) ?? 0;
    count.set(framework.key, rank + 1);
    return { text: `${framework.name} ${framework.edition} ${id}`, rank };
  });
  return ranked.toSorted((a, b) => a.rank - b.rank).map(({ text }) => text);
}
