import { describe, expect, it } from 'vitest';
import { mappingOf } from '../../../reports/oscal/objectives.ts';
import { assessmentWith, findingWith, ruleWith } from '../small-assessment.ts';
import { factOf, resultsOf } from './document.ts';

const CONTROL = 'iso27001_2022:A.8.24';

describe('a mapping', () => {
  it.each([
    [
      'a publication',
      ruleWith({ controls: [{ id: CONTROL, source: 'prowler x' }] }),
      'published',
      'prowler x',
    ],
    ['nobody but us', ruleWith(), 'judged', undefined],
    ['a rule that nobody knows', undefined, 'judged', undefined],
  ])('of %s says so', (_, rule, mapping, source) => {
    expect(mappingOf(rule, CONTROL)).toEqual({ mapping, 'mapping-source': source });
  });
});

describe('the local objective of a control', () => {
  const rules = [ruleWith({ controls: [{ id: CONTROL, source: 'prowler x' }] })];
  const document = resultsOf(assessmentWith([findingWith('COMPLIANT')], { rules }));
  const [objective] = document['local-definitions']?.['objectives-and-methods'] ?? [];

  it('is ours, and says that it is not the control’s', () => {
    expect(objective?.['control-id']).toBe('iso27001_2022.a.8.24');
    expect(objective?.parts[0]?.id).toBe('iso27001_2022.a.8.24_obj.assay');
    expect(objective?.parts[0]?.prose).toContain('never the whole of it');
  });

  it('has its rules below it, each with the source of its mapping', () => {
    const [rule, ...more] = objective?.parts[0]?.parts ?? [];
    expect(more).toEqual([]);
    expect(rule).toMatchObject({
      id: 'iso27001_2022.a.8.24_obj.assay.some-rule',
      prose: 'A model must be good.',
    });
    expect([factOf(rule, 'mapping'), factOf(rule, 'mapping-source')]).toEqual(['published', 'prowler x']);
  });

  it('is there for no control without a rule, which is excluded by name', () => {
    const [selection] = document.results[0]['reviewed-controls']['control-selections'];
    expect(selection).toMatchObject({
      description:
        'ISO/IEC 27001 Annex A, 2022. Controls supported by rules: 1, attested by people: 0, not covered: 1.',
      'include-controls': [{ 'control-id': 'iso27001_2022.a.8.24' }],
      'exclude-controls': [{ 'control-id': 'iso27001_2022.a.8.25' }],
    });
  });
});
