import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { buildPack } from '../../../infra/bundling/pack.ts';
import { packDigest } from '../../../rules/index.ts';
import { temporaryFolder } from '../../support/folder.ts';
import { printed } from './kit.ts';

const ASK = `
const pack = await import('./pack.mjs');
const judge = pack.judgeWith({ profile: 'all' });
const resource = {
  type: 'AWS::SageMaker::NotebookInstance', id: 'study', partition: 'aws', account: '111122223333',
  region: 'eu-central-1', source: 'live', properties: { RootAccess: 'Enabled' },
};
const verdicts = judge({ resource, related: [], around: [], referrers: [] });
console.log(JSON.stringify({ schema: pack.schema, packDigest: pack.packDigest, verdicts }));
`;

describe('the file of the rule pack', () => {
  it('judges by itself, in a process that has nothing else of the project', async () => {
    const folder = temporaryFolder();
    folder.write('pack.mjs', Buffer.from((await buildPack()).bytes));
    const { verdicts, ...rest } = printed(folder, ASK) as { verdicts: { rule: string; status: string }[] };
    expect(rest).toEqual({ schema: 'assay.pack/1', packDigest });
    expect(verdicts).toContainEqual({
      rule: 'sagemaker-notebook-root-access',
      revision: expect.any(Number),
      status: 'NON_COMPLIANT',
      observations: [{ path: 'RootAccess', expected: 'Disabled', actual: 'Enabled' }],
    });
  });

  it('is named by its hash, imports nothing but Node, and says nothing of where it was built', async () => {
    const { digest, bytes } = await buildPack();
    const text = Buffer.from(bytes).toString();
    expect(createHash('sha256').update(bytes).digest('hex')).toBe(digest);
    expect([...text.matchAll(/from\s*"([^"]+)"/g)].map(([, name]) => name)).toEqual(['node:crypto']);
    expect(text).not.toContain(process.cwd());
    expect(bytes.length).toBeLessThan(1_000_000);
  });
});
