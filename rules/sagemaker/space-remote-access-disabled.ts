import { compliant, defineRule, nonCompliant } from '../../engine/rule.ts';
import { isMarked } from '../_families/tag-marks.ts';

export default defineRule({
  id: 'sagemaker-space-remote-access-disabled',
  revision: 2,
  title: 'Studio space remote IDE access must be disabled unless approved',
  rationale:
    'With remote access a local IDE works inside the space: its data and its role’s rights reach a machine that nobody here ' +
    'looks after, past the browser’s bounds.',
  severity: 'MEDIUM',
  profile: 'sensitive',
  resourceType: 'AWS::SageMaker::Space',
  parameters: {
    approvedTags: {
      kind: 'strings',
      description: 'Tags of spaces that are approved for remote access, as key or key=value.',
      default: ['remote-access=approved'],
    },
  },
  controls: {
    published: {},
    judged: [
      'eu_ai_act_2024_1689:Art. 15',
      'iso27001_2022:A.8.12',
      'iso27001_2022:A.8.20',
      'iso27001_2022:A.8.22',
      'iso42001_2023:A.4.5',
      'iso42001_2023:A.6.2.5',
      'mitre_atlas:AML.M0005',
      'mitre_atlas:AML.M0019',
      'nist_800_53_r5:AC-4',
      'nist_800_53_r5:SC-7',
      'nist_800_53_r5:SC-7(5)',
      'nist_ai_rmf_1_0:MEASURE 2.7',
      'owasp_llm_2025:LLM02:2025',
      'owasp_llm_2025:LLM03:2025',
      'soc2_tsc:CC6.1',
      'soc2_tsc:CC6.6',
    ],
  },
  guidance: 'Set SpaceSettings.RemoteAccess: DISABLED with UpdateSpace; or tag the space as approved.',
  references: ['https://docs.aws.amazon.com/sagemaker/latest/dg/remote-access.html'],
  examples: {
    compliant: [
      { name: 'no remote access', properties: { SpaceSettings: { RemoteAccess: 'DISABLED' } } },
      { name: 'nothing is said, and the default is DISABLED', properties: {} },
      {
        name: 'approved',
        properties: {
          SpaceSettings: { RemoteAccess: 'ENABLED' },
          Tags: [{ Key: 'remote-access', Value: 'approved' }],
        },
      },
    ],
    nonCompliant: [
      { name: 'a local IDE may connect', properties: { SpaceSettings: { RemoteAccess: 'ENABLED' } } },
    ],
  },

  evaluate({ properties }, { parameters: { approvedTags } }) {
    // Tags are asked for only where they matter: they may be unreadable.
    if (properties.SpaceSettings?.RemoteAccess !== 'ENABLED' || isMarked(properties.Tags, approvedTags)) {
      return compliant;
    }
    return nonCompliant({ path: 'SpaceSettings.RemoteAccess', expected: 'DISABLED', actual: 'ENABLED' });
  },
});
