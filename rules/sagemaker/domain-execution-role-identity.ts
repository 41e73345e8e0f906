import { defineRule } from '../../engine/rule.ts';
import { exactly } from '../_families/exactly.ts';

export default defineRule({
  id: 'sagemaker-domain-execution-role-identity',
  revision: 1,
  title: 'Studio domain must propagate the user profile name as source identity',
  rationale:
    'People who share an execution role are one principal in CloudTrail. With the user profile’s name as source identity, ' +
    'every call that a notebook makes says whose it was.',
  severity: 'MEDIUM',
  profile: 'sensitive',
  resourceType: 'AWS::SageMaker::Domain',
  controls: {
    published: {},
    judged: [
      'eu_ai_act_2024_1689:Art. 12',
      'eu_ai_act_2024_1689:Art. 26',
      'iso27001_2022:A.8.15',
      'iso27001_2022:A.8.16',
      'iso42001_2023:A.6.2.8',
      'mitre_atlas:AML.M0024',
      'nist_800_53_r5:AU-12',
      'nist_800_53_r5:AU-2',
      'nist_800_53_r5:AU-6',
      'nist_800_53_r5:SI-4',
      'nist_ai_rmf_1_0:MANAGE 4.1',
      'nist_ai_rmf_1_0:MEASURE 2.8',
      'soc2_tsc:CC7.2',
      'soc2_tsc:CC7.3',
    ],
  },
  guidance:
    'Allow sts:SetSourceIdentity in the trust policies of the execution roles, stop all apps, then set ' +
    'DomainSettingsForUpdate.ExecutionRoleIdentityConfig: USER_PROFILE_NAME with UpdateDomain.',
  references: ['https://docs.aws.amazon.com/sagemaker/latest/dg/monitor-user-access.html'],
  examples: {
    compliant: [
      {
        name: 'calls carry the user profile’s name',
        properties: { DomainSettings: { ExecutionRoleIdentityConfig: 'USER_PROFILE_NAME' } },
      },
    ],
    nonCompliant: [
      {
        name: 'calls carry the role’s name only',
        properties: { DomainSettings: { ExecutionRoleIdentityConfig: 'DISABLED' } },
      },
      { name: 'nothing is said, and the default is DISABLED', properties: {} },
    ],
  },

  evaluate({ properties: { DomainSettings } }) {
    return exactly({
      path: 'DomainSettings.ExecutionRoleIdentityConfig',
      expected: 'USER_PROFILE_NAME',
      actual: DomainSettings?.ExecutionRoleIdentityConfig,
    });
  },
});
