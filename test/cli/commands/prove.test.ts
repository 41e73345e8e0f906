import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { run } from '../../../cli/commands/prove.ts';
import { run as runVerify } from '../../../cli/commands/verify.ts';
import { testSigner } from '../../engine/evidence/archive.ts';
import { ran } from '../../support/command.ts';
import { temporaryFolder } from '../../support/folder.ts';
import { finding, RULE, signer, smallArchive, writeArchive } from '../archives.ts';

const folder = temporaryFolder();
const { files } = await smallArchive();
const archive = writeArchive(folder, 'whole', files);
const key = folder.write('key.pem', signer.publicKeyPem);
const prove = (...args: string[]) => ran(run, ...args);
const verify = (...args: string[]) => ran(runVerify, ...args);

const proven = async (...args: string[]): Promise<number> => {
  const { status, stdout, stderr } = await prove('--archive', archive, ...args);
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  return JSON.parse(JSON.parse(stdout).line).sequence;
};

describe('prove', () => {
  it('writes a proof that verifies alone', async () => {
    const file = `${folder.path}/proof.json`;
    const told = await prove('111122223333/eu-central-1/3', '--archive', archive, '--out', file);
    expect(told).toEqual({ status: 0, stdout: '', stderr: '' });
    const { status, stdout } = await verify(file, '--public-key', key);
    expect(status).toBe(0);
    expect(stdout).toContain('record 3 of 111122223333/eu-central-1 was sealed by 2026-03-01T22:10:00.000Z');
    expect(stdout).toContain(`COMPLIANT  ${RULE} (revision 1)`);
  });

  it.each<[string, string[], number]>([
    ['a rule and a resource', ['--rule', RULE, '--resource', 'alpha'], 4],
    ['a finding', ['--finding', finding], 4],
    ['a finding up to a time', ['--finding', finding, '--at', '2026-03-01T22:00:00Z'], 2],
    ['a finding up to its very moment', ['--finding', finding, '--at', '2026-03-01T20:10:00Z'], 1],
    ['a control', ['--control', 'nist_800_53_r5:AC-6', '--at', '2026-03-01T21:30:00Z'], 3],
  ])('takes the newest record of %s', async (_name, args, sequence) => {
    expect(await proven(...args)).toBe(sequence);
  });

  it.each<[string, string[], RegExp]>([
    ['no archive', ['111122223333/eu-central-1/3'], /needs --archive/],
    ['no record', ['--archive', archive], /needs the place of a record, or what it is about/],
    [
      'a place and a rule',
      ['111122223333/eu-central-1/3', '--rule', RULE, '--archive', archive],
      /and not both/,
    ],
    ['a place that is none', ['3', '--archive', archive], /3: expected <account>\/<region>\/<sequence>/],
    [
      'a record that no seal covers',
      ['111122223333/eu-central-1/9', '--archive', archive],
      /no seal covers record 9/,
    ],
    [
      'another account',
      ['999999999999/eu-central-1/1', '--archive', archive],
      /no seal covers record 1 of 999999999999/,
    ],
    ['what no record is about', ['--resource', 'gamma', '--archive', archive], /no record is about that/],
    [
      'a time before all of it',
      ['--resource', 'alpha', '--at', '2026-02-01', '--archive', archive],
      /no record is about that/,
    ],
    [
      'a folder that is no archive',
      ['111122223333/eu-central-1/3', '--archive', folder.write('other/x', '').replace('/x', '')],
      /none of its 1 files/,
    ],
    [
      'a file that is there',
      ['111122223333/eu-central-1/3', '--archive', archive, '--out', key],
      /--out .*key.pem: cannot be written \(EEXIST\)/,
    ],
  ])('%s: status 2 and one line', async (_name, args, message) => {
    const { status, stdout, stderr } = await prove(...args);
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr).toMatch(message);
    expect(stderr).toMatch(/^assay: [^\n]+\n$/);
  });

  it('proves nothing of an archive that was changed: status 1, and nothing is written', async () => {
    const changed = writeArchive(folder, 'changed', files);
    const segment = [...files.keys()].find((name) => name.includes('segment-000000000002')) ?? '';
    folder.write(`changed/${segment}`, 'nonsense');
    const out = `${folder.path}/none.json`;
    const { status, stderr } = await prove('111122223333/eu-central-1/3', '--archive', changed, '--out', out);
    expect(status).toBe(1);
    expect(stderr).toMatch(/record 3 of 111122223333\/eu-central-1 cannot be proven: .* verify the archive/);
    expect(existsSync(out)).toBe(false);
  });
});

describe('verify with a proof', () => {
  const proof = async (change: (text: string) => string = (text) => text, name = 'changed.json') => {
    const { stdout } = await prove('111122223333/eu-central-1/3', '--archive', archive);
    return folder.write(name, change(stdout));
  };

  it('tells machines what was proven', async () => {
    const { status, stdout } = await verify(
      await proof(),
      '--public-key',
      key,
      '--format',
      'json',
      '--account',
      '111122223333',
    );
    expect(status).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({
      status: 'proven',
      seal: { number: 2, account: '111122223333' },
      head: expect.stringMatching(/^[0-9a-f]{64}$/),
      record: { sequence: 3, kind: 'evaluation' },
    });
    expect(JSON.parse(stdout)).not.toHaveProperty('signature');
  });

  it('trusts any of the keys that were brought', async () => {
    const other = folder.write('other.pem', testSigner().publicKeyPem);
    expect((await verify(await proof(), '--public-key', other, '--public-key', key)).status).toBe(0);
  });

  it.each<[string, (text: string) => string, string[], RegExp]>([
    [
      'another record',
      (text) => text.replace('beta', 'gama'),
      [],
      /NOT PROVEN: the record is not in its segment/,
    ],
    ['another seal', (text) => text.replace('"number":2', '"number":3'), [], /NOT PROVEN/],
    [
      'another key',
      (text) => text,
      ['--public-key', folder.write('wrong.pem', testSigner().publicKeyPem)],
      /NOT PROVEN: its seal is not signed by the key you brought/,
    ],
    [
      'another account',
      (text) => text,
      ['--public-key', key, '--account', '999999999999'],
      /NOT PROVEN: it is of account 111122223333; expected 999999999999/,
    ],
  ])('does not prove it with %s: status 1', async (_name, change, args, message) => {
    const { status, stdout } = await verify(
      await proof(change),
      ...(args.length > 0 ? args : ['--public-key', key]),
    );
    expect({ status, stdout }).toEqual({ status: 1, stdout: expect.stringMatching(message) });
    expect(stdout).not.toContain('✓');
  });

  it.each<[string, (text: string) => string, string[], RegExp]>([
    [
      'a newer version',
      (text) => text.replace('assay.proof/1', 'assay.proof/2'),
      ['--public-key', key],
      /it has the version assay.proof\/2, this version reads assay.proof\/1: update/,
    ],
    [
      'no line',
      (text) => text.replace('"line"', '"row"'),
      ['--public-key', key],
      /it is no proof and no folder/,
    ],
    ['half of it', (text) => text.slice(0, 500), ['--public-key', key], /it is no proof and no folder/],
    [
      'a key that is none',
      (text) => text,
      ['--public-key', folder.write('rubbish.pem', 'x')],
      /the key you brought is no P-256 public key/,
    ],
    ['no key', (text) => text, [], /needs --public-key/],
    [
      'a question about the end',
      (text) => text,
      ['--public-key', key, '--head', 'f'.repeat(64)],
      /--head is for archives/,
    ],
    [
      'a question about the beginning',
      (text) => text,
      ['--public-key', key, '--from', '2026-03-01'],
      /--from is for archives/,
    ],
  ])('%s: status 2 and one line', async (_name, change, args, message) => {
    const { status, stdout, stderr } = await verify(await proof(change), ...args);
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr).toMatch(message);
    expect(stderr).toMatch(/^assay: [^\n]+\n$/);
  });

  it('is of what prove wrote, byte for byte', async () => {
    const file = await proof((text) => text, 'whole.json');
    const { line } = JSON.parse(readFileSync(file, 'utf8'));
    expect(line).toContain('"kind":"evaluation"');
  });
});
