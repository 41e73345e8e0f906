import { unknown } from '../../../resources/resource.ts';
import rule from '../../../rules/sagemaker/notebook-platform-supported.ts';
import { testRule } from '../../support/judge-rule.ts';

const on = (PlatformIdentifier: string | { $unknown: string }, platforms?: string[]) => ({
  properties: { PlatformIdentifier },
  ...(platforms && { parameters: { platforms } }),
});

testRule(rule, {
  COMPLIANT: {
    'Amazon Linux 2023': on('notebook-al2023-v1'),
    'what the user’s list has': on('notebook-al2-v3', ['notebook-al2-v3', 'notebook-al2023-v1']),
  },
  NON_COMPLIANT: {
    'Amazon Linux': on('notebook-al1-v1'),
    'Amazon Linux 2 with JupyterLab 4': on('notebook-al2-v3'),
    'what the user’s list has not': on('notebook-al2023-v1', ['notebook-al2024-v1']),
    'an older one than the user’s Amazon Linux 2': on('notebook-al1-v1', ['notebook-al2-v3']),
    'absent: the default is an Amazon Linux 2': { properties: {} },
  },
  NOT_APPLICABLE: { 'the list is empty': on('notebook-al1-v1', []) },
  INSUFFICIENT_DATA: {
    unknown: on(unknown('parameter X has no default')),
    'absent, and the list has one of each': {
      properties: {},
      parameters: { platforms: ['notebook-al2023-v1', 'notebook-al2-v3'] },
    },
    'absent, and the list has one of Amazon Linux 2': {
      properties: {},
      parameters: { platforms: ['notebook-al2-v3'] },
    },
  },
});
