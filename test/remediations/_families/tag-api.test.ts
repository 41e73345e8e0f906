import { describe, expect, it } from 'vitest';
import { settlementOf } from '../../../engine/remediation/condition.ts';
import {
  agentcoreTagApi,
  bedrockAgentTagApi,
  bedrockTagApi,
  sagemakerTagApi,
} from '../../../remediations/_families/tag-api.ts';

const ARN = 'arn:aws:x:eu-central-1:111122223333:thing/abc';
const tag = { key: 'cost.centre', value: '7' };

describe.each([
  ['sagemaker', sagemakerTagApi, { Tags: [{ Key: 'cost.centre', Value: '7' }] }],
  ['bedrock', bedrockTagApi, { tags: [{ key: 'cost.centre', value: '7' }] }],
  ['bedrock-agent', bedrockAgentTagApi, { tags: { 'cost.centre': '7' } }],
  ['bedrock-agentcore-control', agentcoreTagApi, { tags: { 'cost.centre': '7' } }],
] as const)('tags of %s', (service, api, written) => {
  it('are written as they are read', () => {
    const { input } = api.add(ARN, tag);
    expect(input).toMatchObject(written);
    expect(api.tagsIn(written)).toEqual({ 'cost.centre': '7' });
    expect(api.tagsIn({})).toEqual({});
  });

  it('are asked for at the service that has them', () => {
    for (const call of [api.list(ARN), api.add(ARN, tag), api.remove(ARN, tag.key), api.has(ARN, tag).call]) {
      expect(call.service).toBe(service);
      expect(Object.values(call.input)).toContain(ARN);
    }
  });

  it('are known to be there with their value, and not to be there', () => {
    expect(settlementOf(api.has(ARN, tag), written)).toBe('met');
    expect(settlementOf(api.has(ARN, { ...tag, value: '8' }), written)).toBe('not-yet');
    expect(settlementOf(api.has(ARN, tag), {})).toBe('not-yet');
    expect(settlementOf(api.hasNot(ARN, tag.key), written)).toBe('not-yet');
    expect(settlementOf(api.hasNot(ARN, 'owner'), written)).toBe('met');
    expect(settlementOf(api.hasNot(ARN, tag.key), {})).toBe('met');
  });
});
