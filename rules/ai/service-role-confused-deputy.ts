import { type Condition, type Policy, parsePolicy, readPolicy } from '../../engine/iam/policy.ts';
import { certain } from '../../engine/iam/reading.ts';
import { assumersOf, isPrincipalOf } from '../../engine/iam/trust.ts';
import {
  defineRule,
  each,
  insufficientData,
  notApplicable,
  UnreadableValueError,
} from '../../engine/rule.ts';
import type { JsonObject } from '../../resources/resource.ts';
import { isServiceLinked, SERVICE_LINKED } from '../_families/ai-role.ts';

/** Services that tell in whose name they act, by the first label of their principals. */
const DEPUTIES = [
  'bedrock',
  'bedrock-agentcore',
  'comprehend',
  'kendra',
  'lexv2',
  'personalize',
  'qbusiness',
  'rekognition',
  'sagemaker',
  'transcribe',
];

const PATH = 'AssumeRolePolicyDocument';

const role = (Condition?: JsonObject) => ({
  AssumeRolePolicyDocument: {
    Version: '2012-10-17',
    Statement: [
      {
        Effect: 'Allow',
        Action: 'sts:AssumeRole',
        Principal: { Service: 'bedrock.amazonaws.com' },
        ...(Condition && { Condition }),
      },
    ],
  },
});

export default defineRule({
  id: 'ai-service-role-confused-deputy',
  revision: 1,
  title: 'Role trusted by an AI service must restrict the source',
  rationale:
    'A service acts for every customer with the same principal. A role that trusts it without naming whose request it is ' +
    'can be used by the service on behalf of a stranger who knows the ARN of the role.',
  severity: 'HIGH',
  profile: 'sensitive',
  resourceType: 'AWS::IAM::Role',
  controls: {
    published: {
      'aws_ai_security_framework:AISF-IAM-05': 'prowler iam_role_cross_service_confused_deputy_prevention',
    },
    judged: [
      'eu_ai_act_2024_1689:Art. 15',
      'iso27001_2022:A.5.15',
      'iso27001_2022:A.8.3',
      'iso42001_2023:A.10.2',
      'iso42001_2023:A.4.5',
      'mitre_atlas:AML.M0019',
      'nist_800_53_r5:AC-3',
      'nist_800_53_r5:AC-6',
      'nist_ai_rmf_1_0:MEASURE 2.7',
      'owasp_llm_2025:LLM06:2025',
      'soc2_tsc:CC6.1',
      'soc2_tsc:CC6.3',
    ],
  },
  guidance:
    'Add to each statement of the trust policy that lets an AI service in a Condition: StringEquals aws:SourceAccount with ' +
    'the id of your account, or ArnLike aws:SourceArn with the ARN of the resource that the role is for.',
  references: [
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/confused-deputy.html',
    'https://docs.aws.amazon.com/sagemaker/latest/dg/security-confused-deputy-prevention.html',
  ],
  examples: {
    compliant: [
      {
        name: 'for one’s own account',
        properties: role({ StringEquals: { 'aws:SourceAccount': '111122223333' } }),
      },
      {
        name: 'for the agents of the account',
        properties: role({
          ArnLike: { 'aws:SourceArn': 'arn:aws:bedrock:eu-west-1:111122223333:agent/*' },
        }),
      },
    ],
    nonCompliant: [
      { name: 'for whomever the service acts', properties: role() },
      {
        name: 'for agents of whatever account',
        properties: role({ ArnLike: { 'aws:SourceArn': 'arn:aws:bedrock:*:*:agent/*' } }),
      },
    ],
  },

  evaluate(role) {
    if (isServiceLinked(role)) return notApplicable(SERVICE_LINKED);
    const document = () => role.properties.AssumeRolePolicyDocument;
    const { services, unreadable } = assumersOf(readPolicy(document, PATH));
    if (!services.some(isDeputy)) {
      return unreadable === undefined
        ? notApplicable('no AI service that tells its source may assume it')
        : insufficientData(unreadable);
    }
    const trust = parsePolicy(document(), PATH);
    return each(trust, (statement) => {
      const deputies = deputiesIn(statement);
      if (deputies.length === 0 || isConfined(certain(certain(statement).condition))) return undefined;
      requireNoDenial(trust);
      return {
        path: `${certain(statement).path}.Principal.Service`,
        expected: 'a Condition on aws:SourceAccount or aws:SourceArn',
        actual: deputies.join(', '),
      };
    });
  },
});

const isDeputy = (principal: string): boolean => isPrincipalOf(principal, DEPUTIES);

function deputiesIn(statement: Policy[number]): readonly string[] {
  const { services, unreadable } = assumersOf([statement]);
  const deputies = services.filter(isDeputy);
  if (deputies.length === 0 && unreadable !== undefined) throw new UnreadableValueError(unreadable);
  return deputies;
}

const SOURCES = ['aws:sourceaccount', 'aws:sourcearn', 'aws:sourceorgid', 'aws:sourceorgpaths'];

/** An operator with IfExists is passed by a request that tells no source. */
function isConfined(condition: Condition | undefined): boolean {
  return Object.entries(condition ?? {}).some(
    ([operator, keys]) =>
      /^(ForAnyValue:)?(String(Equals|EqualsIgnoreCase|Like)|Arn(Equals|Like))$/i.test(operator) &&
      SOURCES.some((key) => keys[key]?.map(certain).every(namesOwner)),
  );
}

/** The fifth part of an ARN; a template's variables have colons of their own. */
const OWNER = /^arn(?::(?:\$\{[^}]*\}|[^:])*){3}:((?:\$\{[^}]*\}|[^:])+):/;

/** One without wildcards names one source; with them, the account in an ARN. */
const namesOwner = (value: string): boolean =>
  !/[*?]/.test(value) || /^[^*?]+$/.test(OWNER.exec(value)?.[1] ?? '*');

/** The other way to say it: all other sources are denied. Whether it says just that is not judged. */
function requireNoDenial(trust: Policy): void {
  for (const read of trust) {
    const { effect, condition } = certain(read);
    if (certain(effect) === 'Allow') continue;
    const keys = Object.values(certain(condition) ?? {}).flatMap((each) => Object.keys(each));
    if (keys.some((key) => SOURCES.includes(key))) {
      throw new UnreadableValueError(
        'a Deny looks at the source: whether it spares only the right one is not judged',
      );
    }
  }
}
