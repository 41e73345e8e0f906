import { describe, expect, it } from 'vitest';
import type { Assessment } from '../../../engine/assessment/assessment.ts';
import { oscalComponents } from '../../../reports/oscal/components.ts';
import { assessmentOf } from '../assessments.ts';
import { assessmentWith, findingWith, ruleWith } from '../small-assessment.ts';
import { everyMember } from './document.ts';

interface Property {
  readonly name: string;
  readonly value: string;
  readonly group?: string;
}

interface Component {
  readonly uuid: string;
  readonly type: string;
  readonly title: string;
  readonly props: readonly Property[];
  readonly 'control-implementations'?: readonly {
    readonly source: string;
    readonly 'implemented-requirements': readonly {
      readonly 'control-id': string;
      readonly description: string;
      readonly props: readonly Property[];
    }[];
  }[];
}

interface Definition {
  readonly uuid: string;
  readonly components: readonly Component[];
}

const definitionOf = (assessment: Assessment): Definition =>
  JSON.parse(oscalComponents(assessment))['component-definition'];

describe('the OSCAL component definition', () => {
  const assessment = assessmentOf();
  const { components } = definitionOf(assessment);
  const requirements = components.flatMap((component) =>
    (component['control-implementations'] ?? []).flatMap((each) => each['implemented-requirements']),
  );

  it('has Assay and a component for each resource type that a rule judges', () => {
    const types = new Set(assessment.rules.map(({ resourceType }) => resourceType));
    expect(components.map(({ type }) => type)).toEqual(['validation', ...[...types].map(() => 'service')]);
  });

  it('has every mapping of every rule that counts once, with its source or the word judged', () => {
    const mapped = requirements.flatMap(({ props }) =>
      props
        .filter(({ name }) => name === 'rule-id')
        .map(({ value, group }) => {
          expect(group).toBe(value);
          const of = (name: string) =>
            props.find((each) => each.group === value && each.name === name)?.value;
          return `${value} ${of('mapping')} ${of('mapping-source')}`;
        }),
    );
    const counting = assessment.rules.filter(({ profile }) => profile !== 'advisory');
    expect(counting.length).toBeLessThan(assessment.rules.length);
    const expected = counting.flatMap(({ id, controls }) =>
      controls.map(
        ({ source }) => `${id} ${source === null ? 'judged' : 'published'} ${source ?? undefined}`,
      ),
    );
    expect(expected.length).toBeGreaterThan(100);
    expect(mapped.sort()).toEqual(expected.sort());
  });

  it('claims a part of a control and never the whole', () => {
    for (const { props, description } of requirements) {
      expect(props.find(({ name }) => name === 'implementation-status')?.value).toBe('partial');
      expect(description).toMatch(/^Supports .*, in part: /);
    }
  });

  it('tells each rule’s revision and severity', () => {
    const [, component] = definitionOf(assessmentWith([])).components;
    const facts = component?.props
      .filter(({ group }) => group === 'some-rule')
      .map(({ name, value }) => [name, value]);
    expect(facts).toEqual([
      ['rule-id', 'some-rule'],
      ['rule-revision', '3'],
      ['rule-severity', 'HIGH'],
      ['rule-profile', 'baseline'],
      ['rule-title', 'A model must be good'],
    ]);
  });

  it('has every UUID once', () => {
    const uuids = everyMember(definitionOf(assessment), 'uuid');
    expect(new Set(uuids).size).toBe(uuids.length);
  });

  it('is the same whatever was found, and another for other rules', () => {
    const { uuid } = definitionOf(assessmentWith([findingWith('COMPLIANT')]));
    expect(definitionOf(assessmentWith([findingWith('NON_COMPLIANT')])).uuid).toBe(uuid);
    expect(definitionOf(assessmentWith([], { rules: [ruleWith({ revision: 4 })] })).uuid).not.toBe(uuid);
    expect(oscalComponents(structuredClone(assessment))).toBe(oscalComponents(assessment));
  });

  it('has Assay alone where no rule is in force', () => {
    expect(definitionOf(assessmentWith([], { rules: [] })).components.map(({ title }) => title)).toEqual([
      'Assay',
    ]);
  });
});
