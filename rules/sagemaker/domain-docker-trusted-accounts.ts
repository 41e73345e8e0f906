import { compliant, defineRule, nonCompliant } from '../../engine/rule.ts';

const docker = (settings: Record<string, string | string[]>) => ({
  DomainSettings: { DockerSettings: settings },
});

export default defineRule({
  id: 'sagemaker-domain-docker-trusted-accounts',
  revision: 1,
  title: 'Docker access in Studio must be off or limited to trusted accounts',
  rationale:
    'With Docker, a user runs any image beside the domain’s data and role. SageMaker holds pulls and pushes to accounts that ' +
    'you trust in VPC-only mode alone, and not with rootless Docker.',
  severity: 'MEDIUM',
  profile: 'sensitive',
  resourceType: 'AWS::SageMaker::Domain',
  controls: {
    published: {},
    judged: [
      'eu_ai_act_2024_1689:Art. 15',
      'eu_ai_act_2024_1689:Art. 25',
      'iso27001_2022:A.5.19',
      'iso27001_2022:A.5.21',
      'iso27001_2022:A.8.30',
      'iso42001_2023:A.10.3',
      'iso42001_2023:A.4.4',
      'mitre_atlas:AML.M0011',
      'mitre_atlas:AML.M0014',
      'mitre_atlas:AML.M0023',
      'nist_800_53_r5:SI-7',
      'nist_800_53_r5:SR-11',
      'nist_800_53_r5:SR-3',
      'nist_800_53_r5:SR-4',
      'nist_ai_rmf_1_0:GOVERN 6.1',
      'nist_ai_rmf_1_0:MANAGE 3.1',
      'nist_ai_rmf_1_0:MAP 4.1',
      'nist_ai_rmf_1_0:MAP 4.2',
      'owasp_llm_2025:LLM03:2025',
      'soc2_tsc:CC6.8',
      'soc2_tsc:CC9.2',
    ],
  },
  guidance:
    'Set DockerSettings.EnableDockerAccess: DISABLED with UpdateDomain; or send the domain’s traffic through its VPC ' +
    '(AppNetworkAccessType: VpcOnly), without RootlessDocker, and name the other accounts in VpcOnlyTrustedAccounts.',
  references: ['https://docs.aws.amazon.com/sagemaker/latest/dg/studio-updated-local-get-started.html'],
  examples: {
    compliant: [
      { name: 'no Docker', properties: docker({ EnableDockerAccess: 'DISABLED' }) },
      { name: 'nothing is said, and the default is no Docker', properties: {} },
      {
        name: 'in VPC-only mode, from accounts that are named',
        properties: {
          ...docker({ EnableDockerAccess: 'ENABLED', VpcOnlyTrustedAccounts: ['444455556666'] }),
          AppNetworkAccessType: 'VpcOnly',
          RootlessDocker: 'DISABLED',
        },
      },
    ],
    nonCompliant: [
      { name: 'Docker reaches any registry', properties: docker({ EnableDockerAccess: 'ENABLED' }) },
      {
        name: 'a list that is not in force',
        properties: docker({ EnableDockerAccess: 'ENABLED', VpcOnlyTrustedAccounts: ['444455556666'] }),
      },
    ],
  },

  // In VPC-only mode an empty list is the narrowest: the domain's own account and SageMaker's images.
  evaluate({ properties }) {
    const { EnableDockerAccess } = properties.DomainSettings?.DockerSettings ?? {};
    if (EnableDockerAccess !== 'ENABLED') return compliant;
    const isHeld = properties.AppNetworkAccessType === 'VpcOnly' && properties.RootlessDocker !== 'ENABLED';
    if (isHeld) return compliant;
    return nonCompliant({
      path: 'DomainSettings.DockerSettings.EnableDockerAccess',
      expected: 'DISABLED',
      actual: EnableDockerAccess,
    });
  },
});
