import type { GetRoleCommandInput, UpdateAssumeRolePolicyCommandInput } from '@aws-sdk/client-iam';
import type { Json, JsonObject } from '../../resources/resource.ts';
import { documentIn, withCondition, withStatements } from '../_families/policy-document.ts';
import { answers, apiCall, change, defineRemediation, draft, refuse } from '../remediation.ts';

export default defineRemediation({
  id: 'ai-service-role-confused-deputy',
  title: 'Let AI services assume the role for this account alone',
  resourceType: 'AWS::IAM::Role',
  repairs: ['ai-service-role-confused-deputy'],
  // Not every feature of every service tells its source; the one that does not is denied the role.
  risk: 'disruptive',
  breaks:
    'A request in which the service does not tell the account that it acts for is denied the role; so is one for a ' +
    'resource of another account. Start one job, agent or endpoint with the role afterwards. Other principals of the ' +
    'role are not touched.',
  permissions: ['iam:GetRole', 'iam:UpdateAssumeRolePolicy'],
  references: [
    'https://docs.aws.amazon.com/IAM/latest/APIReference/API_UpdateAssumeRolePolicy.html',
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/confused-deputy.html',
  ],

  async read({ id }, ask) {
    const { Role } = await ask(get(id));
    return { trust: documentIn(Reflect.get(Object(Role), 'AssumeRolePolicyDocument')) };
  },

  plan({ resource: { id, account }, before: { trust }, observations }) {
    if (account === null) return refuse('the account of the role is not known');
    if (trust === undefined) return refuse('IAM gave no trust policy');
    const was = trust as JsonObject;
    const after = withStatements(was, observations, (statement, deputies) =>
      apart(statement, String(deputies).split(', '), account),
    );
    return draft(
      [change('AssumeRolePolicyDocument', was, after)],
      [{ ...putting(id, after), undo: putting(id, was) }],
    );
  },
});

/** The condition is for the services alone: whoever else stands in the statement gets one without it. */
function apart(statement: JsonObject, deputies: readonly string[], account: string): readonly JsonObject[] {
  const { Service, ...principals } = Object(statement['Principal']) as JsonObject;
  const others = listOf(Service).filter((service) => !deputies.includes(String(service)));
  const confine = (confined: JsonObject) => withCondition(confined, 'aws:SourceAccount', account);
  if (others.length === 0 && Object.keys(principals).length === 0) return [confine(statement)];
  // A statement's id is its own.
  const { Sid: _, ...rest } = statement;
  const left = { ...principals, ...(others.length > 0 && { Service: others }) };
  return [{ ...statement, Principal: left }, confine({ ...rest, Principal: { Service: [...deputies] } })];
}

const listOf = (value: Json | undefined): readonly Json[] =>
  Array.isArray(value) ? value : value === undefined ? [] : [value];

const get = (RoleName: string) => apiCall<GetRoleCommandInput>('iam', 'GetRole', { RoleName });

function putting(RoleName: string, trust: JsonObject) {
  const PolicyDocument = JSON.stringify(trust);
  return {
    call: apiCall<UpdateAssumeRolePolicyCommandInput>('iam', 'UpdateAssumeRolePolicy', {
      RoleName,
      PolicyDocument,
    }),
    until: answers(get(RoleName), { 'Role.AssumeRolePolicyDocument': [PolicyDocument] }),
  };
}
