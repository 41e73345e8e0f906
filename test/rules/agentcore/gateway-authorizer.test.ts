import { unknown } from '../../../resources/resource.ts';
import rule from '../../../rules/agentcore/gateway-authorizer.ts';
import { testRule } from '../../support/judge-rule.ts';

const gateway = (AuthorizerType: string | { $unknown: string }, Mode?: string | { $unknown: string }) => ({
  properties: {
    AuthorizerType,
    PolicyEngineConfiguration: Mode === undefined ? null : { Arn: '${Engine.PolicyEngineArn}', Mode },
  },
});

testRule(rule, {
  COMPLIANT: {
    IAM: gateway('AWS_IAM'),
    'IAM, and an engine of which nothing is known': {
      properties: { AuthorizerType: 'AWS_IAM', PolicyEngineConfiguration: unknown('after apply') },
    },
    'a token': gateway('CUSTOM_JWT'),
    'a token, and an engine that only logs': gateway('CUSTOM_JWT', 'LOG_ONLY'),
    'authenticated, and an engine that enforces': gateway('AUTHENTICATE_ONLY', 'ENFORCE'),
  },
  NON_COMPLIANT: {
    'no authorization': gateway('NONE'),
    'an engine does not make up for anonymous callers': gateway('NONE', 'ENFORCE'),
    'authenticated, and no engine': gateway('AUTHENTICATE_ONLY'),
    'authenticated, and an engine that only logs': gateway('AUTHENTICATE_ONLY', 'LOG_ONLY'),
    'no type': { properties: {} },
  },
  INSUFFICIENT_DATA: {
    'the type is unknown': gateway(unknown('parameter X has no default')),
    'the mode is unknown': gateway('AUTHENTICATE_ONLY', unknown('parameter X has no default')),
  },
});
