import { describe, expect, it } from 'vitest';
import remediation from '../../../remediations/agentcore/runtime-vpc.ts';
import { itPutsRight, refOf } from '../kit.ts';
import { anySettings, COUNTED, runtime } from './runtime.ts';

const rule = 'agentcore-runtime-vpc';
const agentNetwork = {
  subnetIds: ['subnet-0a1b2c3d', 'subnet-1a2b3c4d'],
  securityGroupIds: ['sg-0a1b2c3d'],
} as const;

const scene = {
  name: 'a runtime in the public network',
  rule,
  make: runtime(),
  options: { agentNetwork },
  alsoChanges: COUNTED,
} as const;

itPutsRight(remediation, [scene], {
  anyScene: anySettings.map(({ networkConfiguration: _, ...each }) => ({ ...scene, make: runtime(each) })),
});

describe('a runtime in the public network', () => {
  it('is refused where the settings name no network for agents', () => {
    const ref = refOf('AWS::BedrockAgentCore::Runtime', 'agent');
    const resource = { ...ref, source: 'live', properties: {} } as const;
    const options = { kmsKeyArn: undefined, tags: {} };
    const before = { status: 'READY', networkConfiguration: { networkMode: 'PUBLIC' } };
    expect(remediation.plan({ resource, before, rule, observations: [], options })).toEqual({
      refused: 'the settings name no subnets and security groups for agents of this Region',
    });
  });
});
