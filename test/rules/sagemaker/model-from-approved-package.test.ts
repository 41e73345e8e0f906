import { unknown } from '../../../resources/resource.ts';
import rule from '../../../rules/sagemaker/model-from-approved-package.ts';
import { testRule } from '../../support/judge-rule.ts';

const referrers = ['AWS::SageMaker::EndpointConfig c'];
const lost = unknown('known only after apply');
const one = { PrimaryContainer: { ModelPackageName: 'credit/3' } };
const two = { Containers: [{ ModelPackageName: 'credit/3' }, { ModelPackageName: 'explain/1' }] };
const approved = { ModelApprovalStatus: 'Approved' };

testRule(rule, {
  COMPLIANT: {
    'an approved version': { properties: one, related: { 'credit/3': approved }, referrers },
    'every version of a pipeline': {
      properties: two,
      related: { 'credit/3': approved, 'explain/1': approved },
      referrers,
    },
  },
  NON_COMPLIANT: {
    'no package': {
      properties: { PrimaryContainer: { Image: 'i' } },
      referrers,
      observations: [{ path: 'PrimaryContainer.ModelPackageName', actual: null }],
    },
    'a rejected version': {
      properties: one,
      related: { 'credit/3': { ModelApprovalStatus: 'Rejected' } },
      referrers,
      observations: [
        { path: 'PrimaryContainer.ModelPackageName', actual: 'credit/3 (ModelApprovalStatus Rejected)' },
      ],
    },
    'a version that nobody decided on': {
      properties: one,
      related: { 'credit/3': {} },
      referrers,
      observations: [{ actual: 'credit/3 (ModelApprovalStatus not set)' }],
    },
    'one of a pipeline, beside one that cannot be read': {
      properties: two,
      related: { 'explain/1': { ModelApprovalStatus: 'PendingManualApproval' } },
      referrers,
      observations: [
        {
          path: 'Containers[].ModelPackageName',
          actual: 'explain/1 (ModelApprovalStatus PendingManualApproval)',
        },
      ],
    },
  },
  NOT_APPLICABLE: { 'nothing serves it': { properties: { PrimaryContainer: { Image: 'i' } } } },
  INSUFFICIENT_DATA: {
    'a version that cannot be read': { properties: one, referrers },
    'a version that is not known yet': {
      properties: { PrimaryContainer: { ModelPackageName: lost } },
      referrers,
    },
    'it cannot be known who serves it': {
      properties: one,
      related: { 'credit/3': approved },
      referrersUnreadable: 'no index',
    },
  },
});
