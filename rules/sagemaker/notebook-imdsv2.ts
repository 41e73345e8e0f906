import { defineRule } from '../../engine/rule.ts';
import { exactly } from '../_families/exactly.ts';

const service = (version: string) => ({
  InstanceMetadataServiceConfiguration: { MinimumInstanceMetadataServiceVersion: version },
});

export default defineRule({
  id: 'sagemaker-notebook-imdsv2',
  revision: 1,
  title: 'Notebook instance must require IMDSv2',
  rationale:
    'Version 1 of the instance metadata service answers any plain GET, so one request forged through a notebook ' +
    'server hands out the credentials of its role.',
  severity: 'MEDIUM',
  profile: 'sensitive',
  resourceType: 'AWS::SageMaker::NotebookInstance',
  controls: {
    published: {},
    judged: [
      'eu_ai_act_2024_1689:Art. 15',
      'iso27001_2022:A.8.9',
      'iso42001_2023:A.4.5',
      'nist_800_53_r5:CM-6',
      'nist_800_53_r5:CM-7',
      'nist_ai_rmf_1_0:MEASURE 2.7',
      'owasp_llm_2025:LLM02:2025',
      'soc2_tsc:CC6.1',
      'soc2_tsc:CC7.1',
    ],
  },
  guidance:
    'Stop the notebook instance, set InstanceMetadataServiceConfiguration.MinimumInstanceMetadataServiceVersion ' +
    'to "2" with UpdateNotebookInstance and start it again.',
  references: [
    'https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_InstanceMetadataServiceConfiguration.html',
  ],
  examples: {
    compliant: [{ name: 'version 2 is the minimum', properties: service('2') }],
    nonCompliant: [
      { name: 'version 1 is allowed', properties: service('1') },
      { name: 'nothing is said, and the default allows version 1', properties: {} },
    ],
  },

  evaluate({ properties }) {
    return exactly({
      path: 'InstanceMetadataServiceConfiguration.MinimumInstanceMetadataServiceVersion',
      expected: '2',
      actual: properties.InstanceMetadataServiceConfiguration?.MinimumInstanceMetadataServiceVersion,
    });
  },
});
