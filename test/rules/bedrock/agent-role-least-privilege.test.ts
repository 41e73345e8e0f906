import { type Json, type JsonObject, unknown } from '../../../resources/resource.ts';
import rule from '../../../rules/bedrock/agent-role-least-privilege.ts';
import { testRule } from '../../support/judge-rule.ts';

const lost = unknown('known only after apply');
const ROLE = '${AgentRole.Arn}';
const agent = (role: JsonObject) => ({
  properties: { AgentResourceRoleArn: ROLE },
  related: { [ROLE]: { PermissionsBoundary: 'arn:aws:iam::111122223333:policy/boundary', ...role } },
});
const inline = (...Statement: Json[]) => agent({ Policies: [{ PolicyDocument: { Statement } }] });
const MODEL = 'arn:aws:bedrock:eu-west-1::foundation-model/amazon.nova-lite-v1:0';
const invoke = { Effect: 'Allow', Action: 'bedrock:InvokeModel', Resource: MODEL };

testRule(rule, {
  COMPLIANT: {
    'one action on one model': inline(invoke),
    'no inline policy': agent({}),
    'a named action on every resource': inline({ ...invoke, Resource: '*' }),
    'a wildcard on one model': inline({ ...invoke, Action: 'bedrock:*' }),
    'a wildcard that only lists': inline({ ...invoke, Action: 'bedrock:ListA*', Resource: '*' }),
    'a wildcard of lists that name what there is': inline({
      ...invoke,
      Action: 'bedrock-agentcore:ListA*',
      Resource: '*',
    }),
    'a Deny of everything': inline({ Effect: 'Deny', Action: '*', Resource: '*' }),
    'a named action on a resource that is not known yet': inline({ ...invoke, Resource: lost }),
    'a user, whose name only looks so': agent({
      ManagedPolicyArns: [
        'FullAccessLogs',
        'AdministratorAccess-Amplify',
        'PowerUserAccess-Base',
        'NoAdministratorAccess',
        'NoPowerUserAccess',
      ].map((name) => `arn:aws:iam::aws:policy/${name}`),
    }),
  },
  NON_COMPLIANT: {
    'no boundary': { properties: { AgentResourceRoleArn: ROLE }, related: { [ROLE]: {} } },
    'a FullAccess policy of another service': agent({
      ManagedPolicyArns: ['arn:aws:iam::aws:policy/AmazonS3FullAccess'],
    }),
    'a FullAccess policy beside one of one’s own': agent({
      ManagedPolicyArns: ['arn:aws:iam::111122223333:policy/x', 'arn:aws:iam::aws:policy/AmazonS3FullAccess'],
    }),
    AdministratorAccess: agent({
      ManagedPolicyArns: ['arn:${AWS::Partition}:iam::aws:policy/AdministratorAccess'],
    }),
    'every action of the service': inline({ ...invoke, Action: ['bedrock:*'], Resource: ['*'] }),
    'a wildcard beside a named action': inline({
      ...invoke,
      Action: ['bedrock:GetAgent', 's3:*'],
      Resource: '*',
    }),
    'a wildcard of another service': inline({ ...invoke, Action: 's3:Get*', Resource: '*' }),
    'a wildcard that reaches more than lists': inline({ ...invoke, Action: 'bedrock:*', Resource: '*' }),
    'a wildcard of what is classified as listing, yet returns content': inline({
      ...invoke,
      Action: 'bedrock-agentcore:Retrieve*',
      Resource: '*',
    }),
    'a wildcard of lists that return what is in a memory': inline({
      ...invoke,
      Action: 'bedrock-agentcore:ListMemoryR*',
      Resource: '*',
    }),
    'a wildcard of lists that return what was said': inline({
      ...invoke,
      Action: 'bedrock-agentcore:ListE*',
      Resource: '*',
    }),
    'a wildcard of lists that return what was asked and answered': inline({
      ...invoke,
      Action: 'qbusiness:ListMe*',
      Resource: '*',
    }),
    'a wildcard of lists that return what went through a flow': inline({
      ...invoke,
      Action: 'bedrock:ListFlowE*',
      Resource: '*',
    }),
    'a wildcard of lists that return training data': inline({
      ...invoke,
      Action: 'rekognition:ListDatasetE*',
      Resource: '*',
    }),
    'a wildcard of lists that return what a test says': inline({
      ...invoke,
      Action: 'lex:ListTestSetR*',
      Resource: '*',
    }),
    'a wildcard that describes': inline({ ...invoke, Action: 'polly:Describe*', Resource: '*' }),
    'everything but a few': inline({ Effect: 'Allow', NotAction: 'iam:*', Resource: '*' }),
    'beside a statement that is not known yet': inline(lost, { ...invoke, Action: '*', Resource: '*' }),
    'beside a policy that is not known yet': agent({
      Policies: [
        { PolicyDocument: lost },
        { PolicyDocument: { Statement: { ...invoke, Action: '*', Resource: '*' } } },
      ],
    }),
  },
  INSUFFICIENT_DATA: {
    'a policy of one’s own, which is a reference further': {
      ...agent({ ManagedPolicyArns: ['arn:aws:iam::111122223333:policy/models'] }),
      because:
        'AgentResourceRoleArn → ManagedPolicyArns[0]: what arn:aws:iam::111122223333:policy/models allows is not read',
    },
    'a role that cannot be read': { properties: { AgentResourceRoleArn: ROLE } },
    'no role': { properties: {} },
    'a role that is not known yet': { properties: { AgentResourceRoleArn: lost } },
    'a policy that is not known yet': agent({ Policies: [{ PolicyDocument: lost }] }),
    'an action that is not known yet': inline({ ...invoke, Action: lost, Resource: '*' }),
    'an action beside a named one, not known yet': inline({
      ...invoke,
      Action: ['bedrock:GetAgent', lost],
      Resource: '*',
    }),
    'a boundary that is not known yet': agent({ PermissionsBoundary: lost }),
  },
});
