import { compliant, defineRule, insufficientData, nonCompliant, notApplicable } from '../../engine/rule.ts';

const guardrail = (version: string) => ({
  GuardrailConfiguration: { GuardrailIdentifier: 'abcdefgh1234', GuardrailVersion: version },
});

export default defineRule({
  id: 'bedrock-guardrail-version-pinned',
  revision: 2,
  title: 'Consumers must use a numbered guardrail version, not DRAFT',
  rationale:
    'Whoever may edit the guardrail changes at once what the agent lets pass: no test, no approval and no version lies ' +
    'between a slip in the draft and your users.',
  severity: 'HIGH',
  profile: 'sensitive',
  resourceType: 'AWS::Bedrock::Agent',
  controls: {
    published: {},
    judged: [
      'eu_ai_act_2024_1689:Art. 15',
      'eu_ai_act_2024_1689:Art. 9',
      'iso27001_2022:A.8.26',
      'iso42001_2023:A.6.1.3',
      'iso42001_2023:A.9.2',
      'iso42001_2023:A.9.4',
      'mitre_atlas:AML.M0020',
      'mitre_atlas:AML.M0033',
      'nist_800_53_r5:CM-6',
      'nist_800_53_r5:SI-10',
      'nist_800_53_r5:SI-15',
      'nist_ai_rmf_1_0:MANAGE 1.3',
      'nist_ai_rmf_1_0:MEASURE 2.6',
      'owasp_llm_2025:LLM01:2025',
      'owasp_llm_2025:LLM02:2025',
      'owasp_llm_2025:LLM05:2025',
      'soc2_tsc:CC5.2',
      'soc2_tsc:PI1.3',
    ],
  },
  guidance:
    'Publish the guardrail with CreateGuardrailVersion, set its number as GuardrailConfiguration.GuardrailVersion of the ' +
    'agent, prepare it, and move its aliases to the new version.',
  references: ['https://docs.aws.amazon.com/bedrock/latest/userguide/guardrails-deploy.html'],
  examples: {
    compliant: [{ name: 'a number', properties: guardrail('1') }],
    nonCompliant: [{ name: 'the draft', properties: guardrail('DRAFT') }],
  },

  evaluate({ properties: { GuardrailConfiguration: guardrail } }) {
    if (!guardrail?.GuardrailIdentifier) return notApplicable('it has no guardrail');
    const version = guardrail.GuardrailVersion ?? '';
    if (NUMBERED.test(version)) return compliant;
    if (version.includes('${')) return insufficientData(`${version} is known only after deployment`);
    return nonCompliant({
      path: 'GuardrailConfiguration.GuardrailVersion',
      expected: 'the number of a version',
      actual: guardrail.GuardrailVersion ?? null,
    });
  },
});

/** A number, or the number of an AWS::Bedrock::GuardrailVersion in the same template; a guardrail's own is its draft. */
const NUMBERED = /^(?:[1-9][0-9]*|\$\{[^}]+\.Version\})$/;
