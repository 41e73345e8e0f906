import { compliant, defineRule, nonCompliant, notApplicable } from '../../engine/rule.ts';
import { everyContainer } from '../_families/containers.ts';

const IMAGE = 'registry.example.internal/models/classifier:1';

export default defineRule({
  id: 'sagemaker-model-private-registry',
  revision: 1,
  title: 'Model containers must pull from a private registry in the VPC',
  rationale:
    'An image that is pulled past the VPC comes by a way that your network controls do not see, from a registry that ' +
    'your review does not cover.',
  severity: 'MEDIUM',
  profile: 'sensitive',
  resourceType: 'AWS::SageMaker::Model',
  controls: {
    published: {
      'owasp_llm_2025:LLM03:2025': 'sample-aiml-security-assessment OWASP page (SM-14)',
    },
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
      'soc2_tsc:CC6.8',
      'soc2_tsc:CC9.2',
    ],
  },
  guidance:
    'Recreate the model with ImageConfig.RepositoryAccessMode: Vpc for each container, an Image in the private registry, ' +
    'and a VpcConfig that reaches it.',
  references: [
    'https://docs.aws.amazon.com/sagemaker/latest/dg/your-algorithms-containers-inference-private.html',
    'https://docs.aws.amazon.com/securityhub/latest/userguide/sagemaker-controls.html',
  ],
  examples: {
    compliant: [
      {
        name: 'the image comes through the VPC',
        properties: { PrimaryContainer: { Image: IMAGE, ImageConfig: { RepositoryAccessMode: 'Vpc' } } },
      },
    ],
    nonCompliant: [
      {
        name: 'nothing is said, and the default is Platform',
        properties: { PrimaryContainer: { Image: IMAGE } },
      },
      {
        name: 'the platform pulls it',
        properties: { PrimaryContainer: { Image: IMAGE, ImageConfig: { RepositoryAccessMode: 'Platform' } } },
      },
    ],
  },

  evaluate({ properties }) {
    return everyContainer(properties, (container, path) => {
      const mode = container.ImageConfig?.RepositoryAccessMode;
      if (mode === 'Vpc') return compliant;
      if (mode === undefined && !container.Image && container.ModelPackageName) {
        return notApplicable('the image is the model package’s');
      }
      return nonCompliant({
        path: `${path}.ImageConfig.RepositoryAccessMode`,
        expected: 'Vpc',
        actual: mode ?? null,
      });
    });
  },
});
