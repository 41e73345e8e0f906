import { unknown } from '../../../resources/resource.ts';
import rule from '../../../rules/bedrock/data-source-retain-policy.ts';
import { testRule } from '../../support/judge-rule.ts';

const source = (DataDeletionPolicy: string, policies: string[]) => ({
  properties: { DataDeletionPolicy },
  parameters: { policies },
});

testRule(rule, {
  COMPLIANT: {
    'retained, as declared': source('RETAIN', ['RETAIN']),
    'deleted, as declared': source('DELETE', ['DELETE']),
    'either is declared': source('DELETE', ['RETAIN', 'DELETE']),
  },
  NON_COMPLIANT: {
    'deleted, against what is declared': {
      ...source('DELETE', ['RETAIN']),
      observations: [{ path: 'DataDeletionPolicy', expected: 'RETAIN', actual: 'DELETE' }],
    },
    'nothing that can be is declared': {
      ...source('DELETE', ['KEEP', 'HOLD']),
      observations: [{ expected: 'KEEP or HOLD' }],
    },
  },
  NOT_APPLICABLE: {
    'nothing is declared': { ...source('DELETE', []), because: 'no policy is declared' },
    'by default': { properties: { DataDeletionPolicy: 'DELETE' }, because: 'no policy is declared' },
  },
  INSUFFICIENT_DATA: {
    'none is named': {
      properties: {},
      parameters: { policies: ['DELETE'] },
      because: 'AWS does not say what a source without a policy does',
    },
    'it is unknown': {
      properties: { DataDeletionPolicy: unknown('no default') },
      parameters: { policies: ['DELETE'] },
    },
  },
});
