import type { GetRepositoryPolicyCommandInput, SetRepositoryPolicyCommandInput } from '@aws-sdk/client-ecr';
import type { JsonObject } from '../../resources/resource.ts';
import { documentIn, withCondition, withStatements } from '../_families/policy-document.ts';
import { answers, apiCall, change, defineRemediation, draft, refuse } from '../remediation.ts';

export default defineRemediation({
  id: 'ai-ecr-policy-external',
  title: 'Let nobody but this account in by the repository’s policy',
  resourceType: 'AWS::ECR::Repository',
  repairs: ['ai-ecr-policy-external'],
  risk: 'disruptive',
  breaks:
    'Accounts that pull or push because the policy lets everybody in are denied, those of your organization too: name ' +
    'them, or the organization, first. Principals of this account keep what they have.',
  permissions: ['ecr:GetRepositoryPolicy', 'ecr:SetRepositoryPolicy'],
  references: ['https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_SetRepositoryPolicy.html'],

  async read({ id }, ask) {
    const { policyText } = await ask(get(id));
    return { policy: documentIn(policyText) };
  },

  plan({ resource: { id, account }, before: { policy }, observations }) {
    if (account === null) return refuse('the account of the repository is not known');
    if (policy === undefined) return refuse('the repository has no policy any more');
    // Whoever wrote an account or a federation down may mean it; everybody is nobody.
    const named = observations.find(({ actual }) => actual !== '*');
    if (named) return refuse(`${named.path} names ${String(named.actual)}: whether it is meant is not known`);
    const was = policy as JsonObject;
    const after = withStatements(was, observations, (statement) => [
      withCondition(statement, 'aws:PrincipalAccount', account),
    ]);
    return draft(
      [change('RepositoryPolicyText', was, after)],
      [{ ...setting(id, after), undo: setting(id, was) }],
    );
  },
});

const get = (repositoryName: string) =>
  apiCall<GetRepositoryPolicyCommandInput>('ecr', 'GetRepositoryPolicy', { repositoryName });

function setting(repositoryName: string, policy: JsonObject) {
  const policyText = JSON.stringify(policy);
  return {
    call: apiCall<SetRepositoryPolicyCommandInput>('ecr', 'SetRepositoryPolicy', {
      repositoryName,
      policyText,
    }),
    until: answers(get(repositoryName), { policyText: [policyText] }),
  };
}
