import { unknown } from '../../../resources/resource.ts';
import rule from '../../../rules/sagemaker/endpoint-data-capture-enabled.ts';
import { testRule } from '../../support/judge-rule.ts';

const ON_INSTANCES = [{ VariantName: 'a', InstanceType: 'ml.m5.large' }];
const SERVERLESS = [{ VariantName: 'b', ServerlessConfig: { MemorySizeInMB: 2048, MaxConcurrency: 5 } }];

const capture = (
  DataCaptureConfig: unknown,
  samplingPercentage?: number,
  variants: unknown = ON_INSTANCES,
) => ({
  properties: { ProductionVariants: variants, DataCaptureConfig } as never,
  ...(samplingPercentage && { parameters: { samplingPercentage } }),
});

testRule(rule, {
  COMPLIANT: {
    'on, everything': capture({ EnableCapture: true, InitialSamplingPercentage: 100 }),
    'EnableCapture defaults to true': capture({ InitialSamplingPercentage: 100 }),
    'exactly as much as asked': capture({ InitialSamplingPercentage: 20 }, 20),
  },
  NON_COMPLIANT: {
    absent: capture(null),
    off: capture({ EnableCapture: false, InitialSamplingPercentage: 100 }),
    'nothing is sampled': capture({ EnableCapture: true, InitialSamplingPercentage: 0 }),
    'less than asked': {
      ...capture({ InitialSamplingPercentage: 19 }, 20),
      observations: [{ actual: { EnableCapture: true, InitialSamplingPercentage: 19 } }],
    },
    'no variants are known': { properties: {} },
    'one variant runs on instances': capture(null, undefined, [...SERVERLESS, ...ON_INSTANCES]),
  },
  NOT_APPLICABLE: { 'serverless variants cannot': capture(null, undefined, SERVERLESS) },
  INSUFFICIENT_DATA: {
    'the configuration is unknown': capture(unknown('an import')),
    'the percentage is unknown': capture({ InitialSamplingPercentage: unknown('no default') }),
    'absent, and the variant is unknown': capture(null, undefined, [unknown('an import')]),
  },
});
