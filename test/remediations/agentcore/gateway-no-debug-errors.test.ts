import type { CreateGatewayRequest } from '@aws-sdk/client-bedrock-agentcore-control';
import { describe, expect, it } from 'vitest';
import remediation from '../../../remediations/agentcore/gateway-no-debug-errors.ts';
import { itPutsRight, refOf } from '../kit.ts';
import { anySettings, gateway } from './gateway.ts';

const rule = 'agentcore-gateway-no-debug-errors';
const debugging = { exceptionLevel: 'DEBUG' } as const;

const scene = {
  name: 'a gateway that tells every detail of an error',
  rule,
  make: gateway(debugging),
  alsoChanges: ['UpdatedAt'],
} as const;

itPutsRight(remediation, [scene], {
  anyScene: anySettings.map((each) => ({
    ...scene,
    make: gateway({ ...(each as Partial<CreateGatewayRequest>), ...debugging }),
  })),
});

describe('a gateway in motion', () => {
  it('is left alone', () => {
    const resource = {
      ...refOf('AWS::BedrockAgentCore::Gateway', 'tools'),
      source: 'live',
      properties: {},
    } as const;
    const before = { status: 'UPDATING', ...debugging };
    const options = { kmsKeyArn: undefined, tags: {} };
    expect(remediation.plan({ resource, before, rule, observations: [], options })).toEqual({
      refused: 'the gateway is UPDATING; wait until it is READY',
      isPassing: true,
    });
  });
});
