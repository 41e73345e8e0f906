import { type Json, unknown } from '../../../resources/resource.ts';
import rule from '../../../rules/ai/full-access-policies-not-attached.ts';
import { testRule } from '../../support/judge-rule.ts';

const trust = (service: string) => ({
  Statement: [{ Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { Service: service } }],
});
const attached = (...arns: Json[]) => ({
  properties: { AssumeRolePolicyDocument: trust('sagemaker.amazonaws.com'), ManagedPolicyArns: arns },
});
const FULL = 'arn:aws:iam::aws:policy/AmazonSageMakerFullAccess';

testRule(rule, {
  COMPLIANT: {
    'nothing attached': {
      properties: { AssumeRolePolicyDocument: trust('kendra.amazonaws.com') },
    },
    'a read-only policy': attached('arn:aws:iam::aws:policy/AmazonSageMakerReadOnly'),
    'a policy of one’s own with such a name': attached(
      'arn:aws:iam::111122223333:policy/AmazonSageMakerFullAccess',
    ),
    'the Bedrock policy has a control of its own': attached(
      'arn:aws:iam::aws:policy/AmazonBedrockFullAccess',
    ),
  },
  NON_COMPLIANT: {
    'the notebook tutorial’s policy': attached(FULL),
    'in a template': attached('arn:${AWS::Partition}:iam::aws:policy/BedrockAgentCoreFullAccess'),
    'in GovCloud': attached('arn:aws-us-gov:iam::aws:policy/AmazonRekognitionFullAccess'),
    'behind one that is not known yet': attached(unknown('known only after apply'), FULL),
    'an AI resource names the role': {
      properties: { AssumeRolePolicyDocument: trust('lambda.amazonaws.com'), ManagedPolicyArns: [FULL] },
      referrers: ['AWS::Bedrock::Agent a'],
    },
  },
  NOT_APPLICABLE: {
    'a role that AI does not use': {
      properties: { AssumeRolePolicyDocument: trust('lambda.amazonaws.com'), ManagedPolicyArns: [FULL] },
    },
  },
  INSUFFICIENT_DATA: {
    'an ARN that is not known yet': attached(unknown('known only after apply')),
    'no trust policy': {
      properties: { ManagedPolicyArns: [FULL] },
      because: 'AssumeRolePolicyDocument: expected an object, found nothing',
    },
  },
});
