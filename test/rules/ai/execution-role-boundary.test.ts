import { type Json, type JsonObject, unknown } from '../../../resources/resource.ts';
import rule from '../../../rules/ai/execution-role-boundary.ts';
import { testRule } from '../../support/judge-rule.ts';

const lost = unknown('known only after apply');
const trust = (Principal: Json) => ({
  Statement: [{ Effect: 'Allow', Action: 'sts:AssumeRole', Principal }],
});
const role = (service: Json, rest: JsonObject = {}) => ({
  properties: { AssumeRolePolicyDocument: trust({ Service: service }), ...rest },
});
const bounded = { PermissionsBoundary: 'arn:aws:iam::111122223333:policy/agents' };

testRule(rule, {
  COMPLIANT: {
    'an agent within a boundary': role('bedrock.amazonaws.com', bounded),
    'AgentCore within a boundary': role('bedrock-agentcore.amazonaws.com', bounded),
  },
  NON_COMPLIANT: {
    'an agent without one': {
      ...role('bedrock.amazonaws.com'),
      observations: [{ path: 'PermissionsBoundary', expected: 'a managed policy', actual: null }],
    },
    'AgentCore, among others, without one': role(['lambda.amazonaws.com', 'bedrock-agentcore.amazonaws.com']),
    'a role for everybody': { properties: { AssumeRolePolicyDocument: trust('*') } },
    'an empty boundary': role('bedrock.amazonaws.com', { PermissionsBoundary: '' }),
    'an agent beside a principal that is not known yet': role(['bedrock.amazonaws.com', lost]),
  },
  NOT_APPLICABLE: {
    'another AI service': {
      ...role('sagemaker.amazonaws.com'),
      because: 'neither Bedrock nor AgentCore may assume it',
    },
    'a service of a name that only begins so': role('bedrock-other.amazonaws.com'),
    'a service-linked role': {
      ...role('bedrock.amazonaws.com', { Path: '/aws-service-role/bedrock.amazonaws.com/' }),
      because: 'it is a service-linked role: AWS alone writes its policies',
    },
  },
  INSUFFICIENT_DATA: {
    'who may assume it is not known yet': { properties: { AssumeRolePolicyDocument: lost } },
    'a trust policy that is no policy': {
      properties: { AssumeRolePolicyDocument: 'bedrock' },
      because: 'AssumeRolePolicyDocument: not a JSON policy document',
    },
    'the boundary is not known yet': role('bedrock.amazonaws.com', { PermissionsBoundary: lost }),
  },
});
