import { all, defineRule, each, notApplicable, type PropertiesOf, type Verdict } from '../../engine/rule.ts';
import { hasLocalStorage } from '../_families/local-storage.ts';
import { namesKey } from '../_families/named-key.ts';

type Variants = PropertiesOf<'AWS::SageMaker::EndpointConfig'>['ProductionVariants'];

const KEY = 'arn:aws:kms:eu-west-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab';

export default defineRule({
  id: 'sagemaker-endpoint-config-kms',
  revision: 1,
  title: 'Endpoint configuration must encrypt the storage volume with a KMS key',
  rationale:
    'The volumes of an endpoint hold the model and what it is asked. Without a key you neither decide who can ' +
    'read them nor see when they are decrypted, and you cannot revoke it.',
  severity: 'MEDIUM',
  peersSeverity: 'HIGH',
  profile: 'sensitive',
  resourceType: 'AWS::SageMaker::EndpointConfig',
  controls: {
    published: {},
    judged: [
      'eu_ai_act_2024_1689:Art. 15',
      'iso27001_2022:A.5.33',
      'iso27001_2022:A.8.24',
      'iso27701_2019:6.7.1.1',
      'iso42001_2023:A.4.3',
      'iso42001_2023:A.6.2.5',
      'mitre_atlas:AML.M0005',
      'mitre_atlas:AML.M0012',
      'nist_800_53_r5:SC-12',
      'nist_800_53_r5:SC-13',
      'nist_800_53_r5:SC-28',
      'nist_800_53_r5:SC-28(1)',
      'nist_ai_rmf_1_0:MEASURE 2.10',
      'nist_ai_rmf_1_0:MEASURE 2.7',
      'owasp_llm_2025:LLM02:2025',
      'soc2_tsc:C1.1',
      'soc2_tsc:CC6.1',
    ],
  },
  guidance:
    'Create a configuration with KmsKeyId and point the endpoint to it with UpdateEndpoint. Variants on instance ' +
    'types with local NVMe storage refuse a key: give them a configuration of their own.',
  references: [
    'https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_CreateEndpointConfig.html',
    'https://docs.aws.amazon.com/sagemaker/latest/dg/serverless-endpoints-create-config.html',
  ],
  examples: {
    compliant: [
      {
        name: 'a key',
        properties: { KmsKeyId: KEY, ProductionVariants: [{ InstanceType: 'ml.m5.large' }] },
      },
    ],
    nonCompliant: [
      { name: 'no key', properties: { ProductionVariants: [{ InstanceType: 'ml.m5.large' }] } },
      {
        name: 'no key, because one of two variants refuses it',
        properties: {
          ProductionVariants: [{ InstanceType: 'ml.g5.xlarge' }, { InstanceType: 'ml.m5.large' }],
        },
      },
      {
        // The key encrypts the copy of the container image (serverless-endpoints-create-config).
        name: 'no key for a serverless variant',
        properties: {
          ProductionVariants: [{ ServerlessConfig: { MemorySizeInMB: 2048, MaxConcurrency: 5 } }],
        },
      },
    ],
  },

  evaluate({ properties }) {
    const named = namesKey({ path: 'KmsKeyId', key: properties.KmsKeyId });
    if (named.status === 'COMPLIANT' || !properties.ProductionVariants?.length) return named;
    return all([
      () => keyless('ProductionVariants', properties.ProductionVariants),
      () => keyless('ShadowProductionVariants', properties.ShadowProductionVariants),
    ]);
  },
});

function keyless(list: string, variants: Variants = []): Verdict {
  const verdict = each(variants, (variant, index) =>
    refusesKey(variant)
      ? undefined
      : { path: 'KmsKeyId', expected: `a KMS key for the storage of ${list}[${index}]`, actual: null },
  );
  return verdict.status === 'COMPLIANT' ? notApplicable(NO_VOLUME) : verdict;
}

const NO_VOLUME = 'every variant runs on local NVMe storage, which refuses a key';

/** A variant with pools may run on any of their types. */
const refusesKey = ({ InstanceType, InstancePools }: NonNullable<Variants>[number]): boolean =>
  InstancePools?.length
    ? InstancePools.every((pool) => hasLocalStorage(pool.InstanceType))
    : hasLocalStorage(InstanceType);
