import { unknown } from '../../../resources/resource.ts';
import rule from '../../../rules/sagemaker/endpoint-config-kms.ts';
import { testRule } from '../../support/judge-rule.ts';

const KEY = 'alias/endpoints';
const EBS = { VariantName: 'a', InstanceType: 'ml.m5.large' };
const NVME = { VariantName: 'b', InstanceType: 'ml.g5.xlarge' };
const SERVERLESS = { VariantName: 'c', ServerlessConfig: { MemorySizeInMB: 2048, MaxConcurrency: 5 } };

const variants = (...ProductionVariants: object[]) => ({ properties: { ProductionVariants } as never });
const on = (InstanceType: string) => variants({ VariantName: 'a', InstanceType });
const pools = (...types: string[]) =>
  variants({ VariantName: 'a', InstancePools: types.map((InstanceType) => ({ InstanceType, Priority: 1 })) });

testRule(rule, {
  COMPLIANT: {
    'a key': { properties: { KmsKeyId: KEY, ProductionVariants: [EBS] } },
    'a key known only as a reference': {
      properties: { KmsKeyId: '${Key.Arn}', ProductionVariants: [EBS] },
      source: 'template',
    },
    'a key, whatever the variants are': {
      properties: { KmsKeyId: KEY, ProductionVariants: unknown('a transform') },
    },
  },
  NON_COMPLIANT: {
    'no key': {
      ...variants(EBS),
      observations: [{ expected: 'a KMS key for the storage of ProductionVariants[0]' }],
    },
    'no key, and no variants': { properties: {} },
    'an empty key': { properties: { KmsKeyId: '', ProductionVariants: [EBS] } },
    'a serverless variant takes a key': variants(SERVERLESS),
    'one variant takes a key, the other refuses it': variants(NVME, EBS),
    'a shadow variant takes a key': {
      properties: { ProductionVariants: [NVME], ShadowProductionVariants: [EBS] },
      observations: [{ expected: 'a KMS key for the storage of ShadowProductionVariants[0]' }],
    },
    'a certain variant wins over an unknown neighbour': variants(unknown('an import'), EBS),
    'one pool of several takes a key': pools('ml.g5.xlarge', 'ml.m5.large'),
    'g5g has no local storage': on('ml.g5g.xlarge'),
    'inf2 has no local storage': on('ml.inf2.xlarge'),
    'm7i-flex has no local storage': on('ml.m7i-flex.large'),
    'p3 has no local storage': on('ml.p3.2xlarge'),
    'a name that is no instance type’s': on('no-ml.g5.xlarge'),
    'the key of the captured data is another': {
      properties: { ProductionVariants: [EBS], DataCaptureConfig: { KmsKeyId: KEY } },
    },
  },
  NOT_APPLICABLE: {
    'a GPU family with NVMe': variants(NVME),
    'every production and shadow variant on NVMe': {
      properties: { ProductionVariants: [NVME], ShadowProductionVariants: [NVME] },
    },
    'every pool on NVMe': pools('ml.g5.xlarge', 'ml.g6e.2xlarge'),
    m5d: on('ml.m5d.large'),
    c6gd: on('ml.c6gd.large'),
    r7gd: on('ml.r7gd.large'),
    g4dn: on('ml.g4dn.xlarge'),
    p4de: on('ml.p4de.24xlarge'),
    p5en: on('ml.p5en.48xlarge'),
    'p6-b200': on('ml.p6-b200.48xlarge'),
    'p6e-gb200': on('ml.p6e-gb200.36xlarge'),
    g6: on('ml.g6.xlarge'),
    gr6: on('ml.gr6.4xlarge'),
    p5e: on('ml.p5e.48xlarge'),
    trn1: on('ml.trn1.32xlarge'),
    trn1n: on('ml.trn1n.32xlarge'),
    trn2: on('ml.trn2.48xlarge'),
    'a generation of two digits, to come': on('ml.c10gd.large'),
    'a family of two letters, to come': on('ml.hf8d.large'),
  },
  INSUFFICIENT_DATA: {
    'the key is unknown': {
      properties: { KmsKeyId: unknown('known only after apply'), ProductionVariants: [EBS] },
    },
    'the instance type is unknown': variants({ InstanceType: unknown('parameter X has no default') }),
    'NVMe beside an unknown variant': variants(NVME, unknown('an import')),
    'the variants are unknown': { properties: { ProductionVariants: unknown('a transform') } },
  },
});
