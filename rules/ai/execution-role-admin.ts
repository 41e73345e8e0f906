import { grantsEverything } from '../../engine/iam/grants.ts';
import { defineRule, insufficientData } from '../../engine/rule.ts';
import type { JsonObject } from '../../resources/resource.ts';
import { AI_TRUST, notGranted, policiesOf, roleNeeds, whereAiUses } from '../_families/ai-role.ts';

const role = (statement: JsonObject, rest: JsonObject = {}) => ({
  AssumeRolePolicyDocument: AI_TRUST,
  Policies: [{ PolicyName: 'inline', PolicyDocument: { Version: '2012-10-17', Statement: [statement] } }],
  ...rest,
});

export default defineRule({
  id: 'ai-execution-role-admin',
  revision: 1,
  title: 'Role trusted by an AI service must not have administrator access',
  rationale:
    'Whoever gets a model, a notebook or a training script to run their code acts as its role. With administrator ' +
    'access that is the whole account, and one injected prompt or poisoned package is enough.',
  severity: 'CRITICAL',
  peersSeverity: 'HIGH',
  profile: 'baseline',
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
    'Detach AdministratorAccess and PowerUserAccess, name in each Allow statement the actions and resources that the ' +
    'workload uses (IAM Access Analyzer can generate them from CloudTrail), and set a PermissionsBoundary.',
  references: [
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html',
    'https://docs.aws.amazon.com/sagemaker/latest/dg/sagemaker-roles.html',
  ],
  examples: {
    compliant: [
      {
        name: 'the actions and resources that it uses',
        properties: role({ Effect: 'Allow', Action: 's3:GetObject', Resource: 'arn:aws:s3:::train/*' }),
      },
      {
        name: 'a boundary takes the rest away',
        properties: role(
          { Effect: 'Allow', Action: '*', Resource: '*' },
          { PermissionsBoundary: '${Boundary}' },
        ),
        related: {
          '${Boundary}': {
            PolicyDocument: { Statement: [{ Effect: 'Allow', Action: 'sagemaker:*', Resource: '*' }] },
          },
        },
      },
    ],
    nonCompliant: [
      {
        name: 'AdministratorAccess is attached',
        properties: {
          AssumeRolePolicyDocument: AI_TRUST,
          ManagedPolicyArns: ['arn:aws:iam::aws:policy/AdministratorAccess'],
        },
      },
      {
        name: 'an inline policy allows everything',
        properties: role({ Effect: 'Allow', Action: ['*'], Resource: ['*'] }),
      },
      {
        name: 'everything but a few services',
        properties: role({ Effect: 'Allow', NotAction: ['iam:*'], Resource: '*' }),
      },
    ],
  },

  evaluate(role, context) {
    return whereAiUses(role, context, () =>
      notGranted({
        // Of AWS's own, the two that are known by name grant everything; no other does.
        grant: grantsEverything(policiesOf({ role, context, otherAwsManagedAreHarmless: true })),
        expected: 'no Allow of every action on every resource',
        conditional: insufficientData('everything is allowed under a condition, whose force is not known'),
      }),
    );
  },
});
