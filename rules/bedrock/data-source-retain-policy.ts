import { compliant, defineRule, insufficientData, nonCompliant, notApplicable } from '../../engine/rule.ts';

export default defineRule({
  id: 'bedrock-data-source-retain-policy',
  revision: 1,
  title: 'Data source must follow the declared vector retention policy',
  rationale:
    'When a data source is deleted, what was made of its documents is deleted with it, or left in the vector store. ' +
    'Against what you declared, answers lose their sources, or keep using what should be gone.',
  severity: 'LOW',
  profile: 'regulated',
  resourceType: 'AWS::Bedrock::DataSource',
  parameters: {
    policies: {
      kind: 'strings',
      description:
        'The DataDeletionPolicy that you declared: RETAIN or DELETE. Empty: the rule does not apply.',
      default: [],
    },
  },
  controls: {
    published: {},
    judged: [
      'eu_ai_act_2024_1689:Art. 10',
      'iso27001_2022:A.5.12',
      'iso27001_2022:A.5.13',
      'iso27001_2022:A.5.9',
      'iso27701_2019:7.2.8',
      'iso42001_2023:A.7.2',
      'iso42001_2023:A.7.3',
      'iso42001_2023:A.7.4',
      'mitre_atlas:AML.M0007',
      'mitre_atlas:AML.M0025',
      'nist_800_53_r5:CM-8',
      'nist_800_53_r5:RA-2',
      'nist_800_53_r5:SI-12',
      'nist_ai_rmf_1_0:MAP 2.3',
      'nist_ai_rmf_1_0:MEASURE 2.10',
      'owasp_llm_2025:LLM04:2025',
      'soc2_tsc:C1.1',
      'soc2_tsc:PI1.2',
    ],
  },
  guidance: 'Set DataDeletionPolicy with UpdateDataSource to what you declared.',
  references: ['https://docs.aws.amazon.com/bedrock/latest/APIReference/API_agent_UpdateDataSource.html'],
  examples: {
    compliant: [
      {
        name: 'vectors stay, as declared',
        properties: { DataDeletionPolicy: 'RETAIN' },
        parameters: { policies: ['RETAIN'] },
      },
    ],
    nonCompliant: [
      {
        name: 'vectors are deleted, against what is declared',
        properties: { DataDeletionPolicy: 'DELETE' },
        parameters: { policies: ['RETAIN'] },
      },
    ],
  },

  evaluate({ properties: { DataDeletionPolicy: policy } }, { parameters: { policies } }) {
    if (policies.length === 0) return notApplicable('no policy is declared');
    if (policy === undefined) return insufficientData('AWS does not say what a source without a policy does');
    return policies.includes(policy)
      ? compliant
      : nonCompliant({ path: 'DataDeletionPolicy', expected: policies.join(' or '), actual: policy });
  },
});
