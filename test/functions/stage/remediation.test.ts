import { GetPublicAccessBlockCommand, S3Client } from '@aws-sdk/client-s3';
import { describe, expect, it } from 'vitest';
import { visitDesk } from '../../../cli/demo/remediation.ts';
import { type Played, played } from './kit.ts';
import {
  approvalOf,
  BUCKET,
  BUCKET_RULE,
  findingOf,
  JONAS,
  MAYA,
  NOTEBOOK_RULE,
  notebookOf,
  openBucket,
  openNotebook,
  request,
  WHOLE_BLOCK,
} from './put-right.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
/** Of the same import as the stage. */
async function asked({ world }: Played) {
  const { askedPlans } = await import('../../../cli/demo/remediation.ts');
  return askedPlans(world);
}

describe('the deployment', () => {
  it('puts right by itself what is safe, and Security Hub sees it', async () => {
    const stage = await played({
      remediation: true,
      settings: { servesAi: [BUCKET], remediation: { mode: 'auto' } },
    });
    await openBucket(stage);
    await stage.pass(5 * MINUTE);
    const block = await stage.person
      .client(S3Client)
      .send(new GetPublicAccessBlockCommand({ Bucket: BUCKET }));
    expect(block.PublicAccessBlockConfiguration).toEqual(WHOLE_BLOCK);
    expect(await findingOf(stage, BUCKET_RULE)).toMatchObject({
      Compliance: { Status: 'PASSED' },
      Workflow: { Status: 'RESOLVED' },
    });
    expect(stage.errors).toEqual([]);
  });

  it('lets a person ask, and another approve: the notebook is stopped, changed, and started again', async () => {
    const stage = await played({ remediation: true, settings: { remediation: { mode: 'approve' } } });
    await openNotebook(stage);
    await stage.pass(HOUR, MINUTE);
    const { status, plan } = await request(stage);
    expect(status).toBe(202);
    const approval = await approvalOf(stage, plan);
    expect(await visitDesk(stage, MAYA, approval)).toMatchObject({ status: 403 });
    expect(await notebookOf(stage)).toMatchObject({ RootAccess: 'Enabled' });
    expect(await visitDesk(stage, JONAS, approval)).toMatchObject({ status: 200 });
    await stage.pass(30 * MINUTE);
    expect(await notebookOf(stage)).toMatchObject({
      RootAccess: 'Disabled',
      NotebookInstanceStatus: 'InService',
    });
    expect(await findingOf(stage, NOTEBOOK_RULE)).toMatchObject({ Compliance: { Status: 'PASSED' } });
    expect(stage.errors).toEqual([]);
  });

  it('ends a plan that nobody answers, and leaves the resource alone', async () => {
    const stage = await played({
      remediation: true,
      settings: { remediation: { mode: 'approve', approvalHours: 1 } },
    });
    await openNotebook(stage);
    await stage.pass(HOUR, MINUTE);
    const [first] = await asked(stage);
    expect(first?.message).toContain('study');
    await stage.pass(3 * HOUR, 10 * MINUTE);
    const late = { do: 'approve', plan: first?.plan, hash: first?.hash, reason: 'late' };
    expect(await visitDesk(stage, JONAS, late)).toMatchObject({ status: 409 });
    await stage.pass(HOUR, 10 * MINUTE);
    expect(await notebookOf(stage)).toMatchObject({ RootAccess: 'Enabled' });
    expect(stage.errors).toEqual([]);
  });
});
