import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { run as gate } from '../../../cli/commands/gate.ts';
import { run } from '../../../cli/commands/report.ts';
import type { Assessment } from '../../../engine/assessment/assessment.ts';
import { canonicalJson, sha256 } from '../../../engine/canonical.ts';
import { noticeRecord } from '../../../engine/evidence/record.ts';
import { rules } from '../../../rules/index.ts';
import { archiveOf, gone, look, segmentsOf } from '../../engine/assessment/kit.ts';
import { testSigner } from '../../engine/evidence/archive.ts';
import { ran } from '../../support/command.ts';
import { temporaryFolder } from '../../support/folder.ts';

const ROOT = 'sagemaker-notebook-root-access';
const folder = temporaryFolder();
const archive = `${folder.path}/archive`;
const signer = testSigner();
const key = folder.write('key.pem', signer.publicKeyPem);
// Settings are looked for from here up, which is no place of the test's.
const config = ['--config', folder.path];

const report = (...args: string[]) => ran(run, ...args, ...config);

async function assessed(...args: string[]): Promise<Assessment> {
  const { stdout } = await report(...args, '--format', 'json');
  return JSON.parse(stdout) as Assessment;
}

beforeAll(async () => {
  const records = [
    look({ at: '2026-03-01T10:00:00.000Z', id: 'one', verdicts: { [ROOT]: 'NON_COMPLIANT' } }),
    look({ at: '2026-03-01T11:00:00.000Z', id: 'two', verdicts: { [ROOT]: 'NON_COMPLIANT' } }),
    look({ at: '2026-03-02T10:00:00.000Z', id: 'one', verdicts: { [ROOT]: 'COMPLIANT' } }),
    gone('2026-03-03T10:00:00.000Z', 'two'),
  ];
  for (const [name, bytes] of await archiveOf(records, signer)) {
    folder.write(`archive/${name}`, Buffer.from(bytes));
    const isSecond = name.includes('segment-000000000002');
    folder.write(`changed/${name}`, isSecond ? 'something else' : Buffer.from(bytes));
  }
});

describe('of an archive', () => {
  it('tells the state on a day', async () => {
    const statuses = async (day: string) => {
      const { findings } = await assessed(archive, '--public-key', key, '--at', day);
      return findings.map(({ resource, status }) => [resource.id.split('/').at(-1), status]);
    };
    expect(await statuses('2026-02-28')).toEqual([]);
    expect(await statuses('2026-03-01')).toEqual([
      ['one', 'NON_COMPLIANT'],
      ['two', 'NON_COMPLIANT'],
    ]);
    expect(await statuses('2026-03-02')).toEqual([
      ['one', 'COMPLIANT'],
      ['two', 'NON_COMPLIANT'],
    ]);
    expect(await statuses('2026-03-03')).toEqual([['one', 'COMPLIANT']]);
  });

  it('tells a period: what ended in it, its history, and what is behind it', async () => {
    const period = ['--from', '2026-03-02', '--to', '2026-03-03'];
    const told = await assessed(archive, '--public-key', key, ...period);
    expect(told.period).toEqual({ from: '2026-03-02T00:00:00.000Z', to: '2026-03-03T23:59:59.999Z' });
    expect(told.ended).toMatchObject([{ rule: ROOT, because: 'deleted', failingSeconds: 34 * 3600 }]);
    expect(told.history.map(({ failures }) => failures.HIGH)).toEqual([1, 0]);
    expect(told.source.verification?.status).toBe('proven');
    expect(told.findings[0]?.evidence.map(({ sequence }) => sequence)).toEqual([3, 1]);
    expect(told.notes).toEqual([]);
  });

  it('says loudly that nobody has verified it', async () => {
    const { status, stderr, stdout } = await report(archive, '--format', 'json');
    expect(status).toBe(0);
    expect(stderr).toContain('NOT VERIFIED');
    expect(JSON.parse(stdout)).toMatchObject({
      source: { kind: 'archive', verification: null },
      notes: [{ kind: 'not-verified' }],
    });
  });

  it('is written, with what is wrong on top and status 1, where it does not verify', async () => {
    const { status, stderr, stdout } = await report(
      `${folder.path}/changed`,
      '--format',
      'json',
      '--public-key',
      key,
    );
    expect(status).toBe(1);
    expect(stderr).toContain('VERIFICATION FAILED');
    const { notes, findings, source }: Assessment = JSON.parse(stdout);
    expect(notes.map(({ kind }) => kind)).toEqual(['verification-failed', 'unreadable']);
    expect(source.verification?.status).toBe('failed');
    expect(findings).toHaveLength(1);
  });

  it('tells of one framework alone what it is asked about', async () => {
    const [mapped = ''] = Object.keys(rules.find(({ id }) => id === ROOT)?.controls.published ?? {});
    const framework = mapped.split(':')[0] ?? '';
    const about = await assessed(archive, '--framework', framework, '--at', '2026-03-01');
    expect(about.frameworks.map(({ key: name }) => name)).toEqual([framework]);
    expect(about.findings).toHaveLength(2);
    const controls = about.frameworks[0]?.controls ?? [];
    expect(controls.find(({ id }) => `${framework}:${id}` === mapped)).toMatchObject({
      coverage: 'automated',
      rules: [ROOT],
      counts: { NON_COMPLIANT: 2 },
    });
    // No profile was given, and the archive does not say: only what was seen to be asked is in force.
    expect(controls.filter(({ coverage }) => coverage === 'automated').length).toBeLessThan(controls.length);
  });

  it('takes for in force what the settings of that day chose, where the archive holds them', async () => {
    const settings = { profile: 'sensitive', rules: { [ROOT]: { enabled: false, reason: 'a test' } } };
    const text = canonicalJson(settings);
    const [digest, at] = [sha256(text), '2026-03-02T09:00:00.000Z'];
    const records = [
      look({ at: '2026-03-01T10:00:00.000Z', id: 'one', verdicts: { [ROOT]: 'COMPLIANT' } }),
      noticeRecord('settings', new Date(at), { settingsDigest: digest, from: at }),
      look({ at: '2026-03-02T10:00:00.000Z', id: 'one', verdicts: {} }),
    ];
    for (const [name, bytes] of segmentsOf(records)) folder.write(`told/${name}`, Buffer.from(bytes));
    folder.write(`told/settings/${digest}.json`, text);
    const told = (day: string) => assessed(`${folder.path}/told`, '--at', day);
    const [before, after] = [await told('2026-03-01'), await told('2026-03-02')];
    expect([before.profile, after.profile]).toEqual(['as recorded', 'sensitive']);
    expect(before.rules.map(({ id }) => id)).toEqual([ROOT]);
    const chosen = rules.filter(
      ({ profile, deprecated }) => ['baseline', 'sensitive'].includes(profile) && !deprecated,
    );
    // The rule that was taken out is told, for what ended with it, and supports no control any more.
    expect(after.rules.map(({ id }) => id)).toEqual(chosen.map(({ id }) => id).sort());
    const supporting = new Set(
      after.frameworks.flatMap(({ controls }) => controls.flatMap((each) => each.rules)),
    );
    expect([supporting.has(ROOT), supporting.has('sagemaker-notebook-imdsv2')]).toEqual([false, true]);
  });

  it('writes a file where it is asked to', async () => {
    const file = `${folder.path}/findings.csv`;
    const { status, stdout } = await report(archive, '--format', 'csv', '--public-key', key, '--out', file);
    expect([status, stdout]).toEqual([0, '']);
    expect(readFileSync(file, 'utf8').split('\r\n')).toHaveLength(3);
  });

  it('has the attestations of the user: one in force stands in for a control without a rule', async () => {
    folder.write('attested/assay.attestations.json', {
      attestations: [
        {
          subject: 'the AI policy',
          kind: 'policy',
          attestedBy: 'Grace Hopper',
          attested: '2026-01-10',
          expires: '2026-12-31',
          documentHash: 'b'.repeat(64),
          controls: ['iso42001_2023:A.5.2'],
        },
      ],
    });
    const coverage = async (day: string) => {
      const args = [archive, '--format', 'json', '--at', day, '--config', `${folder.path}/attested`];
      const { frameworks, attestations }: Assessment = JSON.parse((await ran(run, ...args)).stdout);
      const control = frameworks.flatMap(({ controls }) => controls).find(({ id }) => id === 'A.5.2');
      return [control?.coverage, attestations[0]?.state];
    };
    expect(await coverage('2026-03-01')).toEqual(['attested', 'in-force']);
    expect(await coverage('2026-01-01')).toEqual(['not-covered', 'not-yet-begun']);
  });
});

describe('of what a gate printed', () => {
  const template = {
    Resources: {
      Open: {
        Type: 'AWS::SageMaker::NotebookInstance',
        Properties: {
          InstanceType: 'ml.t3.medium',
          RoleArn: 'arn:aws:iam::111122223333:role/R',
          RootAccess: 'Disabled',
        },
      },
    },
  };
  const file = folder.write('template.json', template);

  it('tells all that it lists', async () => {
    const { stdout } = await ran(gate, file, '--all', '--format', 'json', ...config);
    const told = await assessed(folder.write('gate.json', stdout));
    const { findings } = JSON.parse(stdout);
    expect(told.findings).toHaveLength(findings.length);
    expect(told).toMatchObject({
      source: { kind: 'gate' },
      period: null,
      history: [],
      notes: [],
      profile: 'baseline',
    });
    expect(told.findings.every(({ since, evidence }) => since === null && evidence.length === 0)).toBe(true);
    expect(told.risk.score).toBeGreaterThan(0);
  });

  it('says that it does not know what passed where the result does not list it', async () => {
    const { stdout } = await ran(gate, file, '--format', 'json', ...config);
    const { notes, findings } = await assessed(folder.write('short.json', stdout));
    expect(findings.some(({ status }) => status === 'COMPLIANT')).toBe(false);
    expect(notes).toMatchObject([{ kind: 'incomplete', text: expect.stringContaining('--all') }]);
  });
});

describe('what cannot be reported on: status 2 and one line', () => {
  const half = folder.write('half.json', '{"findings":[\n{"rule":');
  const other = folder.write('other.json', { findings: [{ rule: 'x' }], summary: {} });
  const empty = folder.write('empty/readme.txt', 'nothing').replace('/readme.txt', '');
  const json = ['--format', 'json'];
  const cases: readonly (readonly [string, readonly string[], string])[] = [
    ['a folder that is no archive', [empty, ...json], 'it holds no evidence, expected an evidence archive'],
    ['such a folder, with a key', [empty, ...json, '--public-key', key], 'has a name of an evidence archive'],
    ['no folder', [`${folder.path}/none`, ...json], 'no such folder'],
    ['half a result', [half, ...json], 'it is no whole JSON'],
    ['another JSON', [other, ...json], 'at findings[0].status'],
    ['no source', [...json], 'report needs one source'],
    ['two sources', [archive, half, ...json], 'report needs one source'],
    ['no format', [archive], 'report needs --format'],
    ['another format', [archive, '--format', 'xls'], '--format is xls'],
    ['no such framework', [archive, ...json, '--framework', 'iso9001'], '--framework is iso9001'],
    ['a day to come', [archive, ...json, '--at', '2126-01-01'], 'is in the future'],
    ['a day that does not exist', [archive, ...json, '--at', '2026-02-30'], '--at is 2026-02-30'],
    ['no day', [archive, ...json, '--at', 'yesterday'], '--at is yesterday'],
    [
      'a period that ends before it begins',
      [archive, ...json, '--from', '2026-03-02', '--to', '2026-03-01'],
      'is not before the end',
    ],
    ['two ends', [archive, ...json, '--at', '2026-03-02', '--to', '2026-03-01'], '--at and --to'],
    ['the past of a result', [half, ...json, '--at', '2026-03-02'], 'knows one instant'],
    ['no key', [archive, ...json, '--public-key', half], 'no P-256 public key'],
    [
      'a file that cannot be written',
      [archive, ...json, '--out', `${folder.path}/none/x`],
      'cannot be written',
    ],
  ];

  it.each(cases)('%s', async (_, args, expected) => {
    const { status, stdout, stderr } = await report(...args);
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(
      stderr
        .trimEnd()
        .split('\n')
        .filter((line) => !line.includes('NOT VERIFIED')),
    ).toEqual([expect.stringContaining(expected)]);
  });
});
