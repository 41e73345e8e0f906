import fc from 'fast-check';
import { createJudge } from '../../engine/judge.ts';
import type { Example, Rule } from '../../engine/rule.ts';
import type { Status } from '../../engine/verdict.ts';
import { type Json, unknown } from '../../resources/resource.ts';
import { shapeOf } from '../../resources/shapes.ts';
import type { Article } from './constitution.ts';
import { definitionOf, judgeWith } from './judge-rule.ts';
import { absenceIsGood, presenceIsEnough } from './safe-absences.ts';
import { type Spot, spotsOf } from './spots.ts';

const NOISE: readonly Json[] = [
  null,
  0,
  -1,
  1.5,
  '',
  'x',
  true,
  false,
  [],
  {},
  [null],
  [[]],
  { a: null },
  [{}],
  'a\u0000b',
];

const hidden = unknown('hidden by the test');

/** What every rule owes in its verdicts. */
export const verdictArticles: Readonly<Record<string, Article>> = {
  'can pass: each compliant example does': (rule) =>
    keeping(rule, rule.examples.compliant, { status: 'COMPLIANT', list: 'compliant' }),

  'can fail: each non-compliant example does, with observations': (rule) =>
    keeping(rule, rule.examples.nonCompliant, { status: 'NON_COMPLIANT', list: 'nonCompliant' }),

  'never throws, whatever the properties': neverThrows,

  'reads around itself only what it declares': (rule) =>
    asksForReferrers(rule) && rule.referencedBy !== true
      ? ['it asks for referrers: write referencedBy: true']
      : [],

  'never calls COMPLIANT what it cannot read': (rule) =>
    rule.examples.compliant.flatMap((example) =>
      spotsOf(example).flatMap((spot) => aboutHiddenGood(rule, example, spot)),
    ),

  'never calls COMPLIANT a fault of which it cannot read a part': (rule) =>
    rule.examples.nonCompliant.flatMap((example) =>
      spotsOf(example)
        .filter((spot) => statusOf(rule, spot.holding(hidden)) === 'COMPLIANT')
        .map(
          ({ path }) => `"${example.name}" is COMPLIANT with ${path} unknown: read ${path} before you pass`,
        ),
    ),

  'never calls COMPLIANT a fault of which a part is missing': aboutMissing,

  'gives the same verdict with an unrelated property beside': (rule) =>
    all(rule)
      .filter((example) => {
        const properties = { ...example.properties, UnrelatedOfNobody: { Deep: [1] } };
        return verdictText(rule, { ...example, properties }) !== verdictText(rule, example);
      })
      .map(({ name }) => `"${name}" changes with an unrelated property: read properties by their names`),
};

const all = ({ examples }: Rule): readonly Example[] => [...examples.compliant, ...examples.nonCompliant];
const statusOf = (rule: Rule, example: Example): Status => judgeWith(rule, example).verdict.status;
const verdictText = (rule: Rule, example: Example): string =>
  JSON.stringify(judgeWith(rule, example).verdict);

function keeping(
  rule: Rule,
  examples: readonly Example[],
  { status, list }: { readonly status: Status; readonly list: string },
): string[] {
  if (examples.length === 0) return [`write examples.${list}: at least one that is ${status}`];
  return examples.flatMap((example) => {
    const { verdict, fault } = judgeWith(rule, example);
    if (fault) return [`evaluate threw on "${example.name}": ${fault.message}`];
    if (verdict.status !== status)
      return [`examples.${list}: "${example.name}" is ${verdict.status}; write one that is ${status}`];
    const isBare = verdict.status === 'NON_COMPLIANT' && verdict.observations.length === 0;
    return isBare ? [`write an observation for "${example.name}"`] : [];
  });
}

/** Values out of nothing at every depth of the examples, and whole properties made of noise. */
function neverThrows(rule: Rule): string[] {
  const noisy = all(rule).flatMap((example) =>
    spotsOf(example).flatMap((spot) =>
      [...NOISE, hidden].map((value) => ({
        what: `${spot.path} ${JSON.stringify(value)}`,
        example: spot.holding(value),
      })),
    ),
  );
  for (const { what, example } of noisy) {
    const { fault } = judgeWith(rule, example);
    if (fault) return [thrown(what, fault)];
  }
  const absurd = fc.dictionary(
    memberName(rule),
    fc.oneof(fc.constantFrom(...NOISE), fc.jsonValue({ maxDepth: 4 })),
  );
  const found = fc.check(
    fc.property(absurd, (properties) => {
      return !judgeWith(rule, { properties: properties as Example['properties'] }).fault;
    }),
    { numRuns: 60 },
  );
  const [properties] = found.counterexample ?? [];
  if (!found.failed || properties === undefined) return [];
  const { fault } = judgeWith(rule, { properties: properties as Example['properties'] });
  return [thrown(JSON.stringify(properties), fault)];
}

const thrown = (what: string, fault: Error | undefined): string =>
  `evaluate threw on ${what}: ${fault?.message ?? 'no message'}; write ?. or give the member a default`;

function memberName({ resourceType }: Rule): fc.Arbitrary<string> {
  const members = resourceType === '*' ? [] : Object.keys(shapeOf(resourceType)?.members ?? {});
  return fc.oneof(
    fc.constantFrom(...members, 'Tags', 'constructor', '__proto__'),
    fc.string({ maxLength: 8 }),
  );
}

function asksForReferrers(rule: Rule): boolean {
  let isAsked = false;
  const judge = createJudge({
    rules: [rule],
    shapeOf,
    definitionOf,
    isAiType: () => true,
    parameters: {},
  });
  const place = { id: 'example', partition: 'aws', account: null, region: null, source: 'live' } as const;
  const type = rule.resourceType === '*' ? 'AWS::SageMaker::NotebookInstance' : rule.resourceType;
  const around = {
    follow: () => ({ unreadable: 'not here' }),
    referrers: () => {
      isAsked = true;
      return [];
    },
  };
  for (const { properties } of all(rule)) judge.judge({ ...place, type, properties }, around);
  return isAsked;
}

/** A value may be hidden without harm only if no other value, and no absence, would be a fault. */
function aboutHiddenGood(rule: Rule, example: Example, { path, without, holding }: Spot): string[] {
  const { verdict, fault } = judgeWith(rule, holding(hidden));
  if (fault) return [thrown(`${path} unknown`, fault)];
  if (verdict.status !== 'COMPLIANT' || presenceIsEnough(rule.id, path)) return [];
  const others = [...NOISE, ...valuesOf(rule)].map(holding);
  const worse = [without, ...others].map((other) => statusOf(rule, other)).find(isFault);
  return worse === undefined
    ? []
    : [
        `"${example.name}" is COMPLIANT with ${path} unknown, though it may be ${worse}: read ${path} before you pass, ` +
          'or give the reason in test/support/safe-absences.ts',
      ];
}

const isFault = (status: Status): boolean => status === 'NON_COMPLIANT' || status === 'INSUFFICIENT_DATA';

/** Every value that the rule's own examples know: one of them is the bad one. */
const valuesOf = (rule: Rule): readonly Json[] => [
  ...new Map(
    all(rule)
      .flatMap(spotsOf)
      .map(({ value }) => [JSON.stringify(value), value]),
  ).values(),
];

function aboutMissing(rule: Rule): string[] {
  return rule.examples.nonCompliant.flatMap((example) =>
    spotsOf(example)
      .filter(({ path, without }) => !absenceIsGood(rule.id, path) && statusOf(rule, without) === 'COMPLIANT')
      .map(
        ({ path }) =>
          `"${example.name}" is COMPLIANT without ${path}: judge its absence, or give the reason why absence is safe in ` +
          'test/support/safe-absences.ts',
      ),
  );
}
