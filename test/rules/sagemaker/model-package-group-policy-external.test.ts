import { type Json, unknown } from '../../../resources/resource.ts';
import rule from '../../../rules/sagemaker/model-package-group-policy-external.ts';
import { testRule } from '../../support/judge-rule.ts';

const lost = unknown('known only after apply');
const allow = (Principal: Json) => ({ Effect: 'Allow', Principal, Action: 'sagemaker:*', Resource: '*' });
const policy = (...Statement: Json[]) => ({ properties: { ModelPackageGroupPolicy: { Statement } } });

testRule(rule, {
  COMPLIANT: {
    'no policy': { properties: {} },
    'no statement': policy(),
    'the own account': policy(allow({ AWS: '111122223333' })),
    'a Deny of everybody': policy({ ...allow('*'), Effect: 'Deny' }),
    'everybody in the account': policy({
      ...allow('*'),
      Condition: { StringEquals: { 'aws:PrincipalAccount': '111122223333' } },
    }),
    'the document as text': {
      properties: {
        ModelPackageGroupPolicy: JSON.stringify({ Statement: allow({ AWS: '111122223333' }) }),
      },
    },
  },
  NON_COMPLIANT: {
    everybody: {
      ...policy(allow('*')),
      observations: [
        {
          path: 'ModelPackageGroupPolicy.Statement[0].Principal',
          expected: 'principals of this account or of the organization',
          actual: '*',
        },
      ],
    },
    'other accounts beside the own one': {
      ...policy(allow({ AWS: '111122223333' }), allow({ AWS: ['444455556666', '777788889999'] })),
      observations: [
        { path: 'ModelPackageGroupPolicy.Statement[1].Principal', actual: '444455556666, 777788889999' },
      ],
    },
    'everybody beside a statement that is not known yet': policy(lost, allow('*')),
  },
  INSUFFICIENT_DATA: {
    'a policy that cannot be read': { properties: { ModelPackageGroupPolicy: lost } },
    'a principal that is not known yet': policy(allow(lost)),
  },
});
