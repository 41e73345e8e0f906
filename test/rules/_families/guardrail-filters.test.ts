import { expect, it } from 'vitest';
import { unknown } from '../../../resources/resource.ts';
import { requireFilters } from '../../../rules/_families/guardrail-filters.ts';
import { guarded } from '../../support/guarded.ts';

it('shows of the filter that does not hold what is known, and nothing that holds more', () => {
  const filter = {
    Type: 'GROUNDING',
    Threshold: 0.5,
    Enabled: false,
    Action: unknown('known only after apply'),
    InputModalities: ['TEXT'],
  };
  const verdict = requireFilters<{ readonly Type?: string }>({
    path: 'P',
    filters: [guarded(filter) as never],
    types: ['GROUNDING'],
    holds: () => false,
    expected: 'a threshold',
  });
  expect(verdict).toEqual({
    status: 'NON_COMPLIANT',
    observations: [
      {
        path: 'P',
        expected: 'GROUNDING with a threshold',
        actual: { Type: 'GROUNDING', Threshold: 0.5, Enabled: false },
      },
    ],
  });
});
