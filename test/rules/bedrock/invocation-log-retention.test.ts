import { unknown } from '../../../resources/resource.ts';
import rule from '../../../rules/bedrock/invocation-log-retention.ts';
import { testRule } from '../../support/judge-rule.ts';

const LOGGING =
  'AWS::Bedrock::ModelInvocationLoggingConfiguration model-invocation-logging-configuration/eu-west-1';

const keeping = (RetentionInDays: number, minimumDays?: number) => ({
  properties: { RetentionInDays },
  referrers: [LOGGING],
  ...(minimumDays !== undefined && { parameters: { minimumDays } }),
});

testRule(rule, {
  COMPLIANT: {
    'as long as is asked for': keeping(365, 365),
    'six months, whichever they are': keeping(184),
    'for ever': { properties: {}, referrers: [LOGGING] },
    'a log group that the settings name': {
      properties: { RetentionInDays: 400 },
      referrers: ['the settings'],
    },
    'one of several that refer to it is Bedrock': {
      ...keeping(400),
      referrers: ['AWS::SageMaker::Model churn', LOGGING],
    },
  },
  NON_COMPLIANT: {
    'a day too few': {
      ...keeping(183),
      observations: [{ path: 'RetentionInDays', expected: 'at least 184', actual: 183 }],
    },
    'half a year in round numbers': keeping(180),
    'less than the settings ask for': keeping(365, 366),
    'a log group that the settings name': { properties: { RetentionInDays: 1 }, referrers: ['the settings'] },
  },
  NOT_APPLICABLE: {
    'a log group of something else': {
      properties: { RetentionInDays: 1 },
      referrers: ['AWS::SageMaker::Model churn'],
      because: 'Bedrock does not log invocations to it',
    },
    'a type that only ends like it': {
      properties: { RetentionInDays: 1 },
      referrers: [`AWS::SageMaker::Model ${LOGGING}`],
    },
  },
  INSUFFICIENT_DATA: {
    'days that are not known': {
      properties: { RetentionInDays: unknown('a parameter') },
      referrers: [LOGGING],
    },
    'nobody can say who refers to it': {
      properties: { RetentionInDays: 365 },
      referrersUnreadable: 'no posture',
    },
  },
});
