import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { CreateKeyCommand, KMSClient } from '@aws-sdk/client-kms';
import {
  CreateModelCommand,
  CreateNotebookInstanceCommand,
  SageMakerClient,
} from '@aws-sdk/client-sagemaker';
import { describe, expect, it } from 'vitest';
import { createAws } from '../../../adapters/aws/aws.ts';
import { run } from '../../../cli/commands/replay.ts';
import type { MakeAws } from '../../../cli/scan/account.ts';
import { emulate } from '../../../emulator/plugin.ts';
import type { UnsequencedRecord } from '../../../engine/evidence/record.ts';
import type { ReplayedVerdict } from '../../../engine/evidence/replay.ts';
import { buildPack } from '../../../infra/bundling/pack.ts';
import { packDigest } from '../../../rules/index.ts';
import { REGION } from '../../adapters/aws/kit.ts';
import { BUCKET } from '../../adapters/aws/ledger/kit.ts';
import { home } from '../../engine/evidence/archive.ts';
import { account } from '../../functions/_evaluation/kit.ts';
import { sealingAccount } from '../../functions/_ledger/kit.ts';
import { ran } from '../../support/command.ts';
import { temporaryFolder } from '../../support/folder.ts';
import {
  archiveOf,
  compliant,
  declaration,
  deletion,
  evaluation,
  nonCompliant,
  OLD,
  oldPack,
  ROOT,
  timeAt,
} from '../replay-archive/kit.ts';

const replay = (archive: string, ...args: string[]) => ran(run, '--from-archive', archive, ...args);

interface Told {
  readonly verdicts: readonly ReplayedVerdict[];
  readonly summary: { readonly outcomes: Record<string, number>; readonly provenUntil: string | null };
}

async function told(archive: string, key: string, ...args: string[]) {
  const { stdout, status, stderr } = await replay(
    archive,
    '--public-key',
    key,
    '--format',
    'json',
    '--all',
    ...args,
  );
  return { status, stderr, ...(JSON.parse(stdout) as Told) };
}

/** The old pack found no fault with root access; today's rule does. */
const lenient = () => evaluation({ minute: 1, verdict: compliant });
/** Both find fault: for other reasons. */
const strict = (minute: number, more = {}) =>
  evaluation({
    minute,
    properties: { RootAccess: 'Disabled' },
    verdict: nonCompliant('Enabled', 'Disabled'),
    ...more,
  });

describe('replay --from-archive', () => {
  it('tells a rule that changed: the pack of its day gives the verdict, today’s rule another', async () => {
    const { archive, key } = await archiveOf([lenient()]);
    const { status, verdicts, summary } = await told(archive, key);
    expect(verdicts).toMatchObject([
      {
        outcome: 'rule-changed',
        recorded: 'COMPLIANT',
        again: 'COMPLIANT',
        today: 'NON_COMPLIANT',
        packDigest: OLD,
      },
    ]);
    expect(status).toBe(0);
    expect(summary.provenUntil).not.toBeNull();
  });

  it('tells a resource that changed, and one that is gone', async () => {
    const before = evaluation({ minute: 1, verdict: compliant, settings: { profile: 'all' } });
    const { archive, key } = await archiveOf([
      before,
      strict(5),
      evaluation({ minute: 1, id: 'gone', verdict: compliant }),
      deletion(6, 'gone'),
    ]);
    const { verdicts } = await told(archive, key, '--at', timeAt(2));
    expect(
      verdicts.map(({ key: name, changes, newest }) => [name.split('/').at(-1), changes, newest?.status]),
    ).toEqual([
      ['study', ['rule-changed', 'resource-changed'], 'NON_COMPLIANT'],
      ['gone', ['rule-changed', 'resource-changed'], null],
    ]);
  });

  it('is loud where the pack of its day says otherwise', async () => {
    const forged = evaluation({ minute: 1, properties: { RootAccess: 'Disabled' }, verdict: compliant });
    const { archive, key } = await archiveOf([forged]);
    const { status, verdicts } = await told(archive, key);
    expect(status).toBe(1);
    expect(verdicts).toMatchObject([
      {
        outcome: 'not-reproduced',
        because: 'the record says COMPLIANT, the pack of its day says NON_COMPLIANT',
      },
    ]);
    expect((await replay(archive, '--public-key', key)).stdout).toContain('NOT REPRODUCED');
  });

  it('takes the same fault for another reason for not reproduced', async () => {
    const { archive, key } = await archiveOf([strict(1, { verdict: nonCompliant('Enabled', 'Never') })]);
    expect((await told(archive, key)).verdicts).toMatchObject([
      { outcome: 'not-reproduced', because: expect.stringContaining('for other reasons') },
    ]);
  });

  it.each<[string, Parameters<typeof archiveOf>[1], RegExp]>([
    ['its pack is not declared', { packs: [] }, /no sealed record names the file of the pack b{64}/],
    [
      'the file says that it is another pack',
      { packs: [{ packDigest: OLD, file: oldPack('c'.repeat(64)) }] },
      /says that it is the pack c{64}, not b{64}/,
    ],
    [
      'the file is of a newer version',
      { packs: [{ packDigest: OLD, file: oldPack(OLD, 'assay.pack/2') }] },
      /it says that it is assay.pack\/2, expected assay.pack\/1/,
    ],
    [
      'the file is no program',
      { packs: [{ packDigest: OLD, file: Buffer.from('}') }] },
      /cannot be run: it is no rule pack/,
    ],
    [
      'its settings are not there',
      { settings: { profile: 'regulated' } },
      /settings\/[0-9a-f]{64}.json is not in the archive/,
    ],
  ])('says that nothing can be judged again where %s', async (_name, options, because) => {
    const { archive, key } = await archiveOf([lenient()], options);
    const { status, verdicts } = await told(archive, key);
    expect(verdicts).toMatchObject([{ outcome: 'not-judged', because: expect.stringMatching(because) }]);
    expect(status).toBe(0);
    expect((await told(archive, key, '--fail-on-unknown')).status).toBe(1);
  });

  it('says so where today’s rule asks for what is only a keyed hash', async () => {
    const record = evaluation({
      minute: 1,
      verdict: nonCompliant('Enabled', ''),
      properties: {},
      rest: ['RootAccess'],
    });
    const pack = Buffer.from(String(oldPack()).replace('actual: RootAccess ?? null', "actual: ''"));
    const { archive, key } = await archiveOf([record], { packs: [{ packDigest: OLD, file: pack }] });
    expect((await told(archive, key)).verdicts).toMatchObject([
      { outcome: 'not-judged', because: "today's rule asks for RootAccess, of which it holds a keyed hash" },
    ]);
  });

  it('says so of a record that does not name what it leaves out', async () => {
    const { archive, key } = await archiveOf([evaluation({ minute: 1, verdict: compliant, rest: null })]);
    expect((await told(archive, key)).verdicts).toMatchObject([
      {
        outcome: 'not-judged',
        again: 'COMPLIANT',
        because: expect.stringMatching(/does not name the properties/),
      },
    ]);
  });

  it('runs nothing out of an archive that was not verified', async () => {
    const { archive, folder } = await archiveOf([lenient()]);
    const refused = await replay(archive);
    expect(refused).toMatchObject({ status: 2, stdout: '' });
    expect(refused.stderr).toMatch(/1 evaluations were judged by other rules .* give --public-key/);
    const pack = folder.write('old.mjs', oldPack());
    const trusted = await replay(archive, '--pack', pack, '--format', 'json');
    expect(trusted.status).toBe(0);
    expect(JSON.parse(trusted.stdout)).toMatchObject({
      verdicts: [{ outcome: 'rule-changed' }],
      summary: { provenUntil: null },
    });
  });

  it('judges by its own rules what they judged, without a key', async () => {
    const { archive } = await archiveOf([
      evaluation({ minute: 1, verdict: nonCompliant('Disabled', 'Enabled'), packDigest }),
    ]);
    const { status, stdout } = await replay(archive, '--all', '--format', 'json');
    expect(status).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({
      verdicts: [{ outcome: 'same' }],
      summary: { provenUntil: null },
    });
  });

  it('runs no pack that only an unsealed record names', async () => {
    const late = 'd'.repeat(64);
    const file = oldPack(late);
    const { archive, key, folder } = await archiveOf(
      [evaluation({ minute: 1, verdict: compliant, packDigest: late })],
      {
        unsealed: [declaration(late, file).notice],
      },
    );
    folder.write(`archive/${declaration(late, file).key}`, file);
    const { verdicts } = await told(archive, key);
    expect(verdicts).toMatchObject([
      { outcome: 'not-judged', because: expect.stringContaining('no sealed record') },
    ]);
  });

  it('stops at an archive that does not verify, and at what is none', async () => {
    const { archive, key, files } = await archiveOf([lenient()]);
    const pack = [...files.keys()].find((name) => name.startsWith('packs/')) ?? '';
    rmSync(join(archive, pack));
    const refused = await replay(archive, '--public-key', key);
    expect(refused.status).toBe(1);
    expect(refused.stdout).toMatch(
      /does not verify .* nothing in it was judged again. The first: pack-missing/,
    );
    expect(await replay(`${archive}-not`, '--public-key', key)).toMatchObject({ status: 2 });
    expect((await replay(archive, '--public-key', key, 'events.json')).stderr).toContain(
      '--from-archive names the archive',
    );
    expect((await replay(archive, '--at', 'soon')).stderr).toContain('--at is soon');
    expect((await replay(archive, '--pack', 'nowhere.mjs')).stderr).toContain(
      'nowhere.mjs: cannot be read (ENOENT)',
    );
    expect((await replay(archive, '--pack', key)).stderr).toContain('it is no rule pack');
  });

  it('is about one rule or one resource, where asked', async () => {
    const { archive, key } = await archiveOf([
      lenient(),
      evaluation({ minute: 2, id: 'other', verdict: compliant }),
    ]);
    expect(
      (await told(archive, key, '--resource', 'other')).verdicts.map(({ resource }) => resource.id),
    ).toEqual(['other']);
    expect((await told(archive, key, '--rule', 'sagemaker-notebook-in-vpc')).verdicts).toEqual([]);
    expect((await told(archive, key, '--rule', ROOT)).verdicts).toHaveLength(2);
  });

  it('gives in words what it gives in JSON', async () => {
    const { archive, key } = await archiveOf([
      lenient(),
      strict(5),
      evaluation({ minute: 6, id: 'other', verdict: compliant }),
    ]);
    const { stdout } = await replay(archive, '--public-key', key);
    expect(stdout).toContain('the rule changed, the resource changed');
    expect(stdout).toMatch(
      /record 2: COMPLIANT; today's rule says NON_COMPLIANT; the record of .* says NON_COMPLIANT/,
    );
    expect(stdout).toMatch(/3 verdicts of 1 rule pack \(proven until .*\): 3 the rule changed/);
  });
});

describe('replay --from-archive s3://…', () => {
  it('reads records, settings and packs where they lie', async () => {
    const bucket = await sealingAccount();
    const { world, newPorts, publicKeyPem } = bucket;
    const { ledger } = newPorts();
    const { inForce } = declaration(OLD, oldPack());
    await ledger.declare(home, inForce);
    const { recordedAt: _, ...record } = lenient();
    const records = [{ ...record, recordedAt: world.clock.now().toISOString() }];
    await ledger.append(home, [{ id: 'a', records }]);
    world.clock.advance(3_600_000);
    await ledger.seal(home);
    const key = temporaryFolder().write('key.pem', await publicKeyPem());
    const { config, install } = emulate(world, { region: REGION });
    const make: MakeAws = ({ region }) =>
      createAws({ region, config: { ...config, region }, install, now: world.clock.now });
    const asked = (...args: string[]) =>
      ran((given) => run(given, make), '--from-archive', `s3://${BUCKET}`, '--region', REGION, ...args);
    const { status, stdout } = await asked('--public-key', key, '--format', 'json');
    expect({ status, ...JSON.parse(stdout) }).toMatchObject({
      status: 0,
      verdicts: [{ outcome: 'rule-changed', again: 'COMPLIANT', today: 'NON_COMPLIANT' }],
    });
    world.faults.deny({ service: 's3' });
    expect(await asked('--public-key', key)).toMatchObject({ status: 3, stdout: '' });
  });
});

describe('what the functions record', () => {
  it('is judged the same by the very pack that they were deployed with, for every rule', async () => {
    const of = await account({ settings: { profile: 'all' } });
    const { KeyMetadata } = await of.door.client(KMSClient).send(new CreateKeyCommand({}));
    const RoleArn = 'arn:aws:iam::111122223333:role/Ml';
    const sagemaker = of.door.client(SageMakerClient);
    await sagemaker.send(
      new CreateNotebookInstanceCommand({
        NotebookInstanceName: 'study',
        InstanceType: 'ml.t3.medium',
        RoleArn,
        KmsKeyId: KeyMetadata?.Arn,
      }),
    );
    await sagemaker.send(
      new CreateModelCommand({
        ModelName: 'churn',
        ExecutionRoleArn: RoleArn,
        PrimaryContainer: { Image: '111122223333.dkr.ecr.eu-central-1.amazonaws.com/churn:1' },
      }),
    );
    const records: UnsequencedRecord[] = [];
    await of.evaluate(...of.events());
    for (let round = 0; round < 4; round += 1) {
      of.world.clock.advance(60_000);
      await of.evaluate(...of.events(), ...(await of.looks()));
      records.push(...(await of.records()));
    }
    const { bytes } = await buildPack();
    const packs = [{ packDigest, file: bytes }];
    const { archive, key } = await archiveOf(records, { packs });
    const { verdicts, status } = await told(archive, key);
    expect(verdicts.length).toBeGreaterThan(10);
    expect(new Set(verdicts.map(({ recorded }) => recorded)).size).toBeGreaterThan(2);
    expect(verdicts.filter(({ outcome }) => /not-/.test(outcome))).toEqual([]);
    expect(status).toBe(0);
  });
});
