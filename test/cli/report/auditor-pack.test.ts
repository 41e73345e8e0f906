import { execFileSync, spawnSync } from 'node:child_process';
import { generateKeyPairSync, sign } from 'node:crypto';
import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { unzipSync } from 'fflate';
import { beforeAll, describe, expect, it } from 'vitest';
import { run } from '../../../cli/commands/report.ts';
import { run as verify } from '../../../cli/commands/verify.ts';
import { noticeRecord, type UnsequencedRecord } from '../../../engine/evidence/record.ts';
import { createArchiveWriter } from '../../../engine/evidence/writer.ts';
import type { PackSummary } from '../../../reports/auditor-pack/summary.ts';
import { rules } from '../../../rules/index.ts';
import { gone, look } from '../../engine/assessment/kit.ts';
import { type Files, home, storeIn, testSigner } from '../../engine/evidence/archive.ts';
import { ran } from '../../support/command.ts';
import { temporaryFolder } from '../../support/folder.ts';

const RULE = 'sagemaker-notebook-root-access';
const OTHER = 'sagemaker-notebook-direct-internet-access';
const controlsOf = (rule: string): readonly string[] => {
  const { published = {}, judged = [] } = rules.find(({ id }) => id === rule)?.controls ?? {};
  return [...Object.keys(published), ...judged];
};
/** One that the other rule does not support. */
const CONTROL = controlsOf(RULE).find((control) => !controlsOf(OTHER).includes(control)) ?? '';

const folder = temporaryFolder();
const signer = testSigner();
const key = folder.write('key.pem', signer.publicKeyPem);
const archive = join(folder.path, 'archive');
const pack = join(folder.path, 'pack');

const HOUR = 3_600_000;
const BEGIN = Date.parse('2026-03-01T20:00:00.000Z');
const at = (hour: number, minute = 0): string =>
  new Date(BEGIN + hour * HOUR + minute * 60_000).toISOString();

/** A name that an archive may hold, and that no page may obey. */
const HOSTILE = 'x"><script>alert(1)</script>';

/** Five records an hour, in segments of three: trees of several shapes, under seals of two segments. */
const hours: readonly (readonly UnsequencedRecord[])[] = Array.from({ length: 4 }, (_, hour) => [
  ...['notebook', HOSTILE, 'other'].map((id, index) =>
    look({
      at: at(hour, index),
      id,
      verdicts: { [id === 'other' ? OTHER : RULE]: hour > 1 ? 'COMPLIANT' : 'NON_COMPLIANT' },
    }),
  ),
  noticeRecord('canary', new Date(at(hour, 6)), { sentAt: at(hour, 5) }),
  hour === 2
    ? gone(at(hour, 7), 'notebook')
    : look({ at: at(hour, 7), id: 'else', verdicts: { [OTHER]: 'COMPLIANT' } }),
]);

async function archiveFiles(): Promise<Files> {
  const files: Files = new Map();
  let now = new Date(BEGIN);
  const writer = createArchiveWriter({
    store: storeIn(files),
    signer,
    clock: () => now,
    packDigest: () => 'a'.repeat(64),
    recordsPerSegment: 3,
  });
  for (const [hour, records] of hours.entries()) {
    now = new Date(at(hour, 10));
    await writer.append(home, records);
  }
  now = new Date(at(hours.length));
  await writer.seal();
  return files;
}

const packed = (...args: string[]) =>
  ran(run, archive, '--config', folder.path, '--public-key', key, '--control', CONTROL, ...args);

function unpack(zip: string, into: string): void {
  for (const [name, bytes] of Object.entries(unzipSync(readFileSync(zip)))) {
    mkdirSync(dirname(join(into, name)), { recursive: true });
    writeFileSync(join(into, name), bytes);
  }
}

/** Where nothing is found but what the page says is needed. */
const tools = join(folder.path, 'tools');
mkdirSync(tools);
for (const tool of ['openssl', 'sha256sum', 'cat', 'sed', 'mv', 'mkdir', 'od', 'tr']) {
  symlinkSync(
    execFileSync('sh', ['-c', `command -v ${tool}`], { encoding: 'utf8' }).trim(),
    join(tools, tool),
  );
}
const shell = execFileSync('sh', ['-c', 'command -v sh'], { encoding: 'utf8' }).trim();

/** Runs the very commands of the page, as somebody would who pastes them. */
function check(place: string): { readonly output: string; readonly proven: number } {
  const page = readFileSync(join(pack, 'HOW-TO-CHECK.md'), 'utf8');
  const commands = [...page.matchAll(/^```sh\n(.*?)^```$/gms)].map(([, block]) => block);
  expect(commands.length).toBeGreaterThan(5);
  const { stdout, stderr } = spawnSync(shell, {
    cwd: place,
    input: commands.join('\n'),
    encoding: 'utf8',
    env: { PATH: tools },
  });
  const output = stdout + stderr;
  return { output, proven: Number(/^proven: (\d+) records$/m.exec(output)?.[1] ?? 0) };
}

beforeAll(async () => {
  for (const [name, bytes] of await archiveFiles()) folder.write(`archive/${name}`, Buffer.from(bytes));
  const { status, stderr } = await packed('--pack', `${pack}.zip`, '--from', at(1), '--to', at(3, 30));
  expect(stderr).toBe('');
  expect(status).toBe(0);
  unpack(`${pack}.zip`, pack);
});

const read = (name: string): string => readFileSync(join(pack, name), 'utf8');
const summary = (): PackSummary => JSON.parse(read('index.json'));

describe('an auditor’s pack', () => {
  it('holds the records of the control and the period, and the last of each resource before it', () => {
    const { index } = summary();
    const inside = index.filter(({ isBefore }) => !isBefore);
    expect(index.filter(({ isBefore }) => isBefore).map(({ recordedAt }) => recordedAt)).toEqual(
      [0, 1].map((minute) => at(0, minute)),
    );
    expect(inside.filter(({ kind }) => kind === 'evaluation')).toHaveLength(3 * 2);
    expect(inside.filter(({ kind }) => kind !== 'evaluation').map(({ kind }) => kind)).toEqual(['deleted']);
    expect(
      index.every(
        ({ verdicts, kind }) => kind === 'deleted' || verdicts.every((each) => each.startsWith(RULE)),
      ),
    ).toBe(true);
  });

  it('stores each record’s line byte for byte', () => {
    const { index } = summary();
    for (const { file, sequence } of index) {
      const line = read(file ?? '');
      expect(JSON.parse(line)).toMatchObject({ sequence });
      expect(line.endsWith('}')).toBe(true);
    }
  });

  it('tells the control, its rules, what ended, and how long something failed', () => {
    const { control, framework, rules: told, findings, ended } = summary();
    expect(`${framework.key}:${control.id}`).toBe(CONTROL);
    expect(control).toMatchObject({ coverage: 'automated', counts: { COMPLIANT: 2 } });
    expect(told.map(({ id }) => id)).toContain(RULE);
    expect(findings.map(({ failingSeconds }) => failingSeconds)).toContain(3660);
    expect(ended).toMatchObject([{ because: 'deleted', endedAt: at(2, 7) }]);
  });

  it('is proven by the commands of its page alone', () => {
    const { output, proven } = check(pack);
    expect(output).not.toContain('NOT PROVEN');
    expect(proven).toBe(summary().records);
    expect(proven).toBe(9);
  });

  it('holds a proof a record that `assay verify` takes', async () => {
    for (const { proof } of summary().index.slice(0, 3)) {
      const { status, stderr } = await ran(verify, join(pack, proof ?? ''), '--public-key', key);
      expect([status, stderr]).toEqual([0, '']);
    }
  });

  it('has pages that load nothing, run nothing and obey no name', () => {
    for (const name of ['index.html', 'HOW-TO-CHECK.html']) {
      const page = read(name);
      expect(page).toContain('default-src &#39;none&#39;');
      expect(page).not.toMatch(/<script|https?:|url\(|src=/);
    }
    expect(read('index.html')).toContain('&lt;script&gt;');
  });

  it('is the same for the same archive but for when it was made', async () => {
    const again = `${pack}-again.zip`;
    await packed('--pack', again, '--from', at(1), '--to', at(3, 30));
    const [one, other] = [`${pack}.zip`, again].map((file) => unzipSync(readFileSync(file)));
    expect(Object.keys(one ?? {})).toEqual(Object.keys(other ?? {}));
    const differing = Object.keys(one ?? {}).filter(
      (name) => Buffer.compare(Buffer.from(one?.[name] ?? []), Buffer.from(other?.[name] ?? [])) !== 0,
    );
    expect(differing.sort()).toEqual(['SHA256SUMS', 'index.html', 'index.json']);
  });
});

describe('a pack that was changed is not proven', () => {
  const shard = `${home.account}/${home.region}`;
  const names = (kind: string) =>
    execFileSync('ls', [join(pack, kind, shard)], { encoding: 'utf8' })
      .trim()
      .split('\n')
      .map((name) => `${kind}/${shard}/${name}`);
  const record = (index: number) => summary().index[index]?.file ?? '';

  interface Change {
    readonly text: (name: string, change: (text: string) => string) => void;
    readonly write: (name: string, content: string | Uint8Array) => void;
    readonly remove: (name: string) => void;
  }

  const attacks: readonly (readonly [string, (files: Change) => void])[] = [
    [
      'a verdict in a record',
      ({ text }) => text(record(0), (line) => line.replace('NON_COMPLIANT', 'COMPLIANT')),
    ],
    ['a byte at the end of a record', ({ text }) => text(record(5), (line) => `${line}\n`)],
    [
      'two records, each in the place of the other',
      ({ write }) => {
        const [one, other] = [read(record(1)), read(record(2))];
        write(record(1), other);
        write(record(2), one);
      },
    ],
    [
      'a sibling on the way up',
      ({ text }) =>
        text(record(5).replace('records', 'proofs').replace('.json', '.path'), (path) =>
          path.replace(/(left|right) ./, '$1 _'),
        ),
    ],
    [
      'a way that is missing',
      ({ remove }) => remove(record(5).replace('records', 'proofs').replace('.json', '.path')),
    ],
    [
      'a way that leads to a segment of somebody’s own',
      ({ write, text }) => {
        const forged = '{"forged":true}';
        write(record(5), forged);
        const hash = execFileSync('sh', ['-c', `{ printf '\\000'; printf '%s' '${forged}'; } | sha256sum`], {
          encoding: 'utf8',
        });
        write('work/forged.json', `{"root":"${hash.slice(0, 64)}"}`);
        text(record(5).replace('records', 'proofs').replace('.json', '.path'), () => 'to work/forged.json\n');
      },
    ],
    [
      'the root in a segment’s entry',
      ({ text }) =>
        text(names('segments').find((name) => name.endsWith('.json')) ?? '', (entry) =>
          entry.replace(/"root":"../, '"root":"00'),
        ),
    ],
    [
      'a seal',
      ({ text }) =>
        text(names('seals').find((name) => name.endsWith('.json')) ?? '', (seal) =>
          seal.replace('"count":', '"count": '),
        ),
    ],
    ['a seal that is missing', ({ remove }) => remove(names('seals')[2] ?? '')],
    [
      'a signature that is missing',
      ({ remove }) => remove(names('seals').find((name) => name.endsWith('.sig')) ?? ''),
    ],
    [
      'all seals, signed again by another key',
      ({ write }) => {
        const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
        write('public-key.pem', publicKey.export({ type: 'spki', format: 'pem' }).toString());
        for (const name of names('seals').filter((each) => each.endsWith('.json')))
          write(name.replace('.json', '.sig'), sign('sha256', Buffer.from(read(name)), privateKey));
      },
    ],
  ];

  it.each(attacks)('%s', (_, attack) => {
    const place = join(folder.path, 'attacked');
    rmSync(place, { recursive: true, force: true });
    cpSync(pack, place, { recursive: true });
    rmSync(join(place, 'work'), { recursive: true, force: true });
    const write = (name: string, content: string | Uint8Array) => {
      mkdirSync(dirname(join(place, name)), { recursive: true });
      writeFileSync(join(place, name), content);
    };
    attack({
      write,
      remove: (name) => rmSync(join(place, name)),
      text: (name, change) => {
        expect(change(read(name))).not.toBe(read(name));
        write(name, change(read(name)));
      },
    });
    // Whoever changes files changes their list as well.
    const listed = execFileSync(
      'sh',
      ['-c', 'find . -path ./work -prune -o -type f ! -name SHA256SUMS -exec sha256sum {} + > SHA256SUMS'],
      { cwd: place },
    );
    expect(listed.length).toBe(0);
    const { output } = check(place);
    expect(output).toMatch(/^NOT PROVEN/m);
  });

  it('by accident is found by the list of files already', () => {
    const place = join(folder.path, 'accident');
    cpSync(pack, place, { recursive: true });
    writeFileSync(join(place, 'index.json'), '{}');
    expect(check(place).output).toContain('NOT PROVEN: a file is not the one that was packed');
  });
});

describe('a pack that cannot be made: nothing is written', () => {
  const zip = join(folder.path, 'none.zip');
  const cases: readonly (readonly [string, readonly string[], number, string])[] = [
    [
      'without a control',
      [archive, '--pack', zip, '--public-key', key],
      2,
      'needs --pack FILE.zip and --control',
    ],
    [
      'without a key',
      [archive, '--pack', zip, '--control', CONTROL],
      2,
      'needs an archive, and --public-key',
    ],
    [
      'of a control that does not exist',
      [archive, '--pack', zip, '--control', 'soc2_tsc:CC99', '--public-key', key],
      2,
      '--control is soc2_tsc:CC99',
    ],
    [
      'in a format',
      [archive, '--pack', zip, '--control', CONTROL, '--public-key', key, '--format', 'csv'],
      2,
      '--format is for a report',
    ],
    [
      'of a period to come',
      [archive, '--pack', zip, '--control', CONTROL, '--public-key', key, '--to', '2126-01-01'],
      2,
      'in the future',
    ],
    [
      'of an archive that another key sealed',
      [
        archive,
        '--pack',
        zip,
        '--control',
        CONTROL,
        '--public-key',
        folder.write('other.pem', testSigner().publicKeyPem),
      ],
      1,
      'does not verify',
    ],
  ];

  it.each(cases)('%s', async (_, args, expected, words) => {
    const { status, stdout, stderr } = await ran(run, ...args, '--config', folder.path);
    expect({ status, stdout }).toEqual({ status: expected, stdout: '' });
    expect(stderr).toContain(words);
    expect(existsSync(zip)).toBe(false);
  });
});

it('says which records of the period are not sealed yet, and does not hold them', async () => {
  const files = await archiveFiles();
  const late = join(folder.path, 'late');
  const newest = [...files.keys()]
    .filter((name) => name.startsWith('seals/'))
    .sort()
    .slice(-2);
  for (const [name, bytes] of files)
    if (!newest.includes(name)) folder.write(`late/${name}`, Buffer.from(bytes));
  const zip = join(folder.path, 'late.zip');
  const { status } = await ran(
    run,
    late,
    '--config',
    folder.path,
    '--public-key',
    key,
    '--control',
    CONTROL,
    '--pack',
    zip,
    '--from',
    at(2),
    '--to',
    at(4),
  );
  expect(status).toBe(0);
  const told: PackSummary = JSON.parse(
    Buffer.from(unzipSync(readFileSync(zip))['index.json'] ?? []).toString(),
  );
  expect(told.index.filter(({ file }) => file === null).map(({ recordedAt }) => recordedAt)).toEqual(
    [0, 1].map((minute) => at(3, minute)),
  );
  expect(told.notes).toMatchObject([{ kind: 'incomplete', text: expect.stringContaining('2 records') }]);
});
