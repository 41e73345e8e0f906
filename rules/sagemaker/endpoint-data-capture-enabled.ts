import {
  all,
  compliant,
  defineRule,
  nonCompliant,
  notApplicable,
  type PropertiesOf,
  some,
  type Verdict,
} from '../../engine/rule.ts';

type Capture = NonNullable<PropertiesOf<'AWS::SageMaker::EndpointConfig'>['DataCaptureConfig']>;

const capture = (InitialSamplingPercentage: number, rest = {}) => ({
  ProductionVariants: [{ VariantName: 'a', InstanceType: 'ml.m5.large' }],
  DataCaptureConfig: {
    InitialSamplingPercentage,
    DestinationS3Uri: 's3://captures/churn',
    CaptureOptions: [{ CaptureMode: 'InputAndOutput' }],
    ...rest,
  },
});

export default defineRule({
  id: 'sagemaker-endpoint-data-capture-enabled',
  revision: 1,
  title: 'Production endpoint must capture inference data',
  rationale:
    'Without captured requests and answers nobody can see that a model drifts, is probed or is fed poison, nor ' +
    'explain afterwards what it said.',
  severity: 'MEDIUM',
  // Not every model needs a monitor, and captured data is personal data more often than not.
  profile: 'advisory',
  resourceType: 'AWS::SageMaker::EndpointConfig',
  parameters: {
    samplingPercentage: {
      kind: 'number',
      description: 'Percentage of the requests that must be captured at least.',
      default: 1,
    },
  },
  controls: {
    published: {},
    judged: [
      'eu_ai_act_2024_1689:Art. 15',
      'eu_ai_act_2024_1689:Art. 26',
      'eu_ai_act_2024_1689:Art. 72',
      'iso27001_2022:A.8.16',
      'iso42001_2023:A.6.2.6',
      'mitre_atlas:AML.M0008',
      'mitre_atlas:AML.M0024',
      'nist_800_53_r5:CA-7',
      'nist_800_53_r5:SI-4',
      'nist_ai_rmf_1_0:MANAGE 4.1',
      'nist_ai_rmf_1_0:MEASURE 2.4',
      'nist_ai_rmf_1_0:MEASURE 3.1',
      'owasp_llm_2025:LLM09:2025',
      'soc2_tsc:CC7.2',
      'soc2_tsc:PI1.4',
    ],
  },
  guidance:
    'Create a configuration with DataCaptureConfig (EnableCapture, InitialSamplingPercentage, DestinationS3Uri, ' +
    'KmsKeyId) and point the endpoint to it with UpdateEndpoint.',
  references: ['https://docs.aws.amazon.com/sagemaker/latest/dg/model-monitor-data-capture-endpoint.html'],
  examples: {
    compliant: [{ name: 'every request is captured', properties: capture(100) }],
    nonCompliant: [
      { name: 'nothing is captured', properties: { ProductionVariants: [{ InstanceType: 'ml.m5.large' }] } },
      { name: 'capture is off', properties: capture(100, { EnableCapture: false }) },
      { name: 'too little is captured', properties: capture(10), parameters: { samplingPercentage: 20 } },
    ],
  },

  evaluate(
    { properties: { ProductionVariants, DataCaptureConfig } },
    { parameters: { samplingPercentage } },
  ) {
    const verdict = capturing(DataCaptureConfig, samplingPercentage);
    if (verdict.status === 'COMPLIANT') return verdict;
    const onInstances = some(
      ProductionVariants ?? [{}],
      (variant) => !variant.ServerlessConfig,
      () => notApplicable('serverless variants cannot capture data'),
    );
    return onInstances.status === 'COMPLIANT' ? verdict : onInstances;
  },
});

function capturing(config: Capture | undefined, samplingPercentage: number): Verdict {
  if (!config) {
    return nonCompliant({
      path: 'DataCaptureConfig',
      expected: `EnableCapture true, InitialSamplingPercentage at least ${samplingPercentage}`,
      actual: null,
    });
  }
  // EnableCapture defaults to true (DataCaptureConfig).
  const { EnableCapture = true, InitialSamplingPercentage: percentage } = config;
  return all([
    () =>
      EnableCapture
        ? compliant
        : nonCompliant({ path: 'DataCaptureConfig.EnableCapture', expected: true, actual: false }),
    () =>
      (percentage ?? 0) >= samplingPercentage
        ? compliant
        : nonCompliant({
            path: 'DataCaptureConfig.InitialSamplingPercentage',
            expected: samplingPercentage,
            actual: percentage ?? null,
          }),
  ]);
}
