import {
  BedrockAgentCoreControlClient,
  CreateBrowserCommand,
  CreateCodeInterpreterCommand,
} from '@aws-sdk/client-bedrock-agentcore-control';
import type { EmulatedAws } from '../../adapters/aws/kit.ts';
import type { DoorCase } from './door.ts';
import { tagged, untaggedPlan } from './tags.ts';

const agentcore = ({ door }: EmulatedAws) => door.client(BedrockAgentCoreControlClient);

const ROLE = 'arn:aws:iam::111122223333:role/Agent';

const inVpc = { subnets: ['subnet-0a1b2c3d'], securityGroups: ['sg-0a1b2c3d'] };
const inTemplateVpc = { Subnets: ['subnet-0a1b2c3d'], SecurityGroups: ['sg-0a1b2c3d'] };
const inPlannedVpc = { subnets: ['subnet-0a1b2c3d'], security_groups: ['sg-0a1b2c3d'] };

const browsers: readonly DoorCase[] = [
  {
    name: 'a browser with an owner in a VPC',
    type: 'AWS::BedrockAgentCore::BrowserCustom',
    make: (emulated) =>
      agentcore(emulated).send(
        new CreateBrowserCommand({
          name: 'browser',
          networkConfiguration: { networkMode: 'VPC', vpcConfig: inVpc },
          tags: tagged.map,
        }),
      ),
    template: {
      Judged: {
        Type: 'AWS::BedrockAgentCore::BrowserCustom',
        Properties: {
          Name: 'browser',
          NetworkConfiguration: { NetworkMode: 'VPC', VpcConfig: inTemplateVpc },
          Tags: tagged.map,
        },
      },
    },
    plan: [
      {
        address: 'aws_bedrockagentcore_browser.judged',
        after: {
          name: 'browser',
          description: null,
          execution_role_arn: null,
          network_configuration: [{ network_mode: 'VPC', vpc_config: [inPlannedVpc] }],
          recording: [],
          ...tagged.plan,
        },
        unknown: { browser_arn: true, browser_id: true },
      },
    ],
    verdicts: { 'agentcore-browser-not-public': 'COMPLIANT', 'agentcore-browser-tagged': 'COMPLIANT' },
  },
  {
    name: 'a browser of nobody in the public network',
    type: 'AWS::BedrockAgentCore::BrowserCustom',
    make: (emulated) =>
      agentcore(emulated).send(
        new CreateBrowserCommand({ name: 'browser', networkConfiguration: { networkMode: 'PUBLIC' } }),
      ),
    template: {
      Judged: {
        Type: 'AWS::BedrockAgentCore::BrowserCustom',
        Properties: { Name: 'browser', NetworkConfiguration: { NetworkMode: 'PUBLIC' } },
      },
    },
    plan: [
      {
        address: 'aws_bedrockagentcore_browser.judged',
        after: {
          name: 'browser',
          network_configuration: [{ network_mode: 'PUBLIC', vpc_config: [] }],
          recording: [],
          ...untaggedPlan,
        },
        unknown: { browser_arn: true, browser_id: true },
      },
    ],
    verdicts: {
      'agentcore-browser-not-public': 'NON_COMPLIANT',
      'agentcore-browser-tagged': 'NON_COMPLIANT',
    },
  },
];

const codeInterpreters: readonly DoorCase[] = [
  {
    name: 'a code interpreter in a VPC',
    type: 'AWS::BedrockAgentCore::CodeInterpreterCustom',
    make: (emulated) =>
      agentcore(emulated).send(
        new CreateCodeInterpreterCommand({
          name: 'python',
          networkConfiguration: { networkMode: 'VPC', vpcConfig: inVpc },
        }),
      ),
    template: {
      Judged: {
        Type: 'AWS::BedrockAgentCore::CodeInterpreterCustom',
        Properties: {
          Name: 'python',
          NetworkConfiguration: { NetworkMode: 'VPC', VpcConfig: inTemplateVpc },
        },
      },
    },
    plan: [
      {
        address: 'aws_bedrockagentcore_code_interpreter.judged',
        after: {
          name: 'python',
          execution_role_arn: null,
          network_configuration: [{ network_mode: 'VPC', vpc_config: [inPlannedVpc] }],
        },
        unknown: { code_interpreter_arn: true, code_interpreter_id: true },
      },
    ],
    verdicts: { 'agentcore-code-interpreter-private': 'COMPLIANT' },
  },
  {
    name: 'a code interpreter in the sandbox',
    type: 'AWS::BedrockAgentCore::CodeInterpreterCustom',
    make: (emulated) =>
      agentcore(emulated).send(
        new CreateCodeInterpreterCommand({
          name: 'python',
          executionRoleArn: ROLE,
          networkConfiguration: { networkMode: 'SANDBOX' },
        }),
      ),
    template: {
      Judged: {
        Type: 'AWS::BedrockAgentCore::CodeInterpreterCustom',
        Properties: {
          Name: 'python',
          ExecutionRoleArn: ROLE,
          NetworkConfiguration: { NetworkMode: 'SANDBOX' },
        },
      },
    },
    plan: [
      {
        address: 'aws_bedrockagentcore_code_interpreter.judged',
        after: {
          name: 'python',
          execution_role_arn: ROLE,
          network_configuration: [{ network_mode: 'SANDBOX', vpc_config: [] }],
        },
        unknown: { code_interpreter_arn: true, code_interpreter_id: true },
      },
    ],
    verdicts: { 'agentcore-code-interpreter-private': 'NON_COMPLIANT' },
  },
];

export const toolCases: readonly DoorCase[] = [...browsers, ...codeInterpreters];
