import { CreateKeyCommand, KMSClient } from '@aws-sdk/client-kms';
import {
  CreateModelCommand,
  CreateNotebookInstanceCommand,
  DeleteModelCommand,
  DeleteNotebookInstanceCommand,
  SageMakerClient,
  StopNotebookInstanceCommand,
  UpdateNotebookInstanceCommand,
} from '@aws-sdk/client-sagemaker';
import type { UnsequencedRecord } from '../../../engine/evidence/record.ts';
import { type Account, account } from '../../functions/_evaluation/kit.ts';

const MINUTE = 60_000;

/** Evaluates all that has happened, and what follows from it; gives the evidence of it. */
async function evaluateAll(of: Account): Promise<UnsequencedRecord[]> {
  const records: UnsequencedRecord[] = [];
  await of.evaluate(...of.events());
  for (let round = 0; round < 6; round += 1) {
    of.world.clock.advance(MINUTE);
    await of.evaluate(...of.events(), ...(await of.looks()));
    records.push(...(await of.records()));
  }
  return records;
}

/** A notebook that is repaired, one that is removed and made again, a model, a key that cannot be read for a while. */
export async function run(): Promise<{ of: Account; records: UnsequencedRecord[] }> {
  const waiver = {
    rule: 'sagemaker-model-network-isolation',
    scope: { resource: '*churn*' },
    owner: 'ada',
    requester: 'ada',
    approver: 'grace',
    ticket: 'RISK-7',
    reason: 'a demonstration',
    approved: '2026-01-01',
    expires: '2026-12-31',
  };
  const of = await account({ settings: { profile: 'all' }, waivers: [waiver] });
  const sagemaker = of.door.client(SageMakerClient);
  const { KeyMetadata } = await of.door.client(KMSClient).send(new CreateKeyCommand({}));
  const notebook = async (NotebookInstanceName: string) =>
    sagemaker.send(
      new CreateNotebookInstanceCommand({
        NotebookInstanceName,
        InstanceType: 'ml.t3.medium',
        RoleArn: 'arn:aws:iam::111122223333:role/Ml',
        RootAccess: 'Enabled',
        KmsKeyId: KeyMetadata?.Arn,
      }),
    );
  const stop = (NotebookInstanceName: string) =>
    sagemaker.send(new StopNotebookInstanceCommand({ NotebookInstanceName }));
  const model = { ModelName: 'churn', ExecutionRoleArn: 'arn:aws:iam::111122223333:role/Ml' };
  const records: UnsequencedRecord[] = [];

  await notebook('study');
  await notebook('other');
  await sagemaker.send(
    new CreateModelCommand({
      ...model,
      PrimaryContainer: { Image: '111122223333.dkr.ecr.eu-central-1.amazonaws.com/churn:1' },
    }),
  );
  records.push(...(await evaluateAll(of)));
  await stop('study');
  await sagemaker.send(
    new UpdateNotebookInstanceCommand({ NotebookInstanceName: 'study', RootAccess: 'Disabled' }),
  );
  of.world.faults.deny({ service: 'kms' });
  records.push(...(await evaluateAll(of)));
  of.world.faults.clear();
  await stop('other');
  await sagemaker.send(new DeleteNotebookInstanceCommand({ NotebookInstanceName: 'other' }));
  records.push(...(await evaluateAll(of)));
  await notebook('other');
  await sagemaker.send(new DeleteModelCommand({ ModelName: 'churn' }));
  records.push(...(await evaluateAll(of)));
  return { of, records };
}
