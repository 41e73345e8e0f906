import { describe, expect, test } from 'vitest';
import { readTerraformPlan } from '../../adapters/templates/terraform-plan.ts';
import { definitions } from '../../resources/index.ts';
import type { Json, JsonObject } from '../../resources/resource.ts';
import { shapeOf } from '../../resources/shapes.ts';

interface Written {
  readonly after: JsonObject;
  readonly unknown?: JsonObject;
  readonly actions?: readonly string[];
}

/** The properties of the first resource of a plan in which nothing is written that is not in `after`. */
function planned(written: Readonly<Record<string, Written>>): JsonObject | undefined {
  const addresses = Object.keys(written);
  const typeOf = (address: string) => address.split('.')[0] ?? '';
  const plan: Json = {
    format_version: '1.2',
    resource_changes: Object.entries(written).map(([address, { after, unknown = {}, actions }]) => ({
      address,
      type: typeOf(address),
      mode: 'managed',
      change: { actions: actions ?? ['create'], after, after_unknown: unknown },
    })),
    configuration: {
      root_module: {
        resources: Object.entries(written).map(([address, { after }]) => ({
          address,
          type: typeOf(address),
          expressions: Object.fromEntries(Object.keys(after).map((key) => [key, {}])),
        })),
      },
    },
  };
  const { resources } = readTerraformPlan({ file: 'p', plan, definitions, shapeOf });
  return resources.find(({ id }) => id === addresses[0])?.properties;
}

const encrypted = (sse_algorithm: string): Json => [
  {
    rule: [{ apply_server_side_encryption_by_default: [{ sse_algorithm, kms_master_key_id: 'alias/mine' }] }],
  },
];
const AS_IN_CLOUDFORMATION = (SSEAlgorithm: string) => ({
  ServerSideEncryptionConfiguration: [
    { ServerSideEncryptionByDefault: { SSEAlgorithm, KMSMasterKeyID: 'alias/mine' } },
  ],
});

describe('what a definition makes of a plan', () => {
  test('a policy that is attached to many is attached to each role that it names', () => {
    const ADMIN = 'arn:aws:iam::aws:policy/AdministratorAccess';
    const role = planned({
      'aws_iam_role.ml': { after: { name: 'ml' }, unknown: { managed_policy_arns: true } },
      'aws_iam_policy_attachment.admins': { after: { roles: ['other', 'ml'], policy_arn: ADMIN } },
    });
    expect(role).toMatchObject({ ManagedPolicyArns: [ADMIN] });
  });

  test('a bucket may say itself what newer plans say beside it', () => {
    const bucket = planned({
      'aws_s3_bucket.b': {
        after: {
          bucket: 'b',
          policy: '{"Statement":[]}',
          versioning: [{ enabled: true, mfa_delete: false }],
          server_side_encryption_configuration: encrypted('aws:kms'),
        },
      },
    });
    expect(bucket).toMatchObject({
      PolicyDocument: { Statement: [] },
      VersioningConfiguration: { Status: 'Enabled' },
      BucketEncryption: AS_IN_CLOUDFORMATION('aws:kms'),
    });
  });

  test('of a bucket of which nobody says it, it is not there', () => {
    const unknown = { policy: true, versioning: true, server_side_encryption_configuration: true };
    expect(planned({ 'aws_s3_bucket.b': { after: { bucket: 'b' }, unknown } })).toEqual({ BucketName: 'b' });
  });

  test('what stands beside a bucket wins over what was read back from it', () => {
    const bucket = planned({
      'aws_s3_bucket.b': {
        after: {
          bucket: 'b',
          versioning: [{ enabled: false }],
          server_side_encryption_configuration: encrypted('AES256'),
        },
        actions: ['no-op'],
      },
      'aws_s3_bucket_versioning.b': {
        after: { bucket: 'b', versioning_configuration: [{ status: 'Enabled' }] },
      },
    });
    expect(bucket).toMatchObject({
      VersioningConfiguration: { Status: 'Enabled' },
      BucketEncryption: AS_IN_CLOUDFORMATION('AES256'),
    });
  });

  test.each<[number, JsonObject]>([
    [0, { LogGroupName: 'l', RetentionInDays: null }],
    [30, { LogGroupName: 'l', RetentionInDays: 30 }],
  ])('logs are kept %i days, 0 being for ever', (retention_in_days, properties) => {
    expect(planned({ 'aws_cloudwatch_log_group.l': { after: { name: 'l', retention_in_days } } })).toEqual(
      properties,
    );
  });

  test('an agent that says nothing of idle sessions has what AWS gives', () => {
    const unknown = { idle_session_ttl_in_seconds: true };
    expect(planned({ 'aws_bedrockagent_agent.a': { after: { agent_name: 'a' }, unknown } })).toEqual({
      AgentName: 'a',
    });
  });

  test.each([
    'aws_bedrockagentcore_agent_runtime.a',
    'aws_bedrockagentcore_gateway.a',
  ])('each claim that the authorizer of %s asks for is one of a list', (address) => {
    const custom_claim = ['azp', 'aud'].map((inbound_token_claim_name) => ({ inbound_token_claim_name }));
    const jwt = { discovery_url: 'https://id.example.com', custom_claim };
    const after = { authorizer_configuration: [{ custom_jwt_authorizer: [jwt] }] };
    expect(planned({ [address]: { after } })).toMatchObject({
      AuthorizerConfiguration: {
        CustomJWTAuthorizer: {
          CustomClaims: [{ InboundTokenClaimName: 'azp' }, { InboundTokenClaimName: 'aud' }],
        },
      },
    });
  });
});
