import { defineRule, each, notApplicable } from '../../engine/rule.ts';

const variant = (InitialInstanceCount: number, rest = {}) => ({
  ProductionVariants: [{ VariantName: 'a', InstanceType: 'ml.m5.large', InitialInstanceCount, ...rest }],
});

export default defineRule({
  id: 'sagemaker-endpoint-prod-instance-count',
  revision: 1,
  title: 'Production variants must start with at least two instances',
  rationale:
    'A single instance is a single Availability Zone: its failure, or its replacement, takes the endpoint down.',
  severity: 'MEDIUM',
  // Availability of one endpoint is its owner's choice, and twice the price.
  profile: 'advisory',
  resourceType: 'AWS::SageMaker::EndpointConfig',
  controls: {
    published: {
      'iso27001_2022:A.8.14': 'prowler sagemaker_endpoint_config_prod_variant_instances',
      'nist_800_53_r5:CP-10': 'security-hub SageMaker.4 related requirements',
      'nist_800_53_r5:SA-13': 'security-hub SageMaker.4 related requirements',
      'nist_800_53_r5:SC-36': 'security-hub SageMaker.4 related requirements',
      'nist_800_53_r5:SC-5': 'security-hub SageMaker.4 related requirements',
    },
    judged: [
      'eu_ai_act_2024_1689:Art. 15',
      'iso27001_2022:A.8.6',
      'iso42001_2023:A.4.5',
      'nist_ai_rmf_1_0:MANAGE 2.3',
      'nist_ai_rmf_1_0:MEASURE 2.7',
      'owasp_llm_2025:LLM10:2025',
      'soc2_tsc:A1.2',
    ],
  },
  guidance:
    'Set InitialInstanceCount to 2 or more (or ManagedInstanceScaling.MinInstanceCount), in a new configuration, ' +
    'and point the endpoint to it with UpdateEndpoint.',
  references: ['https://docs.aws.amazon.com/sagemaker/latest/dg/deployment-best-practices.html'],
  examples: {
    compliant: [
      { name: 'two instances', properties: variant(2) },
      {
        name: 'scaling keeps two',
        properties: variant(1, { ManagedInstanceScaling: { Status: 'ENABLED', MinInstanceCount: 2 } }),
      },
    ],
    nonCompliant: [{ name: 'one instance', properties: variant(1) }],
  },

  evaluate({ properties: { ProductionVariants: variants = [] } }) {
    const verdict = each(variants, (variant, index) => {
      if (variant.ServerlessConfig) return undefined;
      const { InitialInstanceCount: initial = 0, ManagedInstanceScaling: scaling } = variant;
      if (initial >= 2) return undefined;
      if (scaling && scaling.Status !== 'DISABLED' && (scaling.MinInstanceCount ?? 0) >= 2) return undefined;
      return {
        path: `ProductionVariants[${index}].InitialInstanceCount`,
        expected: 'at least 2',
        actual: variant.InitialInstanceCount ?? null,
      };
    });
    // Compliant means that every variant could be read.
    const isServerless =
      verdict.status === 'COMPLIANT' && variants.every((variant) => variant.ServerlessConfig);
    return isServerless ? notApplicable('no variant runs on instances') : verdict;
  },
});
