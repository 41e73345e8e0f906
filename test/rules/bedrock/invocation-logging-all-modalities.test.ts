import { unknown } from '../../../resources/resource.ts';
import rule from '../../../rules/bedrock/invocation-logging-all-modalities.ts';
import { testRule } from '../../support/judge-rule.ts';

const S3Config = { BucketName: 'invocations' };
const all = {
  TextDataDeliveryEnabled: true,
  ImageDataDeliveryEnabled: true,
  EmbeddingDataDeliveryEnabled: true,
  VideoDataDeliveryEnabled: true,
  AudioDataDeliveryEnabled: true,
};
const { AudioDataDeliveryEnabled: _, ...withoutAudio } = all;

testRule(rule, {
  COMPLIANT: {
    'everything, to a bucket': { properties: { S3Config, ...all } },
    'everything, to a log group': { properties: { CloudWatchConfig: { LogGroupName: '/bedrock' }, ...all } },
    'everything, to a bucket that is not known yet': {
      properties: { S3Config: unknown('known only after apply'), ...all },
      source: 'plan',
    },
  },
  NON_COMPLIANT: {
    ...Object.fromEntries(
      Object.keys(all).map((flag) => [
        `${flag} is off`,
        {
          properties: { S3Config, ...all, [flag]: false },
          observations: [{ path: flag, expected: true, actual: false }],
        },
      ]),
    ),
    'one is off, another is not known': {
      properties: {
        S3Config,
        ...all,
        TextDataDeliveryEnabled: unknown('a parameter'),
        VideoDataDeliveryEnabled: false,
      },
    },
    'one is off, and no destination either': { properties: { ...all, TextDataDeliveryEnabled: false } },
    'one is off, another is not told': {
      properties: { S3Config, ...withoutAudio, TextDataDeliveryEnabled: false },
    },
  },
  NOT_APPLICABLE: {
    'nothing is logged': { properties: {}, because: 'no invocation is logged' },
    'everything, but nowhere': { properties: all },
  },
  INSUFFICIENT_DATA: {
    'one is not told': {
      properties: { S3Config, ...withoutAudio },
      because: 'AudioDataDeliveryEnabled is not told',
    },
    'one is not known': {
      properties: { S3Config, ...all, ImageDataDeliveryEnabled: unknown('a parameter') },
    },
  },
});
