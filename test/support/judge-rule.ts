import { describe, expect, it } from 'vitest';
import type { Followed, Neighbourhood } from '../../engine/judge.ts';
import { createJudge, type Judgement } from '../../engine/judge.ts';
import { valuesAt } from '../../engine/path.ts';
import type { Example, Rule } from '../../engine/rule.ts';
import type { Observation, Status, Verdict } from '../../engine/verdict.ts';
import { definitions } from '../../resources/index.ts';
import type { Json, JsonObject, Resource, ResourceSource } from '../../resources/resource.ts';
import { shapeOf } from '../../resources/shapes.ts';
import { isPathOf } from './shape-path.ts';

export const definitionOf = (type: string) => definitions.find((definition) => definition.type === type);

/** What a case adds to a rule's example; everything that is not said is not there. */
export interface RuleCase extends Omit<Example, 'name'> {
  readonly source?: ResourceSource;
  /** Null where a template does not say. */
  readonly account?: string | null;
  /** Reference → why it cannot be read. */
  readonly unreadable?: Readonly<Record<string, string>>;
  /** Why it cannot be known who refers to it. */
  readonly referrersUnreadable?: string;
  /** What the verdict must have observed, in order; what a member does not say may be anything. */
  readonly observations?: readonly Partial<Observation>[];
  /** The reason that the verdict must give. */
  readonly because?: string;
}

/** The rule's verdict, through the same judge that the command line and the functions use. */
export function judgeWith(rule: Rule, ruleCase: RuleCase): Judgement {
  const type = rule.resourceType === '*' ? 'AWS::SageMaker::NotebookInstance' : rule.resourceType;
  const judge = createJudge({
    rules: [rule],
    shapeOf,
    definitionOf,
    isAiType: () => true,
    parameters: { [rule.id]: ruleCase.parameters ?? {} },
  });
  const [judgement] = judge.judge(resourceOf(type, ruleCase), neighbourhoodOf(ruleCase));
  if (!judgement) throw new Error(`${rule.id} gave no judgement`);
  return judgement;
}

function resourceOf(
  type: string,
  { properties, region, account = '111122223333', source = 'live' }: RuleCase,
): Resource {
  return {
    type,
    id: 'example',
    partition: 'aws',
    account,
    region: region ?? null,
    source,
    properties: properties as JsonObject,
  };
}

function neighbourhoodOf(ruleCase: RuleCase): Neighbourhood {
  return {
    follow(reference, type, from): Followed {
      const properties: { readonly [key: string]: Json } | undefined = ruleCase.related?.[reference];
      if (properties) return { resource: { ...from, type, id: reference, properties } };
      return { unreadable: ruleCase.unreadable?.[reference] ?? `${reference} cannot be read` };
    },
    referrers: () =>
      ruleCase.referrersUnreadable === undefined
        ? (ruleCase.referrers ?? [])
        : { unreadable: ruleCase.referrersUnreadable },
  };
}

/** Cases by the verdict they must give; the keys are the names of the tests. */
export type RuleCases = Readonly<Partial<Record<Status, Readonly<Record<string, RuleCase>>>>>;

/** A table of cases, each a test. `INSUFFICIENT_DATA` must come from the verdict, never from a fault of the rule. */
export function testRule(rule: Rule, cases: RuleCases): void {
  describe(rule.id, () => {
    for (const [status, named] of Object.entries(cases)) {
      it.each(Object.entries(named))(`${status}: %s`, (_name, ruleCase) => {
        const { verdict, fault } = judgeWith(rule, ruleCase);
        expect(fault).toBeUndefined();
        expect(verdict).toMatchObject({ status });
        expectWords(rule, verdict, ruleCase);
      });
    }
  });
}

/** A verdict that nobody can act on is no verdict: each says where and what, or why. */
function expectWords(rule: Rule, verdict: Verdict, { properties, observations, because }: RuleCase): void {
  if ('because' in verdict) expect(verdict.because).toMatch(/\w/);
  if (because !== undefined) expect(verdict).toMatchObject({ because });
  if (verdict.status !== 'NON_COMPLIANT') return;
  if (observations !== undefined) expect(saidBy(verdict.observations, observations)).toEqual(observations);
  for (const { path, expected, actual } of verdict.observations) {
    expect(path, `${path} is no property of ${rule.resourceType}`).toSatisfy(() => hasPath(rule, path));
    expect(expected).toSatisfy(
      (said) => said !== '' && !(Array.isArray(said) && (said.length === 0 || said.includes(''))),
    );
    expect(actual).not.toEqual(expected);
    // Null says that it is absent.
    if (actual === null) expect(presentAt(properties, path)).toEqual([]);
  }
}

/** The scalars at a path without an index, but for an empty text, which says no more than none. */
const presentAt = (properties: RuleCase['properties'], path: string): readonly Json[] =>
  valuesAt(properties as JsonObject, path).filter((value) => typeof value !== 'object' && value !== '');

/** Of each observation the members that the case names. */
const saidBy = (observations: readonly Observation[], named: readonly Partial<Observation>[]) =>
  observations.map((observation, index) => {
    const names = Object.keys(named[index] ?? observation);
    return Object.fromEntries(Object.entries(observation).filter(([name]) => names.includes(name)));
  });

/** `A.B[0].C`, or `A → B` for a property of what A names; a rule for any type observes what each resource has. */
function hasPath({ resourceType }: Rule, path: string): boolean {
  const [own = ''] = path.split(' → ');
  const shape = shapeOf(resourceType);
  return shape
    ? isPathOf(shape, own)
    : Object.keys(resourceOf('', { properties: {} })).includes(own.toLowerCase());
}
