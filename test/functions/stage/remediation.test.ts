import {
  CreateBucketCommand,
  DeletePublicAccessBlockCommand,
  GetPublicAccessBlockCommand,
  PutPublicAccessBlockCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import {
  CreateNotebookInstanceCommand,
  DescribeNotebookInstanceCommand,
  SageMakerClient,
} from '@aws-sdk/client-sagemaker';
import { describe, expect, it } from 'vitest';
import { visitDesk } from '../../../cli/demo/remediation.ts';
import { findings, type Played, played, REGION } from './kit.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const Bucket = 'training-data';
const BUCKET_RULE = 'ai-bucket-public-access-block';
const NOTEBOOK_RULE = 'sagemaker-notebook-root-access';
const ALL = {
  BlockPublicAcls: true,
  BlockPublicPolicy: true,
  IgnorePublicAcls: true,
  RestrictPublicBuckets: true,
};
const JONAS = 'arn:aws:sts::111122223333:assumed-role/PlatformEngineer/jonas';
const MAYA = 'arn:aws:sts::111122223333:assumed-role/DataScientist/maya';

async function openBucket({ person, pass }: Played): Promise<void> {
  const s3 = person.client(S3Client);
  await s3.send(
    new CreateBucketCommand({ Bucket, CreateBucketConfiguration: { LocationConstraint: REGION } }),
  );
  await s3.send(new PutPublicAccessBlockCommand({ Bucket, PublicAccessBlockConfiguration: ALL }));
  await pass(HOUR);
  await s3.send(new DeletePublicAccessBlockCommand({ Bucket }));
}

async function openNotebook({ person, pass }: Played): Promise<void> {
  const create = new CreateNotebookInstanceCommand({
    NotebookInstanceName: 'study',
    InstanceType: 'ml.t3.medium',
    RoleArn: 'arn:aws:iam::111122223333:role/Ml',
    RootAccess: 'Enabled',
    Tags: [{ Key: 'team', Value: 'research' }],
  });
  await person.client(SageMakerClient).send(create);
  await pass(HOUR, MINUTE);
}

async function findingOf(stage: Played, rule: string) {
  return [...(await findings(stage)).values()].find(({ GeneratorId }) => GeneratorId === `assay/${rule}`);
}

/** Plans that people were asked to approve, with what they have to name. */
async function asked({ world }: Played) {
  // Of the same import as the stage.
  const { publishedIn } = await import('../../../emulator/services/sns.ts');
  return publishedIn(world).flatMap(({ message }) => {
    const [, plan = '', hash = ''] = /assay approve (\S+) --hash (\S+)/.exec(message) ?? [];
    return plan === '' ? [] : [{ plan, hash, message }];
  });
}

const notebookOf = ({ person }: Played) =>
  person.client(SageMakerClient).send(new DescribeNotebookInstanceCommand({ NotebookInstanceName: 'study' }));

describe('the deployment', () => {
  it('puts right by itself what is safe, and Security Hub sees it', async () => {
    const stage = await played({
      remediation: true,
      settings: { servesAi: [Bucket], remediation: { mode: 'auto' } },
    });
    await openBucket(stage);
    await stage.pass(5 * MINUTE);
    const block = await stage.person.client(S3Client).send(new GetPublicAccessBlockCommand({ Bucket }));
    expect(block.PublicAccessBlockConfiguration).toEqual(ALL);
    expect(await findingOf(stage, BUCKET_RULE)).toMatchObject({
      Compliance: { Status: 'PASSED' },
      Workflow: { Status: 'RESOLVED' },
    });
    expect(stage.errors).toEqual([]);
  });

  it('lets a person ask, and another approve: the notebook is stopped, changed, and started again', async () => {
    const stage = await played({ remediation: true, settings: { remediation: { mode: 'approve' } } });
    await openNotebook(stage);
    const finding = await findingOf(stage, NOTEBOOK_RULE);
    const key = finding?.ProductFields?.['assay/key'];
    const wanted = { finding: finding?.Id, rule: NOTEBOOK_RULE, key, reason: 'audit' };
    const before = (await asked(stage)).length;
    expect(await visitDesk(stage, MAYA, { do: 'request', ...wanted })).toMatchObject({ status: 202 });
    await stage.settle();
    const { plan, hash } = (await asked(stage)).slice(before).at(0) ?? {};
    const approval = { do: 'approve', plan, hash, reason: 'agreed' };
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
