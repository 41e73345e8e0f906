import { unknown } from '../../../resources/resource.ts';
import rule from '../../../rules/sagemaker/model-package-approver-recorded.ts';
import { testRule } from '../../support/judge-rule.ts';

const iam = (session: string) => ({
  IamIdentity: { Arn: `arn:aws:sts::111122223333:assumed-role/DataScience/${session}` },
});
const studio = (profile: string) => ({
  ...iam('SageMaker'),
  UserProfileArn: `arn:aws:sagemaker:eu-west-1:111122223333:user-profile/d-1/${profile}`,
});
const approved = (CreatedBy: unknown, LastModifiedBy: unknown, rest = {}) => ({
  properties: {
    ModelApprovalStatus: 'Approved',
    ApprovalDescription: 'Reviewed against card 12',
    CreatedBy,
    LastModifiedBy,
    ...rest,
  } as never,
});

testRule(rule, {
  COMPLIANT: {
    'two sessions': approved(iam('ada'), iam('grace')),
    'two Studio users who share a role session': approved(studio('ada'), studio('grace')),
  },
  NON_COMPLIANT: {
    'one session': approved(iam('ada'), iam('ada')),
    'one Studio user': approved(studio('ada'), studio('ada')),
    'no description': approved(iam('ada'), iam('grace'), { ApprovalDescription: null }),
    'a blank description': approved(iam('ada'), iam('grace'), { ApprovalDescription: ' ' }),
    'no description in a template': {
      properties: { ModelApprovalStatus: 'Approved' },
      source: 'template',
    },
  },
  NOT_APPLICABLE: {
    'no status': { properties: {} },
    'not approved yet': { properties: { ModelApprovalStatus: 'PendingManualApproval' } },
    rejected: { properties: { ModelApprovalStatus: 'Rejected' } },
  },
  INSUFFICIENT_DATA: {
    'nobody is named': approved(null, null),
    'nobody is named in what is there': approved({}, {}),
    'no approver is named': approved(iam('ada'), null),
    'a template cannot say who': {
      properties: { ModelApprovalStatus: 'Approved', ApprovalDescription: 'Reviewed against card 12' },
      source: 'template',
    },
    'the status is unknown': { properties: { ModelApprovalStatus: unknown('no default') } },
  },
});
