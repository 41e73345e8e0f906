import { describe, expect, it } from 'vitest';
import { configRules, rulesOfType, wokenRules } from '../../engine/config-rules.ts';
import { definitions } from '../../resources/index.ts';
import { typesRecordedByConfig } from '../../resources/recorded-by-config.ts';
import { rules } from '../../rules/index.ts';
import { ruleWith } from '../support/rule.ts';

const PREFIX = 'assay-';
const of = (mode: 'perRule' | 'perType' | 'off') => configRules(rules, { mode, prefix: PREFIX });
const named = (mode: 'perRule' | 'perType', name: string) => of(mode).find((rule) => rule.name === name);

describe.each(['perRule', 'perType'] as const)('Config rules %s', (mode) => {
  it('have names, descriptions and parameters that AWS Config takes', () => {
    const names = of(mode).map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
    for (const rule of of(mode)) {
      expect(rule.name).toMatch(/^assay-[A-Za-z0-9_-]{1,122}$/);
      expect(rule.description.length).toBeLessThanOrEqual(256);
      expect(rule.description).not.toBe('');
      expect(JSON.stringify(rule.inputParameters).length).toBeLessThanOrEqual(1024);
      expect(rule.scopeTypes.length).toBeLessThanOrEqual(100);
    }
  });

  it('are invoked by changes only where AWS Config records all that they judge', () => {
    for (const { changeTriggered, types, scopeTypes, periodic } of of(mode)) {
      const isRecorded = types.every((type) => typesRecordedByConfig.includes(type));
      expect([changeTriggered, scopeTypes]).toEqual(isRecorded ? [true, types] : [false, []]);
      expect(periodic).toBe(changeTriggered ? 'One_Hour' : 'TwentyFour_Hours');
    }
    expect(new Set(of(mode).map(({ changeTriggered }) => changeTriggered))).toEqual(new Set([true, false]));
  });
});

describe('Config rules', () => {
  it('are one for each rule', () => {
    expect(of('perRule').map(({ name }) => name)).toEqual(rules.map(({ id }) => `assay-${id}`));
    expect(named('perRule', 'assay-sagemaker-notebook-root-access')).toMatchObject({
      inputParameters: { ruleId: 'sagemaker-notebook-root-access' },
      scopeTypes: ['AWS::SageMaker::NotebookInstance'],
    });
  });

  it('are one for each type that any rule judges', () => {
    const judged = new Set(rules.map(({ resourceType }) => resourceType));
    const ai = definitions.filter(({ role }) => role === 'ai').map(({ type }) => type);
    const types = of('perType').flatMap(({ types }) => types);
    expect(new Set(types)).toEqual(new Set([...judged, ...ai].filter((type) => type !== '*')));
    expect(named('perType', 'assay-type-bedrock-agent-core-runtime')).toMatchObject({
      inputParameters: { type: 'AWS::BedrockAgentCore::Runtime' },
    });
  });

  it('say what they judge, in as many words as fit', () => {
    expect(named('perRule', 'assay-sagemaker-notebook-root-access')?.description).toBe(
      rules.find(({ id }) => id === 'sagemaker-notebook-root-access')?.title,
    );
    const described = (title: string) =>
      configRules([ruleWith(undefined, { title })], { mode: 'perRule', prefix: PREFIX })[0]?.description;
    expect(described('x'.repeat(256))).toBe('x'.repeat(256));
    expect(described('x'.repeat(257))).toBe(`${'x'.repeat(255)}…`);
  });

  it('of a type name those that judge it, of which some judge every AI resource', () => {
    const resourceType = 'AWS::Bedrock::Agent';
    const few = [
      ruleWith(undefined, { id: 'one', resourceType }),
      ruleWith(undefined, { id: 'other', resourceType: 'AWS::Bedrock::Flow' }),
      ruleWith(undefined, { id: 'all', resourceType: '*' }),
    ];
    expect(rulesOfType(few, resourceType).map(({ id }) => id)).toEqual(['one', 'all']);
    expect(rulesOfType(few, 'AWS::S3::Bucket')).toEqual([]);
    const perType = configRules(few, { mode: 'perType', prefix: PREFIX });
    expect(perType.find(({ types }) => types[0] === resourceType)?.description).toBe(
      'AWS::Bedrock::Agent: the worst verdict of 2 rules (one, all)',
    );
  });

  it.each(['perRule', 'perType'] as const)('%s are none of what is in shadow', (mode) => {
    const resourceType = 'AWS::Bedrock::Agent';
    const counting = ruleWith(undefined, { id: 'one', resourceType });
    const shadowed = ruleWith(undefined, { id: 'dark', resourceType, shadow: true });
    const options = { mode, prefix: PREFIX };
    const summary = (all: Parameters<typeof configRules>[0]) =>
      configRules(all, options).map(({ name, description }) => [name, description]);
    expect(summary([counting, shadowed])).toEqual(summary([counting]));
    expect(configRules([shadowed], options)).toEqual([]);
    expect(wokenRules([shadowed], options)({ rule: 'dark', type: resourceType })).toEqual([]);
  });

  it('are none where they are off', () => {
    expect(of('off')).toEqual([]);
  });

  it('about every AI resource are woken: AWS Config records only some of them', () => {
    expect(named('perRule', 'assay-ai-region-approved')).toMatchObject({ changeTriggered: false });
  });
});

describe('the rules that are woken', () => {
  it.each([
    ['perRule', 'bedrock-agent-guardrail', 'AWS::Bedrock::Agent', ['assay-bedrock-agent-guardrail']],
    ['perRule', 'sagemaker-notebook-root-access', 'AWS::SageMaker::NotebookInstance', []],
    ['perRule', 'ai-region-approved', 'AWS::SageMaker::NotebookInstance', ['assay-ai-region-approved']],
    ['perType', 'bedrock-agent-guardrail', 'AWS::Bedrock::Agent', ['assay-type-bedrock-agent']],
    ['perType', 'ai-region-approved', 'AWS::SageMaker::NotebookInstance', []],
    ['off', 'bedrock-agent-guardrail', 'AWS::Bedrock::Agent', []],
  ] as const)('%s, when %s judges %s otherwise, are %j', (mode, rule, type, names) => {
    expect(wokenRules(rules, { mode, prefix: PREFIX })({ rule, type })).toEqual(names);
  });
});
