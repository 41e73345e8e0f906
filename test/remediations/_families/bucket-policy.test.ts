import { describe, expect, it } from 'vitest';
import { readBucketPolicy, replacingPolicy } from '../../../remediations/_families/bucket-policy.ts';

describe('a bucket policy', () => {
  it('is read as a document', async () => {
    expect(await readBucketPolicy('b', async () => ({ Policy: '{"Statement":[]}' }))).toEqual({
      policy: { Statement: [] },
    });
    expect(await readBucketPolicy('b', async () => ({}))).toEqual({ policy: undefined });
  });

  it('is written back where there was one, and taken away where there was none', () => {
    const [from, to] = [{ Version: '1' }, { Version: '2' }];
    expect(replacingPolicy('b', { from, to })).toMatchObject({
      call: { operation: 'PutBucketPolicy', input: { Bucket: 'b', Policy: '{"Version":"2"}' } },
      until: { expect: { Policy: ['{"Version":"2"}'] } },
      undo: { call: { operation: 'PutBucketPolicy', input: { Policy: '{"Version":"1"}' } } },
    });
    expect(replacingPolicy('b', { from: undefined, to })).toMatchObject({
      undo: { call: { operation: 'DeleteBucketPolicy' }, until: { expect: { Policy: [null] } } },
    });
  });
});
