import { type Json, unknown } from '../../../resources/resource.ts';
import rule from '../../../rules/agentcore/gateway-target-schema-owner.ts';
import { testRule } from '../../support/judge-rule.ts';

const lost = unknown('known only after apply');
const Uri = 's3://schemas/orders.json';
const target = (Mcp: Json) => ({ properties: { TargetConfiguration: { Mcp } } });

testRule(rule, {
  COMPLIANT: {
    'an OpenAPI schema': target({ OpenApiSchema: { S3: { Uri, BucketOwnerAccountId: '111122223333' } } }),
    'a Smithy model': target({ SmithyModel: { S3: { Uri, BucketOwnerAccountId: '111122223333' } } }),
  },
  NON_COMPLIANT: {
    'an OpenAPI schema of anybody': {
      ...target({ OpenApiSchema: { S3: { Uri } } }),
      observations: [{ path: 'TargetConfiguration.Mcp.OpenApiSchema.S3.BucketOwnerAccountId', actual: null }],
    },
    'a Smithy model of anybody': {
      ...target({ SmithyModel: { S3: { Uri, BucketOwnerAccountId: '' } } }),
      observations: [{ path: 'TargetConfiguration.Mcp.SmithyModel.S3.BucketOwnerAccountId' }],
    },
  },
  NOT_APPLICABLE: {
    'a schema in the target itself': {
      ...target({ OpenApiSchema: { InlinePayload: '{}' } }),
      because: 'its schema is in no bucket',
    },
    'a function': target({ Lambda: { LambdaArn: '${F.Arn}' } }),
    'no configuration': { properties: {} },
  },
  INSUFFICIENT_DATA: {
    'an owner that is not known yet': target({ OpenApiSchema: { S3: { Uri, BucketOwnerAccountId: lost } } }),
    'a configuration that is not known yet': { properties: { TargetConfiguration: lost } },
  },
});
