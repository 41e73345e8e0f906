import type { CreateGatewayRequest } from '@aws-sdk/client-bedrock-agentcore-control';
import { describe, expect, it } from 'vitest';
import remediation from '../../../remediations/agentcore/gateway-authorizer.ts';
import { itPutsRight, refOf } from '../kit.ts';
import { anySettings, ENGINE, gateway } from './gateway.ts';

const rule = 'agentcore-gateway-authorizer';

const open = {
  name: 'a gateway that anyone may call',
  rule,
  make: gateway({ authorizerType: 'NONE' }),
  alsoChanges: ['UpdatedAt'],
} as const;

const undecided = {
  authorizerType: 'AUTHENTICATE_ONLY',
  authorizerConfiguration: {
    customJWTAuthorizer: { discoveryUrl: 'https://id.example.com/.well-known/openid-configuration' },
  },
  policyEngineConfiguration: { arn: ENGINE, mode: 'LOG_ONLY' },
} as const;

const logging = {
  ...open,
  name: 'one that only authenticates, and whose policy engine only logs',
  make: gateway(undecided),
};

itPutsRight(remediation, [open, logging], {
  anyScene: anySettings.map((each) => ({
    ...open,
    make: gateway({ ...(each as Partial<CreateGatewayRequest>), authorizerType: 'NONE' }),
  })),
});

describe('a gateway that only authenticates', () => {
  it('is refused without a policy engine: nobody here knows whom it is for', () => {
    const resource = {
      ...refOf('AWS::BedrockAgentCore::Gateway', 'tools'),
      source: 'live',
      properties: {},
    } as const;
    const options = { kmsKeyArn: undefined, tags: {} };
    const before = { status: 'READY', authorizerType: 'AUTHENTICATE_ONLY' };
    expect(remediation.plan({ resource, before, rule, observations: [], options })).toEqual({
      refused: 'it only authenticates, and has no policy engine that could decide',
    });
  });
});
