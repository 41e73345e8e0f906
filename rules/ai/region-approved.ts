import { compliant, defineRule, insufficientData, nonCompliant, notApplicable } from '../../engine/rule.ts';

export default defineRule({
  id: 'ai-region-approved',
  revision: 1,
  title: 'AI resources must only exist in approved Regions',
  rationale:
    'A model, its training data and its logs are bound to the law of the Region they are in; one that appears ' +
    'elsewhere escapes the agreements, the keys and the monitoring that were set up for the approved ones.',
  severity: 'MEDIUM',
  peersSeverity: 'HIGH',
  profile: 'regulated',
  resourceType: '*',
  parameters: {
    regions: {
      kind: 'strings',
      description: 'Regions in which AI resources may exist, e.g. eu-west-1. Empty: the rule does not apply.',
      default: [],
    },
  },
  controls: {
    published: {},
    judged: [
      'eu_ai_act_2024_1689:Art. 10',
      'eu_ai_act_2024_1689:Art. 26',
      'iso27001_2022:A.5.31',
      'iso27001_2022:A.5.34',
      'iso27701_2019:7.5.1',
      'iso27701_2019:7.5.2',
      'iso42001_2023:A.10.3',
      'nist_800_53_r5:AC-4',
      'nist_800_53_r5:SA-9(5)',
      'nist_ai_rmf_1_0:GOVERN 1.1',
      'nist_ai_rmf_1_0:MAP 4.1',
      'owasp_llm_2025:LLM02:2025',
      'soc2_tsc:C1.1',
      'soc2_tsc:CC6.7',
    ],
  },
  guidance:
    'Recreate the resource in an approved Region and delete this one, or add the Region to the approved list ' +
    'after review; deny the other Regions by a service control policy.',
  references: [
    'https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_scps_examples_general.html',
  ],
  examples: {
    compliant: [
      {
        name: 'an approved Region',
        properties: {},
        region: 'eu-west-1',
        parameters: { regions: ['eu-west-1'] },
      },
    ],
    nonCompliant: [
      {
        name: 'a Region that nobody approved',
        properties: {},
        region: 'us-east-1',
        parameters: { regions: ['eu-west-1'] },
      },
    ],
  },

  evaluate({ region }, { parameters: { regions } }) {
    if (regions.length === 0) return notApplicable('no approved Regions are set');
    if (region === null) return insufficientData('the Region is not known here');
    if (regions.includes(region)) return compliant;
    return nonCompliant({ path: 'Region', expected: regions, actual: region });
  },
});
