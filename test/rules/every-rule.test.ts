import { existsSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Example, Rule } from '../../engine/rule.ts';
import { isControlId } from '../../frameworks/index.ts';
import { unknown } from '../../resources/resource.ts';
import { shapeOf } from '../../resources/shapes.ts';
import { rules as indexed } from '../../rules/index.ts';
import { catalogue } from '../../scripts/catalogue.ts';
import { idOf, loadRules, ruleFiles } from '../../scripts/rule-files.ts';
import { definitionOf, judgeWith } from '../support/judge-rule.ts';

// The constitution: what every rule owes, with a line that says what to write where one does not.

const rules = await loadRules();
const files = ruleFiles();
const controls = new Map(catalogue().map((control) => [control.id, control]));
const table = rules.map((rule, index) => ({ id: rule.id, rule, file: files[index] }));

const NOISE: readonly unknown[] = [
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

describe('every rule', () => {
  it('is in the index, and nothing else is', () => {
    expect(
      indexed.map(({ id }) => id),
      'run `npm run generate`',
    ).toEqual(rules.map(({ id }) => id));
  });

  it('has an id of its own, old ones included', () => {
    const ids = rules.flatMap(({ id, aliases = [] }) => [id, ...aliases]);
    expect(ids.filter((id, index) => ids.indexOf(id) !== index)).toEqual([]);
  });

  it('has a title of its own', () => {
    const titles = rules.map(({ title }) => title);
    expect(titles.filter((title, index) => titles.indexOf(title) !== index)).toEqual([]);
  });

  describe.each(table)('$id', ({ rule, file }) => {
    it('has the id that its path says', () => {
      if (!file) throw new Error(`${rule.id} has no file`);
      expect(rule.id, `rules/${file.service}/${file.name}.ts must say id: '${idOf(file)}'`).toBe(idOf(file));
    });

    it('has an id, a severity and a profile that the catalogue knows', () => {
      const control = controls.get(rule.id);
      expect(
        control,
        `${rule.id} is no control of scripts/data/catalogue.json: take an id from there`,
      ).toBeDefined();
      expect(rule.severity, 'write the catalogue’s severity').toBe(control?.severity);
      expect(rule.peersSeverity, 'write the catalogue’s peersSeverity, or leave it out').toBe(
        control?.peersSeverity,
      );
    });

    it('says what it is in whole words', () => {
      expect(rule.title, 'title: a sentence that states the good state, no full stop').toMatch(
        /^[A-Z].{15,110}[^.\s]$/,
      );
      expect(
        rule.rationale.length,
        'rationale: say what goes wrong otherwise, in 1–3 sentences',
      ).toBeGreaterThan(40);
      expect(rule.rationale).toMatch(/\.$/);
      expect(rule.guidance.length, 'guidance: say what to do, with the property or API name').toBeGreaterThan(
        20,
      );
      expect(rule.revision).toBeGreaterThanOrEqual(1);
      for (const url of rule.references)
        expect(url, 'references: pages of the AWS documentation').toMatch(
          /^https:\/\/docs\.aws\.amazon\.com\//,
        );
    });

    it('names only controls that exist', () => {
      const named = [...Object.keys(rule.controls.published), ...rule.controls.judged];
      expect(named.length, 'controls: name at least one').toBeGreaterThan(0);
      for (const id of named) expect(isControlId(id), `${id} is no control of frameworks/`).toBe(true);
      expect(rule.controls.judged.filter((id) => Object.hasOwn(rule.controls.published, id))).toEqual([]);
    });

    it('judges a type that has a definition and a shape', () => {
      if (rule.resourceType === '*') return;
      expect(
        definitionOf(rule.resourceType),
        `write resources/<service>/<type>.ts for ${rule.resourceType}`,
      ).toBeDefined();
      expect(
        shapeOf(rule.resourceType),
        `run \`npm run generate\` for the shape of ${rule.resourceType}`,
      ).toBeDefined();
    });

    it('follows only references that the type declares', () => {
      const declared = definitionOf(rule.resourceType)?.references ?? [];
      for (const { path, type } of Object.values(rule.needs ?? {})) {
        expect(
          declared,
          `add { path: '${path}', type: '${type}' } to the references of ${rule.resourceType}`,
        ).toContainEqual({ path, type });
      }
    });

    it('can pass: each compliant example does', () => {
      for (const example of rule.examples.compliant) expectStatus(rule, example, 'COMPLIANT');
    });

    it('can fail: each non-compliant example does, with observations', () => {
      for (const example of rule.examples.nonCompliant) expectStatus(rule, example, 'NON_COMPLIANT');
    });

    it('has a test of its own and an up-to-date page', () => {
      const test = `test/rules/${file?.service}/${file?.name}.test.ts`;
      expect(existsSync(test), `write ${test}`).toBe(true);
      const page = readFileSync(`docs/rules/${rule.id}.md`, 'utf8');
      expect(page, 'run `npm run generate`').toContain(rule.title);
    });

    it('never throws, whatever the properties', () => {
      const absurd = fc.dictionary(
        memberName(rule),
        fc.oneof(fc.constantFrom(...NOISE), fc.jsonValue({ maxDepth: 4 })),
      );
      fc.assert(
        fc.property(absurd, (properties) => {
          const { fault } = judgeWith(rule, { properties: properties as Example['properties'] });
          if (fault) throw fault;
        }),
        { numRuns: 60 },
      );
    });

    it('never calls COMPLIANT what it cannot read', () => {
      for (const example of rule.examples.compliant) {
        for (const hidden of hideEach(example)) {
          const { verdict, fault } = judgeWith(rule, hidden.example);
          expect(fault, hidden.what).toBeUndefined();
          if (verdict.status === 'COMPLIANT') expectIrrelevant(rule, hidden);
        }
      }
    });

    it('gives the same verdict with an unrelated property beside', () => {
      for (const example of [...rule.examples.compliant, ...rule.examples.nonCompliant]) {
        const beside = {
          ...example,
          properties: { ...example.properties, UnrelatedOfNobody: { Deep: [1] } },
        };
        expect(judgeWith(rule, beside).verdict, example.name).toEqual(judgeWith(rule, example).verdict);
      }
    });
  });
});

function expectStatus(rule: Rule, example: Example, status: string): void {
  const { verdict, fault } = judgeWith(rule, example);
  expect(fault, `${rule.id} threw on "${example.name}"`).toBeUndefined();
  expect(verdict, `"${example.name}" must be ${status}`).toMatchObject({ status });
  if (verdict.status === 'NON_COMPLIANT') expect(verdict.observations.length).toBeGreaterThan(0);
}

function memberName(rule: Rule): fc.Arbitrary<string> {
  const members = rule.resourceType === '*' ? [] : Object.keys(shapeOf(rule.resourceType)?.members ?? {});
  return fc.oneof(
    fc.constantFrom(...members, 'Tags', 'constructor', '__proto__'),
    fc.string({ maxLength: 8 }),
  );
}

interface Hidden {
  readonly what: string;
  readonly example: Example;
  /** The same value, absent instead of unknown. */
  readonly without: Example;
}

/** Each top-level property of an example made unknown, in turn. */
function hideEach(example: Example): Hidden[] {
  return Object.keys(example.properties).map((name) => {
    const { [name]: _, ...rest } = example.properties;
    return {
      what: `${example.name}, ${name} unknown`,
      example: { ...example, properties: { ...rest, [name]: unknown('hidden by the test') } },
      without: { ...example, properties: rest },
    };
  });
}

/** A property may be hidden without harm only if any value of it, and none, would pass too. */
function expectIrrelevant(rule: Rule, { what, without }: Hidden): void {
  const { verdict } = judgeWith(rule, without);
  expect(verdict, `${what}: COMPLIANT although the rule depends on it`).toMatchObject({
    status: 'COMPLIANT',
  });
}
