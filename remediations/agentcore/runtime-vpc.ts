import { change, defineRemediation, draft, refuse } from '../remediation.ts';
import { inTheWay, NEW_VERSION, RUNTIME_CALLS, runtimeOf } from './_runtime.ts';
import { readWhole, rewriting } from './_whole.ts';

export default defineRemediation({
  id: 'agentcore-runtime-vpc',
  title: 'Run the agent in your VPC',
  resourceType: 'AWS::BedrockAgentCore::Runtime',
  repairs: ['agentcore-runtime-vpc'],
  risk: 'disruptive',
  breaks:
    'New sessions reach only what the subnets and security groups let them reach: without endpoints of Bedrock, ECR, ' +
    'S3 and CloudWatch Logs, or a NAT gateway, the agent does not start or reaches no model. ' +
    NEW_VERSION,
  ...RUNTIME_CALLS,
  implied: {
    ...RUNTIME_CALLS.implied,
    'iam:CreateServiceLinkedRole':
      'bedrock-agentcore:UpdateAgentRuntime makes the role for network interfaces, once in an account',
  },
  references: [
    ...RUNTIME_CALLS.references,
    'https://docs.aws.amazon.com/bedrock-agentcore/latest/devguide/agentcore-vpc.html',
  ],

  read: (ref, ask) => readWhole(runtimeOf(ref), ask),

  plan({ resource, before, options: { agentNetwork } }) {
    const runtime = runtimeOf(resource);
    const hindrance = inTheWay(runtime, before);
    if (hindrance !== undefined) return hindrance;
    const has = Object(before['networkConfiguration']);
    if (has.networkMode === 'VPC') return refuse('it is so already');
    if (!agentNetwork)
      return refuse('the settings name no subnets and security groups for agents of this Region');
    const subnets = [...agentNetwork.subnetIds];
    const securityGroups = [...agentNetwork.securityGroupIds];
    const networkModeConfig = { ...has.networkModeConfig, subnets, securityGroups };
    return draft(
      [
        change('NetworkConfiguration.NetworkMode', has.networkMode, 'VPC'),
        change('NetworkConfiguration.NetworkModeConfig.Subnets', has.networkModeConfig?.subnets, subnets),
        change(
          'NetworkConfiguration.NetworkModeConfig.SecurityGroups',
          has.networkModeConfig?.securityGroups,
          securityGroups,
        ),
      ],
      [
        rewriting(runtime, before, {
          member: 'networkConfiguration',
          value: { ...has, networkMode: 'VPC', networkModeConfig },
        }),
      ],
    );
  },
});
