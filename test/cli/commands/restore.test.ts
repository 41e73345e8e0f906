import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { describe, expect, it } from 'vitest';
import { createAws } from '../../../adapters/aws/aws.ts';
import { postureStore } from '../../../adapters/aws/posture.ts';
import { run } from '../../../cli/commands/restore.ts';
import type { MakeAws } from '../../../cli/scan/account.ts';
import { emulate } from '../../../emulator/plugin.ts';
import { createWorld } from '../../../emulator/world.ts';
import { type EvaluationRecord, RECORD_SCHEMA } from '../../../engine/evidence/record.ts';
import { createArchiveWriter } from '../../../engine/evidence/writer.ts';
import { type Files, home, storeIn, testSigner } from '../../engine/evidence/archive.ts';
import { createPostureTable } from '../../functions/_evaluation/kit.ts';
import { ran } from '../../support/command.ts';
import { temporaryFolder } from '../../support/folder.ts';

const REGION = 'eu-central-1';
const TYPE = 'AWS::SageMaker::NotebookInstance';
const RULE = 'sagemaker-notebook-root-access';
const TIME = '2026-03-01T20:00:00.000Z';

const record = (id: string, inputDigest: string): EvaluationRecord => ({
  schema: RECORD_SCHEMA,
  kind: 'evaluation',
  recordedAt: TIME,
  trigger: { kind: 'sweep', time: TIME },
  resource: { type: TYPE, id, partition: 'aws', ...home, source: 'live', read: [TIME, TIME] },
  properties: { RootAccess: 'Enabled' },
  restHmac: 'a'.repeat(64),
  verdicts: [
    {
      rule: RULE,
      revision: 1,
      status: 'NON_COMPLIANT',
      observations: [{ path: 'RootAccess', expected: 'Disabled', actual: 'Enabled' }],
    },
  ],
  packDigest: 'a'.repeat(64),
  inputDigest,
  settingsDigest: 'a'.repeat(64),
  waivers: [],
  references: [],
});

const folder = temporaryFolder();
const signer = testSigner();
const key = folder.write('key.pem', signer.publicKeyPem);
const files: Files = new Map();
const writer = createArchiveWriter({
  store: storeIn(files),
  signer,
  clock: () => new Date(TIME),
  packDigest: () => 'a'.repeat(64),
});
await writer.append(home, [record('one', 'first'), record('two', 'second'), record('one', 'third')]);
await writer.seal();
for (const [name, bytes] of files) folder.write(`archive/${name}`, Buffer.from(bytes));
for (const [name, bytes] of files) folder.write(`changed/${name}`, Buffer.from(bytes));
folder.write(`changed/${[...files.keys()].find((name) => name.includes('segment-'))}`, 'something else');
const archive = `${folder.path}/archive`;

async function opened() {
  const world = createWorld();
  const { config, install, client } = emulate(world, { region: REGION });
  await createPostureTable(client(DynamoDBClient), 'posture');
  world.clock.advance(60_000);
  const make: MakeAws = ({ region }) =>
    createAws({ region, config: { ...config, region }, install, now: world.clock.now });
  const store = postureStore(make({ region: REGION }), 'posture');
  const restore = (...args: string[]) => ran((given) => run(given, make), ...args);
  const usual = ['--public-key', key, '--table', 'posture', '--region', REGION];
  const known = async (id: string) => (await store.recall(`${home.account}/${REGION}/${TYPE}/${id}`)).posture;
  return { world, store, usual, restore, known };
}

describe('restore', () => {
  it('fills the table with what the archive tells', async () => {
    const { restore, usual, known } = await opened();
    const { status, stdout, stderr } = await restore(archive, ...usual);
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(stdout).toBe('2 resources in 3 records: 2 written to posture, 0 were known already\n');
    expect(await known('one')).toMatchObject({
      generation: 2,
      inputDigest: 'third',
      rules: { [RULE]: { status: 'NON_COMPLIANT', severity: 'HIGH', since: TIME, hub: { workflow: 'NEW' } } },
    });
    expect(await known('two')).toMatchObject({ generation: 1, inputDigest: 'second' });
  });

  it('leaves what the table knows as it is', async () => {
    const { restore, usual, known, store } = await opened();
    await restore(archive, ...usual);
    const one = await known('one');
    if (!one) throw new Error('it was expected to be restored');
    await store.commit({ ...one, generation: 3, inputDigest: 'newer' }, one);
    const { stdout } = await restore(archive, ...usual);
    expect(stdout).toBe('2 resources in 3 records: 0 written to posture, 2 were known already\n');
    expect(await known('one')).toMatchObject({ generation: 3, inputDigest: 'newer' });
  });

  it('writes nothing in a dry run', async () => {
    const { restore, usual, known } = await opened();
    const { status, stdout } = await restore(archive, ...usual, '--dry-run');
    expect({ status, stdout }).toEqual({
      status: 0,
      stdout: '2 resources in 3 records: nothing was written\n',
    });
    expect(await known('one')).toBeNull();
  });

  it('restores nothing from an archive that does not verify', async () => {
    const { restore, usual, known } = await opened();
    const { status, stdout } = await restore(`${folder.path}/changed`, ...usual);
    expect(status).toBe(1);
    expect(stdout).toMatch(/does not verify \(1 problems\), so nothing was restored.*segment-changed/);
    expect(await known('one')).toBeNull();
  });

  it.each<[string, string[], RegExp]>([
    ['no archive', [], /restore needs the folder/],
    ['no key', [archive], /restore needs --public-key/],
    ['no table', [archive, '--public-key', key], /restore needs --table/],
    ['nothing there', ['nowhere', '--public-key', key, '--table', 'posture'], /nowhere: no such folder/],
    [
      'no archive in the folder',
      [`${folder.path}/archive/seals`, '--public-key', key, '--table', 'posture'],
      /not-an-archive/,
    ],
    [
      'a table that is not there',
      [archive, '--public-key', key, '--table', 'other', '--region', REGION],
      /--table other: there is no such table/,
    ],
  ])('%s: status 2 and one line', async (_name, args, message) => {
    const { restore } = await opened();
    const { status, stdout, stderr } = await restore(...args);
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr).toMatch(message);
    expect(stderr).toMatch(/^assay: [^\n]+\n$/);
  });

  it('a table that may not be written: status 3 and one line', async () => {
    const { restore, usual, world } = await opened();
    world.faults.deny({ service: 'dynamodb' });
    const { status, stderr } = await restore(archive, ...usual);
    expect(status).toBe(3);
    expect(stderr).toMatch(/^assay: posture: access denied: dynamodb:PutItem; restoring needs it\n$/);
  });
});
