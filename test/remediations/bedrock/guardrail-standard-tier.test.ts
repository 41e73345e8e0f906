import type { CreateGuardrailRequest } from '@aws-sdk/client-bedrock';
import { describe, expect, it } from 'vitest';
import remediation from '../../../remediations/bedrock/guardrail-standard-tier.ts';
import type { JsonObject } from '../../../resources/resource.ts';
import { itPutsRight, refOf } from '../kit.ts';
import { anySettings, guardrail } from './guardrail.ts';

const crossRegionConfig = { guardrailProfileIdentifier: 'eu.guardrail.v1:0' };

const sceneOf = (name: string, asked: Partial<CreateGuardrailRequest>) =>
  ({
    name,
    rule: 'bedrock-guardrail-standard-tier',
    make: guardrail({ ...asked, crossRegionConfig }),
  }) as const;

itPutsRight(
  remediation,
  [
    sceneOf('topics of the CLASSIC tier', {}),
    sceneOf('content filters of the CLASSIC tier, and no topics', {
      topicPolicyConfig: undefined,
      contentPolicyConfig: {
        filtersConfig: [{ type: 'HATE', inputStrength: 'LOW', outputStrength: 'LOW' }],
      },
    }),
  ],
  { anyScene: anySettings.map((settings) => sceneOf('any', settings)) },
);

describe('what it refuses', () => {
  const plan = (before: JsonObject) =>
    remediation.plan({
      resource: { ...refOf('AWS::Bedrock::Guardrail', 'g'), source: 'live', properties: {} },
      before: { status: 'READY', topicPolicy: { topics: [], tier: { tierName: 'CLASSIC' } }, ...before },
      rule: 'bedrock-guardrail-standard-tier',
      observations: [],
      options: { kmsKeyArn: undefined, tags: {} },
    });

  it('to send data through other Regions where nobody said so', () => {
    expect(plan({})).toEqual({ refused: expect.stringContaining('set CrossRegionConfig first') });
  });

  it('a guardrail that is being built', () => {
    expect(plan({ status: 'CREATING' })).toEqual({
      refused: expect.stringContaining('is CREATING'),
      isPassing: true,
    });
  });
});
