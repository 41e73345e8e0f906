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
    'on, whatever the variant is': capture({ InitialSamplingPercentage: 100 }, undefined, [
      unknown('an import'),
    ]),
  },
  NON_COMPLIANT: {
    absent: {
      ...capture(null, 20),
      observations: [
        {
          path: 'DataCaptureConfig',
          expected: 'EnableCapture true, InitialSamplingPercentage at least 20',
          actual: null,
        },
      ],
    },
    off: {
      ...capture({ EnableCapture: false, InitialSamplingPercentage: 100 }),
      observations: [{ path: 'DataCaptureConfig.EnableCapture', expected: true, actual: false }],
    },
    'nothing is sampled': capture({ EnableCapture: true, InitialSamplingPercentage: 0 }),
    'off, and nothing is said of how much': {
      ...capture({ EnableCapture: false }),
      observations: [
        { path: 'DataCaptureConfig.EnableCapture', expected: true, actual: false },
        { path: 'DataCaptureConfig.InitialSamplingPercentage', expected: 1, actual: null },
      ],
    },
    'less than asked': {
      ...capture({ InitialSamplingPercentage: 19 }, 20),
      observations: [{ path: 'DataCaptureConfig.InitialSamplingPercentage', expected: 20, actual: 19 }],
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
