import type { GuardrailContentFilter } from '@aws-sdk/client-bedrock';
import { expect, it } from 'vitest';
import { strengthened } from '../../../remediations/bedrock/_guardrail-filters.ts';

/** What becomes of a filter that the rule found wanting. */
const strong = (filter: GuardrailContentFilter) =>
  strengthened({ contentPolicy: { filters: [filter] } }, [
    { path: 'P', expected: `${filter.type} with more`, actual: null },
  ]).changed.contentPolicy?.filters?.[0];

const weak = { type: 'HATE', inputStrength: 'LOW', outputStrength: 'LOW' } as const;

it('a filter that says nothing of modalities goes on saying nothing: it looks at text', () => {
  expect(Object.keys(strong(weak) ?? {}).filter((name) => name.endsWith('Modalities'))).toEqual([]);
});

it('a filter that looks at images alone looks at text as well', () => {
  expect(strong({ ...weak, inputModalities: ['IMAGE'], outputModalities: ['TEXT'] })).toMatchObject({
    inputModalities: ['IMAGE', 'TEXT'],
    outputModalities: ['TEXT'],
  });
});
