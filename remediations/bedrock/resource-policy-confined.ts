import type { GetResourcePolicyCommandInput, PutResourcePolicyCommandInput } from '@aws-sdk/client-bedrock';
import type { Json, JsonObject } from '../../resources/resource.ts';
import {
  answers,
  apiCall,
  type Change,
  change,
  defineRemediation,
  draft,
  type Refusal,
  refuse,
} from '../remediation.ts';

export default defineRemediation({
  id: 'bedrock-resource-policy-confined',
  title: 'Confine what the policy allows to principals of this account',
  resourceType: 'AWS::Bedrock::ResourcePolicy',
  repairs: ['bedrock-resource-policy-external'],
  risk: 'disruptive',
  breaks:
    'Every principal of another account that a statement lets in is denied at once, those of your own organization too: ' +
    'ask their owners first. Principals of this account are let in as before; statements that the finding does not name ' +
    'stay as they are.',
  permissions: ['bedrock:GetResourcePolicy', 'bedrock:PutResourcePolicy'],
  references: [
    'https://docs.aws.amazon.com/bedrock/latest/APIReference/API_PutResourcePolicy.html',
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-principalaccount',
  ],

  async read(ref, ask) {
    const { resourcePolicy } = await ask(get(ref.arn ?? ref.id));
    return { resourcePolicy };
  },

  plan({ resource: { arn, id, account }, before: { resourcePolicy }, observations }) {
    if (typeof resourcePolicy !== 'string') return refuse('there is no policy any more');
    if (account === null) return refuse('the account is not known');
    const policy = JSON.parse(resourcePolicy);
    const changes: Change[] = [];
    for (const { path } of observations) {
      const confined = confine(statementAt(policy, path), account);
      if ('refused' in confined) return confined;
      changes.push(change(path.replace(/Principal$/, 'Condition'), confined.before, confined.after));
    }
    if (changes.length === 0) return refuse('the finding names no statement');
    const arnOf = arn ?? id;
    return draft(changes, [
      { ...putting(arnOf, JSON.stringify(policy)), undo: putting(arnOf, resourcePolicy) },
    ]);
  },
});

/** What the rule observes: `PolicyDocument.Statement[1].Principal`; the index is not there where there is no list. */
function statementAt({ Statement }: JsonObject, path: string): object {
  const [, index] = /\[(\d+)\]\.Principal$/.exec(path) ?? [];
  return Object(index === undefined ? Statement : Reflect.get(Object(Statement), index));
}

interface Confined {
  readonly before: Json | undefined;
  readonly after: Json;
}

/** Changes the statement. */
function confine(statement: object, account: string): Confined | Refusal {
  const principal: unknown = Reflect.get(statement, 'Principal');
  // Calls of a service carry no account of a principal: the condition would shut it out.
  if (principal === undefined || Object.hasOwn(Object(principal), 'Service')) {
    return refuse('the statement lets AWS services in, or everybody but some: say yourself whom it is for');
  }
  const before: Json | undefined = Reflect.get(statement, 'Condition');
  const condition: JsonObject = { ...Object(before) };
  const equals = nameIn(condition, 'StringEquals');
  const keys: JsonObject = { ...Object(condition[equals]) };
  if (Object.hasOwn(keys, nameIn(keys, 'aws:PrincipalAccount'))) {
    return refuse('the statement names other accounts in a condition: they may be meant');
  }
  const after = { ...condition, [equals]: { ...keys, 'aws:PrincipalAccount': account } };
  Reflect.set(statement, 'Condition', after);
  return { before, after };
}

/** As it is written there: IAM takes operators and keys in any case. */
const nameIn = (object: JsonObject, name: string): string =>
  Object.keys(object).find((each) => each.toLowerCase() === name.toLowerCase()) ?? name;

const get = (resourceArn: string) =>
  apiCall<GetResourcePolicyCommandInput>('bedrock', 'GetResourcePolicy', { resourceArn });

const putting = (resourceArn: string, resourcePolicy: string) => ({
  call: apiCall<PutResourcePolicyCommandInput>('bedrock', 'PutResourcePolicy', {
    resourceArn,
    resourcePolicy,
  }),
  until: answers(get(resourceArn), { resourcePolicy: [resourcePolicy] }),
});
