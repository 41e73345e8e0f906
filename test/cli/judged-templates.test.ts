import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readCloudFormation } from '../../adapters/templates/cloudformation.ts';
import { definitionOf, judgeFor } from '../../cli/house.ts';
import { type Finding, findingsOf } from '../../engine/finding.ts';
import { neighbourhoodOf } from '../../engine/neighbourhood.ts';
import { noWaivers } from '../../engine/waiver.ts';
import { findingJson } from '../../reports/contract.ts';
import { definitions } from '../../resources/index.ts';
import type { Json } from '../../resources/resource.ts';
import { shapeOf } from '../../resources/shapes.ts';

const judge = judgeFor({}, 'all');
const types = definitions.map(({ type }) => type).filter((type) => judge.rulesFor(type).length > 0);

function judged(resources: Json): Finding[] {
  const template = { Parameters: { Unknown: { Type: 'String' } }, Resources: resources };
  const read = readCloudFormation({ file: 't.json', template, definitionOf });
  const neighbourhood = neighbourhoodOf(read.resources, { definitionOf, outside: 'outside' });
  return read.resources.flatMap((each) => findingsOf(each, { judge, neighbourhood, waivers: noWaivers }));
}

const leaf = fc.constantFrom<Json>(
  { Ref: 'Unknown' },
  { Ref: 'One' },
  { 'Fn::GetAtt': ['Two', 'Arn'] },
  { 'Fn::Sub': 's3://${One}/x' },
  { 'Fn::ImportValue': 'x' },
  { Ref: 'AWS::NoValue' },
  { Statement: [{ Effect: 'Allow', Action: '*', Resource: '*', Principal: '*' }] },
  ...[null, true, 'true', 'Enabled', 'Disabled', 0, -1, '', '*', [], {}, [null], 'arn:aws:s3:::x', 'alias/x'],
);
const value = fc.oneof(
  leaf,
  fc.array(leaf, { maxLength: 3 }),
  fc.jsonValue({ maxDepth: 3 }),
) as fc.Arbitrary<Json>;

const resource = fc.constantFrom(...types).chain((Type) => {
  const members = Object.keys(shapeOf(Type)?.members ?? {});
  const Properties =
    members.length === 0 ? fc.constant({}) : fc.dictionary(fc.constantFrom(...members), value);
  return fc.record({ Type: fc.constant(Type), Properties });
});

describe('any template', () => {
  it('gives findings that can be printed, and no rule throws', () => {
    fc.assert(
      fc.property(resource, resource, resource, (One, Two, Three) => {
        const findings = judged({ One, Two, Three });
        expect(
          findings.filter(({ fault }) => fault).map(({ rule, fault }) => [rule.id, fault?.message]),
        ).toEqual([]);
        expect(() => JSON.stringify(findings.map(findingJson))).not.toThrow();
      }),
      { numRuns: 1000 },
    );
  });

  it.each(types)('%s: what is unknown throughout passes nothing', (Type) => {
    const members = Object.keys(shapeOf(Type)?.members ?? {});
    const Properties = Object.fromEntries(members.map((name) => [name, { Ref: 'Unknown' }]));
    const passed = judged({ One: { Type, Properties } }).filter(
      ({ verdict }) => verdict.status === 'COMPLIANT',
    );
    expect(passed.map(({ rule }) => rule.id)).toEqual([]);
  });
});
