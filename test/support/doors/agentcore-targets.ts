import {
  BedrockAgentCoreControlClient,
  CreateGatewayCommand,
  CreateGatewayTargetCommand,
  type TargetConfiguration,
} from '@aws-sdk/client-bedrock-agentcore-control';
import type { JsonObject } from '../../../resources/resource.ts';
import { type DoorCase, from, type Verdicts } from './door.ts';

const ROLE = 'arn:aws:iam::111122223333:role/Agent';
const URI = 's3://schemas/orders.json';
const OWNER = '111122223333';
const ENDPOINT = 'https://tools.example.com/mcp';

/** One configuration of a target, as each of the three writes it. */
interface Target {
  readonly api: TargetConfiguration;
  readonly template: JsonObject;
  readonly plan: JsonObject;
}

const server = (listingMode: 'DEFAULT' | 'DYNAMIC'): Target => ({
  api: { mcp: { mcpServer: { endpoint: ENDPOINT, listingMode } } },
  template: { Mcp: { McpServer: { Endpoint: ENDPOINT, ListingMode: listingMode } } },
  plan: { mcp: [{ mcp_server: [{ endpoint: ENDPOINT, listing_mode: listingMode }] }] },
});

const schema = (bucketOwnerAccountId?: string): Target => ({
  api: { mcp: { openApiSchema: { s3: { uri: URI, bucketOwnerAccountId } } } },
  template: {
    Mcp: {
      OpenApiSchema: {
        S3: { Uri: URI, ...(bucketOwnerAccountId && { BucketOwnerAccountId: bucketOwnerAccountId }) },
      },
    },
  },
  plan: {
    mcp: [
      { open_api_schema: [{ s3: [{ uri: URI, bucket_owner_account_id: bucketOwnerAccountId ?? null }] }] },
    ],
  },
});

const targetCase = (name: string, target: Target, verdicts: Verdicts): DoorCase => ({
  name,
  type: 'AWS::BedrockAgentCore::GatewayTarget',
  verdicts,
  async make({ door }) {
    const client = door.client(BedrockAgentCoreControlClient);
    const { gatewayId: gatewayIdentifier } = await client.send(
      new CreateGatewayCommand({
        name: 'tools',
        roleArn: ROLE,
        protocolType: 'MCP',
        authorizerType: 'AWS_IAM',
      }),
    );
    const targetConfiguration = target.api;
    await client.send(
      new CreateGatewayTargetCommand({ gatewayIdentifier, name: 'orders', targetConfiguration }),
    );
  },
  template: {
    Judged: {
      Type: 'AWS::BedrockAgentCore::GatewayTarget',
      Properties: {
        Name: 'orders',
        GatewayIdentifier: { 'Fn::GetAtt': ['Gateway', 'GatewayIdentifier'] },
        TargetConfiguration: target.template,
      },
    },
    Gateway: {
      Type: 'AWS::BedrockAgentCore::Gateway',
      Properties: { Name: 'tools', RoleArn: ROLE, ProtocolType: 'MCP', AuthorizerType: 'AWS_IAM' },
    },
  },
  plan: [
    {
      address: 'aws_bedrockagentcore_gateway_target.judged',
      after: {
        name: 'orders',
        description: null,
        credential_provider_configuration: [],
        target_configuration: [target.plan],
      },
      unknown: { gateway_identifier: true, target_id: true },
      expressions: { gateway_identifier: from('aws_bedrockagentcore_gateway.tools.gateway_id') },
    },
    {
      address: 'aws_bedrockagentcore_gateway.tools',
      after: {
        name: 'tools',
        role_arn: ROLE,
        protocol_type: 'MCP',
        authorizer_type: 'AWS_IAM',
        policy_engine_configuration: [],
      },
      unknown: { gateway_arn: true, gateway_id: true, gateway_url: true },
    },
  ],
});

export const targetCases: readonly DoorCase[] = [
  targetCase('a server with the tools of the last synchronization', server('DEFAULT'), {
    'agentcore-gateway-target-dynamic-listing': 'COMPLIANT',
    'agentcore-gateway-target-schema-owner': 'NOT_APPLICABLE',
  }),
  targetCase('a server with whatever tools it lists', server('DYNAMIC'), {
    'agentcore-gateway-target-dynamic-listing': 'NON_COMPLIANT',
    'agentcore-gateway-target-schema-owner': 'NOT_APPLICABLE',
  }),
  targetCase('a schema in a bucket with an owner', schema(OWNER), {
    'agentcore-gateway-target-dynamic-listing': 'NOT_APPLICABLE',
    'agentcore-gateway-target-schema-owner': 'COMPLIANT',
  }),
  targetCase('a schema in a bucket of anybody', schema(), {
    'agentcore-gateway-target-dynamic-listing': 'NOT_APPLICABLE',
    'agentcore-gateway-target-schema-owner': 'NON_COMPLIANT',
  }),
];
