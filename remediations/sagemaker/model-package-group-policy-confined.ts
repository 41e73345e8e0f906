import type {
  GetModelPackageGroupPolicyCommandInput,
  PutModelPackageGroupPolicyCommandInput,
} from '@aws-sdk/client-sagemaker';
import { documentIn, withCondition, withStatements } from '../_families/policy-document.ts';
import { answers, apiCall, change, defineRemediation, draft, refuse } from '../remediation.ts';

export default defineRemediation({
  id: 'sagemaker-model-package-group-policy-confined',
  title: 'Let nobody but this account use the model package group by its policy',
  resourceType: 'AWS::SageMaker::ModelPackageGroup',
  repairs: ['sagemaker-model-package-group-policy-external'],
  risk: 'disruptive',
  breaks:
    'Accounts that read or register models because the policy lets everybody in are denied, those of your organization ' +
    'too: name them, or the organization, first. Principals of this account keep what they have.',
  permissions: ['sagemaker:GetModelPackageGroupPolicy', 'sagemaker:PutModelPackageGroupPolicy'],
  references: [
    'https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_PutModelPackageGroupPolicy.html',
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-principalaccount',
  ],

  async read({ id }, ask) {
    const { ResourcePolicy } = await ask(get(id));
    return { ResourcePolicy };
  },

  plan({ resource: { id, account }, before: { ResourcePolicy }, observations }) {
    const was = documentIn(ResourcePolicy);
    if (typeof ResourcePolicy !== 'string' || !was) return refuse('the group has no policy any more');
    if (account === null) return refuse('the account of the group is not known');
    // Whoever wrote an account or a federation down may mean it; everybody is nobody.
    const named = observations.find(({ actual }) => actual !== '*');
    if (named) return refuse(`${named.path} names ${String(named.actual)}: whether it is meant is not known`);
    const after = withStatements(was, observations, (statement) => [
      withCondition(statement, 'aws:PrincipalAccount', account),
    ]);
    const undo = putting(id, ResourcePolicy);
    return draft(
      [change('ModelPackageGroupPolicy', was, after)],
      [{ ...putting(id, JSON.stringify(after)), undo }],
    );
  },
});

const get = (ModelPackageGroupName: string) =>
  apiCall<GetModelPackageGroupPolicyCommandInput>('sagemaker', 'GetModelPackageGroupPolicy', {
    ModelPackageGroupName,
  });

const putting = (ModelPackageGroupName: string, ResourcePolicy: string) => ({
  call: apiCall<PutModelPackageGroupPolicyCommandInput>('sagemaker', 'PutModelPackageGroupPolicy', {
    ModelPackageGroupName,
    ResourcePolicy,
  }),
  until: answers(get(ModelPackageGroupName), { ResourcePolicy: [ResourcePolicy] }),
});
