import { type Json, unknown } from '../../../resources/resource.ts';
import rule from '../../../rules/bedrock/resource-policy-external.ts';
import { testRule } from '../../support/judge-rule.ts';

const lost = unknown('known only after apply');
const allow = (Principal: Json) => ({ Effect: 'Allow', Principal, Action: 'bedrock:*', Resource: '*' });
const policy = (...Statement: Json[]) => ({ properties: { PolicyDocument: { Statement } } });

testRule(rule, {
  COMPLIANT: {
    'the own account': policy(allow({ AWS: '111122223333' })),
    'a Deny of everybody': policy({ ...allow('*'), Effect: 'Deny' }),
    'no statement': policy(),
    'the document as text': {
      properties: { PolicyDocument: JSON.stringify({ Statement: allow({ AWS: '111122223333' }) }) },
    },
  },
  NON_COMPLIANT: {
    everybody: policy(allow('*')),
    'everybody, as an AWS principal': policy(allow({ AWS: '*' })),
    'other accounts': {
      ...policy(allow({ AWS: ['444455556666', '777788889999'] })),
      observations: [{ path: 'PolicyDocument.Statement[0].Principal', actual: '444455556666, 777788889999' }],
    },
    'everybody beside a statement that is not known yet': policy(lost, allow('*')),
  },
  INSUFFICIENT_DATA: {
    'no document': { properties: {} },
    'a document that is not known yet': { properties: { PolicyDocument: lost } },
    'a principal that is not known yet': policy(allow(lost)),
  },
});
