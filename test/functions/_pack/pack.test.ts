import { describe, expect, it } from 'vitest';
import { PACK_SCHEMA, type Pack } from '../../../engine/evidence/pack.ts';
import * as builtIn from '../../../functions/_pack/pack.ts';
import { packDigest, rules } from '../../../rules/index.ts';

const pack: Pack = builtIn;
const resource = {
  type: 'AWS::SageMaker::NotebookInstance',
  id: 'study',
  partition: 'aws',
  account: '111122223333',
  region: 'eu-central-1',
  source: 'live',
  properties: { RootAccess: 'Enabled' },
} as const;
const asked = { resource, related: [], around: [], referrers: [] };

describe('the rule pack', () => {
  it('says what it is, and has the digest that records carry', () => {
    expect(builtIn.schema).toBe(PACK_SCHEMA);
    expect(pack.packDigest).toBe(packDigest);
  });

  it('judges by the rules that the settings choose', () => {
    const rulesBy = (profile: 'baseline' | 'all') =>
      pack
        .judgeWith({ profile })(asked)
        .map(({ rule }) => rule);
    const [baseline, all] = [rulesBy('baseline'), rulesBy('all')];
    expect(all.length).toBeGreaterThan(baseline.length);
    expect(all).toEqual(expect.arrayContaining(baseline));
    const known = new Set(rules.map(({ id }) => id));
    expect(all.filter((rule) => !known.has(rule))).toEqual([]);
  });

  it('judges by the parameters that they set', () => {
    const statusWith = (regions: readonly string[]) =>
      pack
        .judgeWith({ profile: 'all', rules: { 'ai-region-approved': { parameters: { regions } } } })(asked)
        .find(({ rule }) => rule === 'ai-region-approved')?.status;
    expect([statusWith(['eu-central-1']), statusWith(['us-east-1'])]).toEqual(['COMPLIANT', 'NON_COMPLIANT']);
  });
});
