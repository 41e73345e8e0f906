import {
  BedrockAgentCoreControlClient,
  CreateAgentRuntimeCommand,
  CreateBrowserCommand,
  CreateCodeInterpreterCommand,
  CreateGatewayCommand,
  CreateGatewayTargetCommand,
  CreateMemoryCommand,
  CreatePolicyEngineCommand,
} from '@aws-sdk/client-bedrock-agentcore-control';
import type { EmulatedAws } from '../kit.ts';

const roleArn = 'arn:aws:iam::111122223333:role/AgentCore';
const containerUri = '111122223333.dkr.ecr.eu-central-1.amazonaws.com/agent:1';
const clientOf = ({ door }: EmulatedAws) => door.client(BedrockAgentCoreControlClient);

export const agentcoreMakers = {
  async 'AWS::BedrockAgentCore::BrowserCustom'(emulated: EmulatedAws, name: string) {
    const networkConfiguration = { networkMode: 'PUBLIC' as const };
    await clientOf(emulated).send(new CreateBrowserCommand({ name, networkConfiguration }));
  },
  async 'AWS::BedrockAgentCore::CodeInterpreterCustom'(emulated: EmulatedAws, name: string) {
    const networkConfiguration = { networkMode: 'SANDBOX' as const };
    await clientOf(emulated).send(new CreateCodeInterpreterCommand({ name, networkConfiguration }));
  },
  async 'AWS::BedrockAgentCore::Gateway'(emulated: EmulatedAws, name: string) {
    await clientOf(emulated).send(
      new CreateGatewayCommand({ name, roleArn, protocolType: 'MCP', authorizerType: 'AWS_IAM' }),
    );
  },
  async 'AWS::BedrockAgentCore::GatewayTarget'(emulated: EmulatedAws, name: string) {
    const { gatewayId: gatewayIdentifier } = await clientOf(emulated).send(
      new CreateGatewayCommand({ name, roleArn, protocolType: 'MCP', authorizerType: 'AWS_IAM' }),
    );
    const targetConfiguration = { mcp: { mcpServer: { endpoint: 'https://tools.example.com/mcp' } } };
    await clientOf(emulated).send(
      new CreateGatewayTargetCommand({ gatewayIdentifier, name, targetConfiguration }),
    );
  },
  async 'AWS::BedrockAgentCore::Memory'(emulated: EmulatedAws, name: string) {
    await clientOf(emulated).send(new CreateMemoryCommand({ name, eventExpiryDuration: 30 }));
  },
  async 'AWS::BedrockAgentCore::PolicyEngine'(emulated: EmulatedAws, name: string) {
    await clientOf(emulated).send(new CreatePolicyEngineCommand({ name }));
  },
  async 'AWS::BedrockAgentCore::Runtime'(emulated: EmulatedAws, agentRuntimeName: string) {
    await clientOf(emulated).send(
      new CreateAgentRuntimeCommand({
        agentRuntimeName,
        roleArn,
        agentRuntimeArtifact: { containerConfiguration: { containerUri } },
        networkConfiguration: { networkMode: 'PUBLIC' },
      }),
    );
  },
};
