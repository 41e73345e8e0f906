import type { CreateGatewayRequest } from '@aws-sdk/client-bedrock-agentcore-control';
import { describe, expect, it } from 'vitest';
import remediation from '../../../remediations/agentcore/gateway-policy-engine-enforce.ts';
import { itPutsRight, refOf } from '../kit.ts';
import { anySettings, ENGINE, gateway } from './gateway.ts';

const rule = 'agentcore-gateway-policy-engine-enforce';
const logging = { policyEngineConfiguration: { arn: ENGINE, mode: 'LOG_ONLY' } } as const;

const scene = {
  name: 'a gateway whose policy engine only logs',
  rule,
  make: gateway(logging),
  alsoChanges: ['UpdatedAt'],
} as const;

itPutsRight(remediation, [scene], {
  anyScene: anySettings.map((each) => ({
    ...scene,
    make: gateway({ ...(each as Partial<CreateGatewayRequest>), ...logging }),
  })),
});

describe('a gateway without a policy engine', () => {
  it('is refused: nobody here knows which policies it needs', () => {
    const resource = {
      ...refOf('AWS::BedrockAgentCore::Gateway', 'tools'),
      source: 'live',
      properties: {},
    } as const;
    const options = { kmsKeyArn: undefined, tags: {} };
    const plan = remediation.plan({ resource, before: { status: 'READY' }, rule, observations: [], options });
    expect(plan).toMatchObject({ refused: expect.stringMatching(/no policy engine/) });
  });
});
