import { unknown } from '../../../resources/resource.ts';
import rule from '../../../rules/bedrock/invocation-logging-enabled.ts';
import { testRule } from '../../support/judge-rule.ts';

const BUCKET = { BucketName: 'invocations' };
const LOG_GROUP = {
  LogGroupName: '/bedrock',
  RoleArn: 'arn:aws:iam::111122223333:role/bedrock-logging',
};

testRule(rule, {
  COMPLIANT: {
    'to a bucket': { properties: { S3Config: BUCKET } },
    'to a log group': { properties: { CloudWatchConfig: LOG_GROUP } },
    'to both': { properties: { S3Config: BUCKET, CloudWatchConfig: LOG_GROUP } },
    'to a bucket that has no name yet': {
      properties: { S3Config: { BucketName: unknown('known only after apply') } },
      source: 'plan',
    },
    'one destination is certain, the other unknown': {
      properties: { S3Config: unknown('an import'), CloudWatchConfig: LOG_GROUP },
    },
  },
  NON_COMPLIANT: {
    'there is no configuration, and that was read': { properties: {} },
    'no destination, though data types are on': { properties: { TextDataDeliveryEnabled: true } },
    'a destination without a name': {
      properties: { S3Config: { KeyPrefix: 'bedrock/' }, CloudWatchConfig: { RoleArn: LOG_GROUP.RoleArn } },
    },
    'an empty destination': { properties: { S3Config: {}, CloudWatchConfig: null } },
  },
  INSUFFICIENT_DATA: {
    'nothing could be read': {
      properties: { S3Config: unknown('access denied'), CloudWatchConfig: unknown('access denied') },
    },
    'one destination is absent, the other unknown': { properties: { S3Config: unknown('an import') } },
  },
});
