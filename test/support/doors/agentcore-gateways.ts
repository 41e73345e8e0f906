import {
  BedrockAgentCoreControlClient,
  CreateGatewayCommand,
  CreateMemoryCommand,
} from '@aws-sdk/client-bedrock-agentcore-control';
import type { EmulatedAws } from '../../adapters/aws/kit.ts';
import { type DoorCase, from } from './door.ts';
import { customerKey, customerKeyIn, KEY } from './key.ts';
import { tagged, untaggedPlan } from './tags.ts';

const agentcore = ({ door }: EmulatedAws) => door.client(BedrockAgentCoreControlClient);

const ROLE = 'arn:aws:iam::111122223333:role/Agent';
const ENGINE = 'arn:aws:bedrock-agentcore:eu-central-1:111122223333:policy-engine/tools-a1b2c3d4e5';
const DISCOVERY = 'https://id.example.com/.well-known/openid-configuration';

const plannedGateway = {
  name: 'tools',
  role_arn: ROLE,
  protocol_type: 'MCP',
  authorizer_configuration: [],
  description: null,
  exception_level: null,
  interceptor_configuration: [],
  kms_key_arn: null,
  policy_engine_configuration: [],
  protocol_configuration: [],
};

const gateways: readonly DoorCase[] = [
  {
    name: 'a gateway with an owner for those with a token, under a key',
    type: 'AWS::BedrockAgentCore::Gateway',
    make: (emulated) =>
      agentcore(emulated).send(
        new CreateGatewayCommand({
          name: 'tools',
          roleArn: ROLE,
          protocolType: 'MCP',
          authorizerType: 'CUSTOM_JWT',
          authorizerConfiguration: {
            customJWTAuthorizer: { discoveryUrl: DISCOVERY, allowedClients: ['web'] },
          },
          kmsKeyArn: KEY,
          policyEngineConfiguration: { arn: ENGINE, mode: 'ENFORCE' },
          tags: tagged.map,
        }),
      ),
    template: {
      Judged: {
        Type: 'AWS::BedrockAgentCore::Gateway',
        Properties: {
          Name: 'tools',
          RoleArn: ROLE,
          ProtocolType: 'MCP',
          AuthorizerType: 'CUSTOM_JWT',
          AuthorizerConfiguration: {
            CustomJWTAuthorizer: { DiscoveryUrl: DISCOVERY, AllowedClients: ['web'] },
          },
          KmsKeyArn: KEY,
          PolicyEngineConfiguration: { Arn: ENGINE, Mode: 'ENFORCE' },
          Tags: tagged.map,
        },
      },
    },
    plan: [
      {
        address: 'aws_bedrockagentcore_gateway.judged',
        after: {
          ...plannedGateway,
          authorizer_type: 'CUSTOM_JWT',
          authorizer_configuration: [
            { custom_jwt_authorizer: [{ discovery_url: DISCOVERY, allowed_clients: ['web'] }] },
          ],
          kms_key_arn: KEY,
          policy_engine_configuration: [{ arn: ENGINE, mode: 'ENFORCE' }],
          ...tagged.plan,
        },
        unknown: { gateway_arn: true, gateway_id: true, gateway_url: true },
      },
    ],
    verdicts: {
      'agentcore-gateway-authorizer': 'COMPLIANT',
      'agentcore-gateway-kms-cmk': 'COMPLIANT',
      'agentcore-gateway-no-debug-errors': 'COMPLIANT',
      'agentcore-gateway-policy-engine-enforce': 'COMPLIANT',
      'agentcore-gateway-tagged': 'COMPLIANT',
    },
  },
  {
    name: 'a gateway of nobody for anyone',
    type: 'AWS::BedrockAgentCore::Gateway',
    make: (emulated) =>
      agentcore(emulated).send(
        new CreateGatewayCommand({
          name: 'tools',
          roleArn: ROLE,
          protocolType: 'MCP',
          authorizerType: 'NONE',
          exceptionLevel: 'DEBUG',
        }),
      ),
    template: {
      Judged: {
        Type: 'AWS::BedrockAgentCore::Gateway',
        Properties: {
          Name: 'tools',
          RoleArn: ROLE,
          ProtocolType: 'MCP',
          AuthorizerType: 'NONE',
          ExceptionLevel: 'DEBUG',
        },
      },
    },
    plan: [
      {
        address: 'aws_bedrockagentcore_gateway.judged',
        after: { ...plannedGateway, authorizer_type: 'NONE', exception_level: 'DEBUG', ...untaggedPlan },
        unknown: { gateway_arn: true, gateway_id: true, gateway_url: true },
      },
    ],
    verdicts: {
      'agentcore-gateway-authorizer': 'NON_COMPLIANT',
      'agentcore-gateway-kms-cmk': 'NON_COMPLIANT',
      'agentcore-gateway-no-debug-errors': 'NON_COMPLIANT',
      'agentcore-gateway-policy-engine-enforce': 'NON_COMPLIANT',
      'agentcore-gateway-tagged': 'NON_COMPLIANT',
    },
  },
];

const memories: readonly DoorCase[] = [
  {
    name: 'a memory with an owner, under a key',
    type: 'AWS::BedrockAgentCore::Memory',
    async make(emulated) {
      const encryptionKeyArn = await customerKey(emulated);
      const asked = { name: 'talks', eventExpiryDuration: 30, encryptionKeyArn, tags: tagged.map };
      await agentcore(emulated).send(new CreateMemoryCommand(asked));
    },
    template: {
      Judged: {
        Type: 'AWS::BedrockAgentCore::Memory',
        Properties: {
          Name: 'talks',
          EventExpiryDuration: 30,
          EncryptionKeyArn: { 'Fn::GetAtt': ['Key', 'Arn'] },
          Tags: tagged.map,
        },
      },
      Key: customerKeyIn.template,
    },
    plan: [
      {
        address: 'aws_bedrockagentcore_memory.judged',
        after: {
          name: 'talks',
          event_expiry_duration: 30,
          memory_execution_role_arn: null,
          ...tagged.plan,
        },
        unknown: { encryption_key_arn: true },
        expressions: { encryption_key_arn: from('aws_kms_key.key.arn') },
      },
      customerKeyIn.plan,
    ],
    verdicts: {
      'agentcore-memory-event-expiry': 'COMPLIANT',
      'agentcore-memory-kms-cmk': 'COMPLIANT',
      'agentcore-memory-tagged': 'COMPLIANT',
    },
  },
  {
    name: 'a memory without a key or an owner',
    type: 'AWS::BedrockAgentCore::Memory',
    make: (emulated) =>
      agentcore(emulated).send(new CreateMemoryCommand({ name: 'talks', eventExpiryDuration: 3 })),
    template: {
      Judged: {
        Type: 'AWS::BedrockAgentCore::Memory',
        Properties: { Name: 'talks', EventExpiryDuration: 3 },
      },
    },
    plan: [
      {
        address: 'aws_bedrockagentcore_memory.judged',
        after: { name: 'talks', event_expiry_duration: 3, encryption_key_arn: null, ...untaggedPlan },
      },
    ],
    verdicts: {
      'agentcore-memory-event-expiry': 'NON_COMPLIANT',
      'agentcore-memory-kms-cmk': 'NON_COMPLIANT',
      'agentcore-memory-tagged': 'NON_COMPLIANT',
    },
  },
];

export const gatewayCases: readonly DoorCase[] = [...gateways, ...memories];
