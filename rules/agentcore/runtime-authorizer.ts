import {
  defineRule,
  each,
  insufficientData,
  nonCompliant,
  notApplicable,
  type PropertiesOf,
  some,
  type Verdict,
} from '../../engine/rule.ts';

const DISCOVERY = 'https://id.example.com/.well-known/openid-configuration';
const authorizer = (rest: object) => ({
  AuthorizerConfiguration: { CustomJWTAuthorizer: { DiscoveryUrl: DISCOVERY, ...rest } },
});

export default defineRule({
  id: 'agentcore-runtime-authorizer',
  revision: 2,
  title: 'Agent runtime must have an inbound JWT authorizer or be IAM-only by policy',
  rationale:
    'An authorizer that checks neither audience nor client takes every token of the identity provider, made for ' +
    'whatever application. Without one, users share the rights of the role that calls for them.',
  severity: 'HIGH',
  profile: 'sensitive',
  resourceType: 'AWS::BedrockAgentCore::Runtime',
  parameters: {
    userFacingTags: {
      kind: 'strings',
      description:
        'Tags of runtimes that people outside AWS call, as key or key=value. Empty: a runtime without an authorizer ' +
        'is not judged.',
      default: [],
    },
  },
  controls: {
    published: {
      'owasp_llm_2025:LLM06:2025': 'sample-aiml-security-assessment OWASP page (FS-08)',
    },
    judged: [
      'eu_ai_act_2024_1689:Art. 15',
      'iso27001_2022:A.5.16',
      'iso27001_2022:A.5.17',
      'iso27001_2022:A.8.5',
      'iso27701_2019:6.6.2.1',
      'iso42001_2023:A.4.5',
      'mitre_atlas:AML.M0019',
      'nist_800_53_r5:AC-3',
      'nist_800_53_r5:IA-2',
      'nist_800_53_r5:IA-8',
      'nist_ai_rmf_1_0:MEASURE 2.7',
      'owasp_llm_2025:LLM02:2025',
      'soc2_tsc:CC6.1',
      'soc2_tsc:CC6.2',
    ],
  },
  guidance:
    'Set AuthorizerConfiguration.CustomJWTAuthorizer with the DiscoveryUrl of your identity provider and ' +
    'AllowedAudience or AllowedClients.',
  references: [
    'https://docs.aws.amazon.com/bedrock-agentcore/latest/devguide/inbound-jwt-authorizer.html',
    'https://docs.aws.amazon.com/bedrock-agentcore/latest/devguide/runtime-oauth.html',
  ],
  examples: {
    compliant: [
      { name: 'tokens for this audience', properties: authorizer({ AllowedAudience: ['agent'] }) },
      {
        name: 'IAM only, and not marked as user-facing',
        properties: { Tags: { exposure: 'internal' } },
        parameters: { userFacingTags: ['exposure=public'] },
      },
    ],
    nonCompliant: [
      { name: 'every token of the provider', properties: authorizer({}) },
      {
        name: 'user-facing without an authorizer',
        properties: { Tags: { exposure: 'public' } },
        parameters: { userFacingTags: ['exposure=public'] },
      },
    ],
  },

  evaluate({ properties }, { parameters: { userFacingTags } }) {
    const path = 'AuthorizerConfiguration.CustomJWTAuthorizer';
    const jwt = properties.AuthorizerConfiguration?.CustomJWTAuthorizer;
    if (jwt) {
      return some(
        [() => jwt.AllowedAudience, () => jwt.AllowedClients],
        (list) => Boolean(list()?.length),
        () => withoutEither(path, jwt),
      );
    }
    if (userFacingTags.length === 0) {
      return notApplicable('callers sign with IAM, and no tags are set that mark user-facing runtimes');
    }
    return each(userFacingTags, (tag) => {
      const [key = tag, value] = tag.split('=');
      const actual = properties.Tags?.[key];
      const isMarked = actual !== undefined && (value === undefined || value === actual);
      return isMarked ? { path, expected: `an authorizer, as it is tagged ${tag}`, actual: null } : undefined;
    });
  },
});

type Authorizer = NonNullable<
  NonNullable<
    PropertiesOf<'AWS::BedrockAgentCore::Runtime'>['AuthorizerConfiguration']
  >['CustomJWTAuthorizer']
>;

/** Providers that tell the client under another claim, or the audience by a scope, are held that way. */
function withoutEither(path: string, { AllowedScopes, CustomClaims }: Authorizer): Verdict {
  return AllowedScopes?.length || CustomClaims?.length
    ? insufficientData(
        'whether its scopes and custom claims keep tokens of other applications out is not judged',
      )
    : nonCompliant({ path, expected: 'AllowedAudience or AllowedClients', actual: 'neither' });
}
