import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import remediation from '../../../remediations/agentcore/runtime-mmds-v2.ts';
import { remediations } from '../../../remediations/index.ts';
import type { Remediation } from '../../../remediations/remediation.ts';
import { itPutsRight, refOf } from '../kit.ts';
import { anySettings, COUNTED, runtime } from './runtime.ts';

const rule = 'agentcore-runtime-mmds-v2';

const scene = {
  name: 'a runtime whose metadata needs no token',
  rule,
  make: runtime(),
  alsoChanges: COUNTED,
} as const;

const off = { requireMMDSV2: false };

itPutsRight(
  remediation,
  [scene, { ...scene, name: 'one that says so', make: runtime({ metadataConfiguration: off }) }],
  {
    anyScene: fc.tuple(anySettings, fc.boolean()).map(([{ metadataConfiguration: _, ...each }, saysSo]) => ({
      ...scene,
      make: runtime({ ...each, ...(saysSo && { metadataConfiguration: off }) }),
    })),
  },
);

const ofRuntimes: readonly Remediation[] = remediations.filter(
  ({ resourceType, permissions }: Remediation) =>
    resourceType === 'AWS::BedrockAgentCore::Runtime' &&
    permissions.includes('bedrock-agentcore:UpdateAgentRuntime'),
);

describe.each(ofRuntimes.map((each) => [each.id, each] as const))('%s', (_id, each) => {
  const resource = {
    ...refOf('AWS::BedrockAgentCore::Runtime', 'agent'),
    source: 'live',
    properties: {},
  } as const;
  const options = { kmsKeyArn: undefined, tags: {} };
  const [repaired] = each.repairs;
  const plan = (before: object) =>
    each.plan({ resource, before: { ...before }, rule: repaired, observations: [], options });

  it('leaves a runtime in motion alone', () => {
    expect(plan({ status: 'UPDATING' })).toEqual({
      refused: 'the runtime is UPDATING; wait until it is READY',
      isPassing: true,
    });
  });

  it('makes no plan that would carry a credential, and never shows it', () => {
    const secret = `sk-ant-api03-${'abcd'.repeat(10)}`;
    const refusal = plan({ status: 'READY', environmentVariables: { LOG_LEVEL: 'info', LLM_KEY: secret } });
    expect(refusal).toEqual({ refused: expect.stringContaining('LLM_KEY') });
    expect(JSON.stringify(refusal)).not.toContain(secret);
  });
});
