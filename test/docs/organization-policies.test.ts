import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { ofType, synthesize } from '../infra/kit.ts';

const page = readFileSync(new URL('../../docs/organization-policies.md', import.meta.url), 'utf8');
const policies = [...page.matchAll(/```json\n([\s\S]*?)```/g)].map(([, text = '']) => text);
const organization = { id: 'o-a1b2c3d4e5', accounts: ['222233334444'], externalId: 'f00dfeed' };
const templates = synthesize({ account: '111122223333', organization });

describe('the examples of organization policies', () => {
  it('are JSON that denies, within the 5,120 characters that AWS takes', () => {
    expect(policies).toHaveLength(3);
    for (const text of policies) {
      const { Statement } = JSON.parse(text);
      expect(Statement.map(({ Effect }: { Effect: string }) => Effect)).not.toContain('Allow');
      expect(JSON.stringify(JSON.parse(text)).length).toBeLessThanOrEqual(5120);
    }
  });

  it('name the archive and the roles as the templates do', () => {
    // CloudFormation names a bucket by stack and logical id, in lower case.
    const archive = ofType(templates['AssayEvidence'], 'AWS::S3::Bucket').map(([id]) => id.toLowerCase());
    const [, named = ''] = page.match(/assayevidence-(archive[0-9a-f]{8})-/) ?? [];
    expect(archive).toContain(named);
    const roles = Object.values(templates)
      .flatMap((each) => ofType(each, 'AWS::IAM::Role'))
      .flatMap(([, { Properties }]) =>
        Properties['RoleName'] ? [JSON.stringify(Properties['RoleName'])] : [],
      );
    expect(roles.length).toBeGreaterThan(10);
    expect(roles.filter((name) => !name.includes('assay-'))).toEqual([]);
  });

  it('find the tag on every key', () => {
    const keys = Object.values(templates).flatMap((each) => ofType(each, 'AWS::KMS::Key'));
    expect(keys).toHaveLength(5);
    for (const [, { Properties }] of keys)
      expect(Properties['Tags']).toContainEqual({ Key: 'application', Value: 'assay' });
  });
});
