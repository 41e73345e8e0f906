import { defineRule } from '../../engine/rule.ts';
import { offUnlessApproved } from '../_families/off-unless-approved.ts';

export default defineRule({
  id: 'qbusiness-attachments-controlled',
  revision: 1,
  title: 'Q Business file attachments must be disabled unless approved',
  rationale:
    'Files that users upload into a chat pass every control on what the application may know: personal data and secrets ' +
    'come in that nobody classified, and text in a file can carry instructions to the model.',
  severity: 'MEDIUM',
  profile: 'regulated',
  resourceType: 'AWS::QBusiness::Application',
  parameters: {
    approvalTagKeys: {
      kind: 'strings',
      description: 'Keys of tags that approve file attachments; with none, nothing does',
      default: [],
    },
  },
  controls: {
    published: {},
    judged: [
      'eu_ai_act_2024_1689:Art. 15',
      'iso27001_2022:A.8.12',
      'iso27701_2019:7.4.1',
      'iso42001_2023:A.7.2',
      'mitre_atlas:AML.M0005',
      'nist_800_53_r5:AC-4',
      'nist_800_53_r5:SC-7(10)',
      'nist_ai_rmf_1_0:MEASURE 2.10',
      'owasp_llm_2025:LLM02:2025',
      'soc2_tsc:C1.1',
      'soc2_tsc:CC6.7',
    ],
  },
  guidance:
    'Set AttachmentsConfiguration.AttachmentsControlMode to DISABLED with UpdateApplication, or put a tag of ' +
    'approvalTagKeys on the application.',
  references: ['https://docs.aws.amazon.com/amazonq/latest/api-reference/API_UpdateApplication.html'],
  examples: {
    compliant: [
      {
        name: 'switched off',
        properties: { AttachmentsConfiguration: { AttachmentsControlMode: 'DISABLED' } },
      },
      {
        name: 'switched on, and approved',
        properties: {
          AttachmentsConfiguration: { AttachmentsControlMode: 'ENABLED' },
          Tags: [{ Key: 'approved', Value: 'DPO-7' }],
        },
        parameters: { approvalTagKeys: ['approved'] },
      },
    ],
    nonCompliant: [
      {
        name: 'switched on',
        properties: { AttachmentsConfiguration: { AttachmentsControlMode: 'ENABLED' } },
      },
    ],
  },

  evaluate({ properties }, { parameters: { approvalTagKeys } }) {
    const path = 'AttachmentsConfiguration.AttachmentsControlMode';
    const mode = properties.AttachmentsConfiguration?.AttachmentsControlMode;
    return offUnlessApproved({ path, mode, tags: () => properties.Tags, approvalTagKeys });
  },
});
