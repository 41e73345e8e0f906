import { type Json, unknown } from '../../../resources/resource.ts';
import rule from '../../../rules/ai/ecr-policy-external.ts';
import { testRule } from '../../support/judge-rule.ts';

const referrers = ['AWS::SageMaker::Model m'];
const lost = unknown('known only after apply');
const allow = (Principal: Json) => ({ Effect: 'Allow', Principal, Action: 'ecr:*' });
const policy = (...Statement: Json[]) => ({ properties: { RepositoryPolicyText: { Statement } }, referrers });

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
    'the document as text': {
      properties: { RepositoryPolicyText: JSON.stringify({ Statement: allow({ AWS: '111122223333' }) }) },
      referrers,
    },
  },
  NON_COMPLIANT: {
    everybody: {
      ...policy(allow('*')),
      observations: [
        {
          path: 'RepositoryPolicyText.Statement[0].Principal',
          expected: 'principals of this account or of the organization',
          actual: '*',
        },
      ],
    },
    'other accounts beside the own one': {
      ...policy(allow({ AWS: '111122223333' }), allow({ AWS: ['444455556666', '777788889999'] })),
      observations: [
        { path: 'RepositoryPolicyText.Statement[1].Principal', actual: '444455556666, 777788889999' },
      ],
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
    'a policy that cannot be read': { properties: { RepositoryPolicyText: lost }, referrers },
    'a principal that is not known yet': policy(allow(lost)),
    'it cannot be known who refers to it': { properties: {}, referrersUnreadable: 'no index' },
  },
});
