import { unknown } from '../../../resources/resource.ts';
import rule from '../../../rules/sagemaker/notebook-imdsv2.ts';
import { testRule } from '../../support/judge-rule.ts';

const minimum = (MinimumInstanceMetadataServiceVersion: string | number | { $unknown: string }) => ({
  properties: { InstanceMetadataServiceConfiguration: { MinimumInstanceMetadataServiceVersion } },
});

testRule(rule, {
  COMPLIANT: {
    'version 2': minimum('2'),
    'a template may spell it as a number': minimum(2),
  },
  NON_COMPLIANT: {
    'version 1': minimum('1'),
    'absent: both versions answer': { properties: {} },
    'an empty configuration': { properties: { InstanceMetadataServiceConfiguration: {} } },
  },
  INSUFFICIENT_DATA: {
    'the version is unknown': minimum(unknown('an import')),
    'the configuration is unknown': {
      properties: { InstanceMetadataServiceConfiguration: unknown('an import') },
    },
  },
});
