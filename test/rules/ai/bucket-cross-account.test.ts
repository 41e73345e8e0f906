import { type Json, unknown } from '../../../resources/resource.ts';
import rule from '../../../rules/ai/bucket-cross-account.ts';
import { testRule } from '../../support/judge-rule.ts';

const referrers = ['AWS::SageMaker::TrainingJob t'];
const lost = unknown('known only after apply');
const allow = (Principal: Json) => ({
  Effect: 'Allow',
  Principal,
  Action: 's3:GetObject',
  Resource: 'arn:aws:s3:::train/*',
});
const policy = (...Statement: Json[]) => ({ properties: { PolicyDocument: { Statement } }, referrers });
const denial = (value: string) => ({
  ...allow('*'),
  Effect: 'Deny',
  Action: 's3:*',
  Condition: { StringNotEquals: { 'aws:PrincipalOrgID': value } },
});

testRule(rule, {
  COMPLIANT: {
    'no policy': { properties: {}, referrers },
    'the own account': policy(allow({ AWS: '111122223333' })),
    'a service of AWS': policy(allow({ Service: 'sagemaker.amazonaws.com' })),
    'a Deny of everybody': policy({ ...allow('*'), Effect: 'Deny' }),
    'everybody in the account': policy({
      ...allow('*'),
      Condition: { StringEquals: { 'aws:PrincipalAccount': '111122223333' } },
    }),
    'everybody, and all outside the organization are denied': policy(allow('*'), denial('o-a1b2c3d4e5')),
  },
  NON_COMPLIANT: {
    everybody: {
      ...policy(allow('*')),
      observations: [
        {
          path: 'PolicyDocument.Statement[0].Principal',
          expected: 'principals of this account or of the organization',
          actual: '*',
        },
      ],
    },
    'other accounts beside the own one': {
      ...policy(allow({ AWS: '111122223333' }), allow({ AWS: ['444455556666', '777788889999'] })),
      observations: [{ path: 'PolicyDocument.Statement[1].Principal', actual: '444455556666, 777788889999' }],
    },
    'everybody beside a statement that is not known yet': policy(lost, allow('*')),
  },
  NOT_APPLICABLE: {
    'no AI resource refers to it': {
      properties: policy(allow('*')).properties,
      because: 'no AI resource refers to it',
    },
  },
  INSUFFICIENT_DATA: {
    'a policy that may stand in another template': { properties: {}, referrers, source: 'template' },
    'a policy that cannot be read': { properties: { PolicyDocument: lost }, referrers },
    'a principal that is not known yet': policy(allow(lost)),
    'a user of S3’s own kind, who may be of one’s own account': policy(allow({ CanonicalUser: '0123abcd' })),
    'it cannot be known who refers to it': { properties: {}, referrersUnreadable: 'no index' },
  },
});
