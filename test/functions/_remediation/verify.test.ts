import { PutPublicAccessBlockCommand, S3Client } from '@aws-sdk/client-s3';
import { describe, expect, it } from 'vitest';
import { executionName } from '../../../engine/remediation/trigger.ts';
import type { Status } from '../../../engine/verdict.ts';
import { planRemediation } from '../../../functions/_remediation/plan.ts';
import { verifyRemediation } from '../../../functions/_remediation/verify.ts';
import { BUCKET, BUCKET_RULE, openBucket, remedied, SERVES_AI } from './kit.ts';

const OTHER = 'ai-bucket-tls-only';

/** A plan that is carried out, of a bucket that another rule violates afterwards. */
async function carriedOut(baseline?: Readonly<Record<string, Status>>) {
  const of = await remedied({ settings: { ...SERVES_AI, profile: 'sensitive' } });
  const trigger = await of.triggerFor(BUCKET_RULE, await openBucket(of));
  const id = executionName(trigger);
  await planRemediation({ id, trigger }, of.planPorts);
  expect((await of.store.plan(id))?.plan.verdicts).toMatchObject({ [OTHER]: 'NON_COMPLIANT' });
  const flags = ['BlockPublicAcls', 'BlockPublicPolicy', 'IgnorePublicAcls', 'RestrictPublicBuckets'];
  const PublicAccessBlockConfiguration = Object.fromEntries(flags.map((flag) => [flag, true]));
  const put = new PutPublicAccessBlockCommand({ Bucket: BUCKET.id, PublicAccessBlockConfiguration });
  await of.door.client(S3Client).send(put);
  await of.store.move(id, ['planned'], 'applying', baseline && { baseline });
  return verifyRemediation({ id }, of.planPorts);
}

describe('verifying', () => {
  it('is content where another rule says what it said when the plan was made', async () => {
    expect(await carriedOut()).toMatchObject({ outcome: 'verified' });
  });

  it('is not, where that rule had been put right by the time the plan began', async () => {
    expect(await carriedOut({ [OTHER]: 'COMPLIANT' })).toMatchObject({
      outcome: 'not-yet',
      because: `${OTHER} was COMPLIANT and is NON_COMPLIANT`,
    });
  });
});
