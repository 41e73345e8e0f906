import { defineRule, each, notApplicable } from '../../engine/rule.ts';

const openApi = (S3: Readonly<Record<string, string>>) => ({
  TargetConfiguration: { Mcp: { OpenApiSchema: { S3 } } },
});
const URI = 's3://schemas/orders.json';

export default defineRule({
  id: 'agentcore-gateway-target-schema-owner',
  revision: 1,
  title: 'Tool schema in S3 must state the expected bucket owner',
  rationale:
    'The schema says which tools there are and where calls go. A bucket that was deleted can be made anew by anybody ' +
    'under the same name; without its owner’s account, the gateway takes the stranger’s schema.',
  severity: 'MEDIUM',
  profile: 'sensitive',
  resourceType: 'AWS::BedrockAgentCore::GatewayTarget',
  controls: {
    published: {},
    judged: [
      'eu_ai_act_2024_1689:Art. 15',
      'eu_ai_act_2024_1689:Art. 25',
      'iso27001_2022:A.5.19',
      'iso27001_2022:A.5.21',
      'iso27001_2022:A.8.30',
      'iso42001_2023:A.10.3',
      'iso42001_2023:A.4.4',
      'mitre_atlas:AML.M0011',
      'mitre_atlas:AML.M0014',
      'mitre_atlas:AML.M0023',
      'nist_800_53_r5:SI-7',
      'nist_800_53_r5:SR-11',
      'nist_800_53_r5:SR-3',
      'nist_800_53_r5:SR-4',
      'nist_ai_rmf_1_0:GOVERN 6.1',
      'nist_ai_rmf_1_0:MANAGE 3.1',
      'nist_ai_rmf_1_0:MAP 4.1',
      'nist_ai_rmf_1_0:MAP 4.2',
      'owasp_llm_2025:LLM03:2025',
      'soc2_tsc:CC6.8',
      'soc2_tsc:CC9.2',
    ],
  },
  guidance:
    'Set BucketOwnerAccountId beside the Uri of OpenApiSchema.S3 or SmithyModel.S3 in TargetConfiguration.Mcp.',
  references: [
    'https://docs.aws.amazon.com/bedrock-agentcore-control/latest/APIReference/API_S3Configuration.html',
    'https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucket-owner-condition.html',
  ],
  examples: {
    compliant: [
      {
        name: 'the owner is named',
        properties: openApi({ Uri: URI, BucketOwnerAccountId: '111122223333' }),
      },
    ],
    nonCompliant: [{ name: 'whoever owns the bucket', properties: openApi({ Uri: URI }) }],
  },

  evaluate({ properties: { TargetConfiguration } }) {
    const mcp = TargetConfiguration?.Mcp;
    const schemas = [
      { name: 'OpenApiSchema', s3: mcp?.OpenApiSchema?.S3 },
      { name: 'SmithyModel', s3: mcp?.SmithyModel?.S3 },
    ].flatMap(({ name, s3 }) => (s3 ? [{ name, s3 }] : []));
    if (schemas.length === 0) return notApplicable('its schema is in no bucket');
    return each(schemas, ({ name, s3 }) => {
      if (s3.BucketOwnerAccountId) return undefined;
      return {
        path: `TargetConfiguration.Mcp.${name}.S3.BucketOwnerAccountId`,
        expected: 'the account that owns the bucket',
        actual: null,
      };
    });
  },
});
