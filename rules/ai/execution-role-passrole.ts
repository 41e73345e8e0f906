import { allows, type Grant, type Policies } from '../../engine/iam/grants.ts';
import { coversAction } from '../../engine/iam/match.ts';
import type { Condition } from '../../engine/iam/policy.ts';
import { certain } from '../../engine/iam/reading.ts';
import { compliant, defineRule, insufficientData } from '../../engine/rule.ts';
import type { JsonObject } from '../../resources/resource.ts';
import { AI_TRUST, notGranted, policiesOf, roleNeeds, whereAiUses } from '../_families/ai-role.ts';

const role = (statement: JsonObject) => ({
  AssumeRolePolicyDocument: AI_TRUST,
  Policies: [{ PolicyName: 'inline', PolicyDocument: { Version: '2012-10-17', Statement: [statement] } }],
});

const PASS_ROLE = { Effect: 'Allow', Action: 'iam:PassRole', Resource: '*' };

export default defineRule({
  id: 'ai-execution-role-passrole',
  revision: 3,
  title: 'Role trusted by an AI service must not pass arbitrary roles',
  rationale:
    'Code that may pass any role to any service starts a job or a function under a stronger role and so becomes it: ' +
    'the shortest way from a notebook to the whole account.',
  severity: 'HIGH',
  profile: 'sensitive',
  resourceType: 'AWS::IAM::Role',
  needs: roleNeeds,
  referencedBy: true,
  controls: {
    published: {},
    judged: [
      'eu_ai_act_2024_1689:Art. 15',
      'iso27001_2022:A.5.15',
      'iso27001_2022:A.5.18',
      'iso27001_2022:A.8.2',
      'iso27001_2022:A.8.3',
      'iso27701_2019:6.6.2.1',
      'iso42001_2023:A.3.2',
      'iso42001_2023:A.4.5',
      'mitre_atlas:AML.M0019',
      'mitre_atlas:AML.M0026',
      'nist_800_53_r5:AC-2',
      'nist_800_53_r5:AC-3',
      'nist_800_53_r5:AC-6',
      'nist_ai_rmf_1_0:GOVERN 2.1',
      'nist_ai_rmf_1_0:MEASURE 2.7',
      'owasp_llm_2025:LLM06:2025',
      'soc2_tsc:CC6.1',
      'soc2_tsc:CC6.3',
    ],
  },
  guidance:
    'Name in Resource the roles that the workload hands on, and add a StringEquals condition on iam:PassedToService.',
  references: [
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_passrole.html',
    'https://docs.aws.amazon.com/sagemaker/latest/dg/sagemaker-roles.html',
  ],
  examples: {
    compliant: [
      {
        name: 'to SageMaker only',
        properties: role({
          ...PASS_ROLE,
          Condition: { StringEquals: { 'iam:PassedToService': 'sagemaker.amazonaws.com' } },
        }),
      },
      {
        name: 'one role',
        properties: role({ ...PASS_ROLE, Resource: 'arn:aws:iam::111122223333:role/training' }),
      },
    ],
    nonCompliant: [
      { name: 'any role to any service', properties: role(PASS_ROLE) },
      { name: 'by a wildcard', properties: role({ ...PASS_ROLE, Action: 'iam:*' }) },
      {
        name: 'every role of its account',
        properties: role({ ...PASS_ROLE, Resource: 'arn:aws:iam::${AWS::AccountId}:role/*' }),
      },
    ],
  },

  evaluate(role, context) {
    return whereAiUses(role, context, () => {
      const policies = policiesOf({ role, context });
      const passing = (accounts: readonly string[]): Grant | undefined =>
        clearest(accounts.map((id) => allows(policies, everyRoleOf(id), limitsServices)));
      const grant = passing([OWN_ACCOUNT, role.account ?? OWN_ACCOUNT]);
      if (grant === undefined && role.account === null && passing(accountsIn(policies)) !== undefined) {
        return insufficientData('the account is not known here, and every role of an account may be passed');
      }
      return notGranted({
        grant: grant ?? { answer: 'no' },
        expected: 'no iam:PassRole on every role without iam:PassedToService',
        conditional: compliant,
      });
    });
  },
});

const OWN_ACCOUNT = '${AWS::AccountId}';

/** A certain grant before one that is not known; undefined if there is none. */
const clearest = (grants: readonly Grant[]): Grant | undefined =>
  grants.find(({ answer }) => answer === 'yes') ?? grants.find(({ answer }) => answer !== 'no');

/** Roles of other accounts cannot be passed: all of one's own are all. */
const everyRoleOf = (account: string) => ({
  action: 'iam:PassRole',
  resource: `arn:*:iam::${account}:role/?*`,
});

/** Accounts that statements spell out. */
function accountsIn({ identity }: Policies): readonly string[] {
  const patterns = identity.flat().flatMap((statement) => {
    const resources = 'value' in statement ? statement.value.resources : statement;
    return 'value' in resources ? resources.value.patterns : [];
  });
  return patterns.flatMap((pattern) => {
    const [, account] = ('value' in pattern && /:iam::(\d{12}):/.exec(pattern.value)) || [];
    return account ?? [];
  });
}

/** Only a list of services to pass to is a limit; one that names all of them, or those that are not meant, is none. */
function limitsServices(condition: Condition): boolean {
  return Object.entries(condition).some(([operator, keys]) => {
    const services = keys['iam:passedtoservice'];
    if (services === undefined || !/^(ForAnyValue:)?String(Equals|Like)/i.test(operator)) return false;
    return services.map(certain).every((service) => !namesEveryService(service));
  });
}

/** `*`, and as good as it: `*.amazonaws.com`. The wildcards of conditions are those of actions. */
const namesEveryService = (pattern: string): boolean =>
  ['?*.amazonaws.com', '?*.amazonaws.com.cn'].some((every) => coversAction(pattern, every));
