import { compliant, defineRule, insufficientData, nonCompliant, notApplicable } from '../../engine/rule.ts';

export default defineRule({
  id: 'sagemaker-notebook-platform-supported',
  revision: 1,
  title: 'Notebook instance must run on a supported platform',
  rationale:
    'A platform out of support gets no security fixes, and a notebook runs other people’s packages with your role ' +
    'and your data at hand.',
  severity: 'MEDIUM',
  profile: 'sensitive',
  resourceType: 'AWS::SageMaker::NotebookInstance',
  parameters: {
    platforms: {
      kind: 'strings',
      description: 'Platform identifiers that a notebook may have. Empty: the rule does not apply.',
      default: ['notebook-al2023-v1'],
    },
  },
  controls: {
    published: {},
    judged: [
      'eu_ai_act_2024_1689:Art. 15',
      'iso27001_2022:A.8.19',
      'iso27001_2022:A.8.8',
      'iso42001_2023:A.4.4',
      'iso42001_2023:A.4.5',
      'mitre_atlas:AML.M0016',
      'nist_800_53_r5:CM-6',
      'nist_800_53_r5:SI-2',
      'nist_ai_rmf_1_0:MANAGE 3.2',
      'nist_ai_rmf_1_0:MEASURE 2.7',
      'owasp_llm_2025:LLM03:2025',
      'soc2_tsc:CC7.1',
    ],
  },
  guidance:
    'Stop the notebook and call UpdateNotebookInstance with PlatformIdentifier: notebook-al2023-v1. CloudFormation ' +
    'and Terraform replace it instead: copy its files over first.',
  references: [
    'https://docs.aws.amazon.com/config/latest/developerguide/sagemaker-notebook-instance-platform-version.html',
    'https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_UpdateNotebookInstance.html',
    'https://docs.aws.amazon.com/securityhub/latest/userguide/sagemaker-controls.html',
  ],
  examples: {
    compliant: [{ name: 'Amazon Linux 2023', properties: { PlatformIdentifier: 'notebook-al2023-v1' } }],
    nonCompliant: [
      { name: 'Amazon Linux 2', properties: { PlatformIdentifier: 'notebook-al2-v2' } },
      { name: 'nothing is said, and the default is an Amazon Linux 2', properties: {} },
    ],
  },

  evaluate({ properties: { PlatformIdentifier } }, { parameters: { platforms } }) {
    if (platforms.length === 0) return notApplicable('no supported platforms are set');
    if (PlatformIdentifier !== undefined && platforms.includes(PlatformIdentifier)) return compliant;
    // The default is some Amazon Linux 2 (CreateNotebookInstance); which one has changed over time.
    if (
      PlatformIdentifier === undefined &&
      platforms.some((platform) => platform.startsWith('notebook-al2-'))
    ) {
      return insufficientData('PlatformIdentifier is not set, and SageMaker chooses an Amazon Linux 2');
    }
    return nonCompliant({
      path: 'PlatformIdentifier',
      expected: platforms,
      actual: PlatformIdentifier ?? null,
    });
  },
});
