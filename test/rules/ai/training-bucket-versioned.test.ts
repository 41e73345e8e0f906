import { unknown } from '../../../resources/resource.ts';
import rule from '../../../rules/ai/training-bucket-versioned.ts';
import { testRule } from '../../support/judge-rule.ts';

const referrers = ['AWS::SageMaker::TrainingJob t'];
const status = (Status: string) => ({ VersioningConfiguration: { Status } });

testRule(rule, {
  COMPLIANT: {
    'versions are kept': { properties: status('Enabled'), referrers },
    'of a custom classifier': {
      properties: status('Enabled'),
      referrers: ['AWS::Comprehend::DocumentClassifier c'],
    },
    'of a knowledge base': { properties: status('Enabled'), referrers: ['AWS::Bedrock::DataSource d'] },
  },
  NON_COMPLIANT: {
    'versioning was never on': { properties: {}, referrers },
    'versioning is suspended': { properties: status('Suspended'), referrers },
    'the settings say that it serves AI': { properties: {}, referrers: ['the settings'] },
    'one trains among others': { properties: {}, referrers: ['AWS::Lambda::Function f', ...referrers] },
  },
  NOT_APPLICABLE: {
    'no AI resource refers to it': { properties: {} },
    'a function that is called like one': {
      properties: {},
      referrers: ['AWS::Lambda::Function the settings'],
    },
    'it takes logs only': {
      properties: {},
      referrers: ['AWS::Bedrock::ModelInvocationLoggingConfiguration l'],
    },
  },
  INSUFFICIENT_DATA: {
    'it cannot be known who refers to it': { properties: status('Enabled'), referrersUnreadable: 'no index' },
    'a status that is not known yet': {
      properties: { VersioningConfiguration: { Status: unknown('known only after apply') } },
      referrers,
    },
  },
});
