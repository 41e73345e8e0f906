import {
  all,
  compliant,
  defineRule,
  insufficientData,
  nonCompliant,
  notApplicable,
} from '../../engine/rule.ts';

const FLAGS = [
  'TextDataDeliveryEnabled',
  'ImageDataDeliveryEnabled',
  'EmbeddingDataDeliveryEnabled',
  'VideoDataDeliveryEnabled',
  'AudioDataDeliveryEnabled',
] as const;

const S3Config = { BucketName: 'invocations' };
const everything = Object.fromEntries(FLAGS.map((flag) => [flag, true]));

export default defineRule({
  id: 'bedrock-invocation-logging-all-modalities',
  revision: 1,
  title: 'Invocation logging must deliver text, image, embedding, video and audio data',
  rationale:
    'What is left out of the invocation logs is missing when it is needed: an attack hidden in a picture or a recording ' +
    'leaves no trace where only text is logged.',
  severity: 'MEDIUM',
  profile: 'sensitive',
  resourceType: 'AWS::Bedrock::ModelInvocationLoggingConfiguration',
  controls: {
    published: {},
    judged: [
      'eu_ai_act_2024_1689:Art. 12',
      'eu_ai_act_2024_1689:Art. 19',
      'eu_ai_act_2024_1689:Art. 26',
      'iso27001_2022:A.8.15',
      'iso27001_2022:A.8.16',
      'iso27701_2019:7.2.8',
      'iso42001_2023:A.6.2.6',
      'iso42001_2023:A.6.2.8',
      'mitre_atlas:AML.M0024',
      'nist_800_53_r5:AU-12',
      'nist_800_53_r5:AU-2',
      'nist_800_53_r5:AU-3',
      'nist_800_53_r5:SI-4',
      'nist_ai_rmf_1_0:MANAGE 4.1',
      'nist_ai_rmf_1_0:MEASURE 2.4',
      'nist_ai_rmf_1_0:MEASURE 2.8',
      'owasp_llm_2025:LLM01:2025',
      'owasp_llm_2025:LLM10:2025',
      'soc2_tsc:CC7.2',
    ],
  },
  guidance:
    'Call PutModelInvocationLoggingConfiguration with textDataDeliveryEnabled, imageDataDeliveryEnabled, ' +
    'embeddingDataDeliveryEnabled, videoDataDeliveryEnabled and audioDataDeliveryEnabled true; it replaces the whole ' +
    'configuration, so name the destinations again.',
  references: [
    'https://docs.aws.amazon.com/bedrock/latest/APIReference/API_LoggingConfig.html',
    'https://docs.aws.amazon.com/bedrock/latest/userguide/model-invocation-logging.html',
  ],
  examples: {
    compliant: [{ name: 'everything is delivered', properties: { S3Config, ...everything } }],
    nonCompliant: [
      {
        name: 'pictures are left out',
        properties: { S3Config, ...everything, ImageDataDeliveryEnabled: false },
      },
    ],
  },

  evaluate({ properties }) {
    const delivered = all(
      FLAGS.map((flag) => () => {
        const actual = properties[flag];
        // What Bedrock does where nothing is said is written nowhere.
        if (actual === undefined) return insufficientData(`${flag} is not told`);
        return actual ? compliant : nonCompliant({ path: flag, expected: true, actual });
      }),
    );
    // What is switched off stays off once there is a destination.
    const isLogged = Object.hasOwn(properties, 'S3Config') || Object.hasOwn(properties, 'CloudWatchConfig');
    return isLogged || delivered.status === 'NON_COMPLIANT'
      ? delivered
      : notApplicable('no invocation is logged');
  },
});
