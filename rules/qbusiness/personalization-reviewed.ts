import { defineRule } from '../../engine/rule.ts';
import { offUnlessApproved } from '../_families/off-unless-approved.ts';

export default defineRule({
  id: 'qbusiness-personalization-reviewed',
  revision: 1,
  title: 'Q Business personalization must be off for regulated users',
  rationale:
    'Personalization shapes answers by what is known of a person: profiles of employees are made that have to be ' +
    'justified, and two people who ask the same are told different things.',
  severity: 'LOW',
  profile: 'regulated',
  resourceType: 'AWS::QBusiness::Application',
  parameters: {
    approvalTagKeys: {
      kind: 'strings',
      description: 'Keys of tags that say that personalization was reviewed; with none, nothing does',
      default: [],
    },
  },
  controls: {
    published: {},
    judged: [
      'eu_ai_act_2024_1689:Art. 10',
      'eu_ai_act_2024_1689:Art. 26',
      'iso27001_2022:A.5.34',
      'iso27001_2022:A.8.10',
      'iso27001_2022:A.8.11',
      'iso27701_2019:7.4.1',
      'iso27701_2019:7.4.5',
      'iso27701_2019:7.4.7',
      'iso42001_2023:A.5.4',
      'iso42001_2023:A.7.2',
      'mitre_atlas:AML.M0007',
      'mitre_atlas:AML.M0020',
      'nist_800_53_r5:PT-2',
      'nist_800_53_r5:PT-3',
      'nist_800_53_r5:SI-12',
      'nist_800_53_r5:SI-19',
      'nist_ai_rmf_1_0:MEASURE 2.10',
      'owasp_llm_2025:LLM02:2025',
      'soc2_tsc:C1.2',
      'soc2_tsc:P4.2',
      'soc2_tsc:P4.3',
    ],
  },
  guidance:
    'Set PersonalizationConfiguration.PersonalizationControlMode to DISABLED with UpdateApplication, or put a tag of ' +
    'approvalTagKeys on the application once it is reviewed.',
  references: ['https://docs.aws.amazon.com/amazonq/latest/api-reference/API_UpdateApplication.html'],
  examples: {
    compliant: [
      {
        name: 'switched off',
        properties: { PersonalizationConfiguration: { PersonalizationControlMode: 'DISABLED' } },
      },
      {
        name: 'switched on, and approved',
        properties: {
          PersonalizationConfiguration: { PersonalizationControlMode: 'ENABLED' },
          Tags: [{ Key: 'approved', Value: 'DPO-7' }],
        },
        parameters: { approvalTagKeys: ['approved'] },
      },
    ],
    nonCompliant: [
      {
        name: 'switched on',
        properties: { PersonalizationConfiguration: { PersonalizationControlMode: 'ENABLED' } },
      },
    ],
  },

  evaluate({ properties }, { parameters: { approvalTagKeys } }) {
    const path = 'PersonalizationConfiguration.PersonalizationControlMode';
    const mode = properties.PersonalizationConfiguration?.PersonalizationControlMode;
    return offUnlessApproved({ path, mode, tags: () => properties.Tags, approvalTagKeys });
  },
});
