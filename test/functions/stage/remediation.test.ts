import { GetPublicAccessBlockCommand, S3Client } from '@aws-sdk/client-s3';
import { describe, expect, it } from 'vitest';
import { visitDesk } from '../../../cli/demo/remediation.ts';
import { remediations } from '../../../remediations/index.ts';
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
const IMDS_RULE = 'sagemaker-notebook-imdsv2';
/** All others are left alone. */
const onlyThese = (rules: readonly string[]) =>
  Object.fromEntries(
    remediations
      .flatMap(({ repairs }) => repairs)
      .map((rule) => [rule, rules.includes(rule) ? 'approve' : 'off'] as const),
  );
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

  it('puts two findings of one notebook right, though the first makes the plan of the second lapse', async () => {
    const rules = [NOTEBOOK_RULE, IMDS_RULE];
    const stage = await played({
      remediation: true,
      settings: { profile: 'all', remediation: { mode: 'approve', rules: onlyThese(rules) } },
    });
    await openNotebook(stage);
    await stage.pass(HOUR, MINUTE);
    const plans = (await asked(stage)).map(({ plan }) => plan);
    expect(plans).toHaveLength(2);
    const approve = async (plan: string) => visitDesk(stage, JONAS, await approvalOf(stage, plan));
    // Both at once: one of them works on the notebook, the other one waits, and has lapsed by then.
    for (const plan of plans) expect(await approve(plan)).toMatchObject({ status: 200 });
    await stage.pass(HOUR, MINUTE);
    const [third, ...more] = (await asked(stage)).slice(2);
    expect(more).toEqual([]);
    expect(third?.message).toContain('which has lapsed');
    const violated = [
      (await findingOf(stage, rules[0] ?? ''))?.Compliance,
      (await findingOf(stage, rules[1] ?? ''))?.Compliance,
    ];
    expect(violated.map((compliance) => compliance?.Status).toSorted()).toEqual(['FAILED', 'PASSED']);
    await stage.pass(2 * 24 * HOUR, HOUR);
    expect(await approve(third?.plan ?? '')).toMatchObject({ status: 200 });
    await stage.pass(HOUR, MINUTE);
    expect(await notebookOf(stage)).toMatchObject({
      RootAccess: 'Disabled',
      InstanceMetadataServiceConfiguration: { MinimumInstanceMetadataServiceVersion: '2' },
      NotebookInstanceStatus: 'InService',
    });
    for (const rule of rules)
      expect(await findingOf(stage, rule)).toMatchObject({ Compliance: { Status: 'PASSED' } });
    expect(await asked(stage)).toHaveLength(3);
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
