import {
  CreateBucketCommand,
  DeletePublicAccessBlockCommand,
  PutPublicAccessBlockCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import {
  CreateNotebookInstanceCommand,
  DescribeNotebookInstanceCommand,
  SageMakerClient,
} from '@aws-sdk/client-sagemaker';
import { visitDesk } from '../../../cli/demo/remediation.ts';
import { findings, type Played, REGION } from './kit.ts';

export const JONAS = 'arn:aws:sts::111122223333:assumed-role/PlatformEngineer/jonas';
export const MAYA = 'arn:aws:sts::111122223333:assumed-role/DataScientist/maya';
export const NOTEBOOK_RULE = 'sagemaker-notebook-root-access';

export const BUCKET = 'training-data';
export const BUCKET_RULE = 'ai-bucket-public-access-block';
export const WHOLE_BLOCK = {
  BlockPublicAcls: true,
  BlockPublicPolicy: true,
  IgnorePublicAcls: true,
  RestrictPublicBuckets: true,
};

/** A bucket that was in order for an hour, until somebody took its block away. */
export async function openBucket({ person, pass }: Played): Promise<void> {
  const s3 = person.client(S3Client);
  const Bucket = BUCKET;
  await s3.send(
    new CreateBucketCommand({ Bucket, CreateBucketConfiguration: { LocationConstraint: REGION } }),
  );
  await s3.send(new PutPublicAccessBlockCommand({ Bucket, PublicAccessBlockConfiguration: WHOLE_BLOCK }));
  await pass(3_600_000);
  await s3.send(new DeletePublicAccessBlockCommand({ Bucket }));
}

/** A notebook with root access. */
export async function openNotebook({ person }: Played, NotebookInstanceName = 'study'): Promise<void> {
  const create = new CreateNotebookInstanceCommand({
    NotebookInstanceName,
    InstanceType: 'ml.t3.medium',
    RoleArn: 'arn:aws:iam::111122223333:role/Ml',
    RootAccess: 'Enabled',
    Tags: [{ Key: 'team', Value: 'research' }],
  });
  await person.client(SageMakerClient).send(create);
}

export const notebookOf = ({ person }: Played, NotebookInstanceName = 'study') =>
  person.client(SageMakerClient).send(new DescribeNotebookInstanceCommand({ NotebookInstanceName }));

/** What Security Hub shows of a rule, and of the resource of that name where several violate it. */
export async function findingOf(stage: Played, rule: string, name = '') {
  return [...(await findings(stage)).values()].find(
    ({ GeneratorId, Resources }) => GeneratorId === `assay/${rule}` && Resources?.[0]?.Id?.endsWith(name),
  );
}

/** Somebody asks for something to be put right: the answer of the desk. */
export async function request(stage: Played, rule = NOTEBOOK_RULE, name = 'study') {
  const finding = await findingOf(stage, rule, name);
  const key = finding?.ProductFields?.['assay/key'];
  const wanted = { finding: finding?.Id, rule, key, reason: 'audit' };
  const answer = await visitDesk(stage, MAYA, { do: 'request', ...wanted });
  await stage.settle();
  return { ...answer, finding: finding?.Id, plan: String(answer.body['plan']) };
}

/** The word that lets a plan happen, as a person who has looked at it would say it. */
export async function approvalOf(stage: Played, plan: string) {
  const { body } = await visitDesk(stage, JONAS, { do: 'show', plan });
  return { do: 'approve', plan, hash: body['hash'], reason: 'agreed' };
}
