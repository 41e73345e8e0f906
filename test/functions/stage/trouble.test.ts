import { DisableKeyCommand, EnableKeyCommand, KMSClient } from '@aws-sdk/client-kms';
import { CreateNotebookInstanceCommand, SageMakerClient } from '@aws-sdk/client-sagemaker';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { createAws } from '../../../adapters/aws/aws.ts';
import { s3Source } from '../../../adapters/aws/ledger/source.ts';
import { searchRecords } from '../../../engine/evidence/search.ts';
import { verifyArchive } from '../../../engine/evidence/verify.ts';
import { caller, findings, type Played, played, postures, REGION } from './kit.ts';

const NAME = 'study';
const KEY = `111122223333/${REGION}/AWS::SageMaker::NotebookInstance/${NAME}`;
const MINUTE = 60_000;

type Mend = () => Promise<unknown> | unknown;

const disabled =
  (variable: 'HASH_KEY_ARN' | 'ARCHIVE_KEY_ARN' | 'SEAL_KEY_ARN') =>
  async ({ door, env }: Played): Promise<Mend> => {
    const client = door.client(KMSClient);
    const KeyId = env[variable];
    await client.send(new DisableKeyCommand({ KeyId }));
    return () => client.send(new EnableKeyCommand({ KeyId }));
  };

const denied =
  (service: string, operation: string) =>
  ({ world }: Played): Mend =>
    world.faults.deny({ service, operation, when: () => caller.getStore() !== undefined });

/** Every remedy in the log from now on. */
function remedies(): string[] {
  const heard: string[] = [];
  const listen = (chunk: unknown) => {
    for (const line of String(chunk).split('\n')) {
      const remedy: unknown = line.startsWith('{') ? Reflect.get(JSON.parse(line), 'remedy') : undefined;
      if (typeof remedy === 'string') heard.push(remedy);
    }
    return true;
  };
  vi.spyOn(process.stdout, 'write').mockImplementation(listen);
  vi.spyOn(process.stderr, 'write').mockImplementation(listen);
  return heard;
}

afterEach(() => {
  vi.restoreAllMocks();
  vi.unstubAllEnvs();
});

describe('a deployment of which a part does not work', () => {
  it.each<[string, (stage: Played) => Promise<Mend> | Mend, RegExp | undefined]>([
    ['the key of hashes is disabled', disabled('HASH_KEY_ARN'), /enable-key/],
    ['the key of the archive is disabled', disabled('ARCHIVE_KEY_ARN'), undefined],
    ['the key of seals is disabled', disabled('SEAL_KEY_ARN'), undefined],
    ['the bucket takes nothing', denied('s3', 'PutObject'), undefined],
    ['posture may not be written', denied('dynamodb', 'PutItem'), /names the action/],
    ['the queue of evidence takes nothing', denied('sqs', 'SendMessageBatch'), /names the action/],
  ])('loses nothing where %s, and says what to do', async (_, spoil, remedy) => {
    vi.stubEnv('POWERTOOLS_LOG_LEVEL', 'INFO');
    const stage = await played();
    const heard = remedies();
    const mend = await spoil(stage);
    await stage.person.client(SageMakerClient).send(
      new CreateNotebookInstanceCommand({
        NotebookInstanceName: NAME,
        InstanceType: 'ml.t3.medium',
        RoleArn: 'arn:aws:iam::111122223333:role/Ml',
        RootAccess: 'Enabled',
      }),
    );
    await stage.pass(2 * MINUTE);
    await mend();
    await stage.pass(150 * MINUTE, 5 * MINUTE);
    if (remedy) expect(heard).toContainEqual(expect.stringMatching(remedy));
    expect((await postures(stage)).get(KEY)).toMatchObject({ presence: 'present' });
    const failed = [...(await findings(stage)).values()].filter(
      ({ Compliance, Resources }) =>
        Compliance?.Status === 'FAILED' && Resources?.[0]?.Id?.endsWith(`/${NAME}`),
    );
    expect(failed.length).toBeGreaterThan(0);
    await expectArchived(stage);
  });
});

async function expectArchived({ door, world, bucket, publicKeyPem }: Played): Promise<void> {
  const { config, install } = door;
  const source = s3Source(createAws({ region: REGION, config, install, now: world.clock.now }), { bucket });
  const report = await verifyArchive(source, { publicKeyPem, now: world.clock.now() });
  expect(report.problems).toEqual([]);
  const wanted = { resource: NAME, kinds: new Set(['evaluation']) };
  let count = 0;
  for await (const _ of searchRecords(source, { wanted, isWithoutLookups: true })) count += 1;
  expect(count).toBeGreaterThan(0);
}
