import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { run } from '../../../cli/commands/verify.ts';
import { makeArchive, testSigner } from '../../engine/evidence/archive.ts';
import { ran } from '../../support/command.ts';
import { temporaryFolder } from '../../support/folder.ts';

const folder = temporaryFolder();
const { files, signer, head } = await makeArchive();
for (const [key, bytes] of files) folder.write(`whole/${key}`, Buffer.from(bytes));
for (const [key, bytes] of files) folder.write(`changed/${key}`, Buffer.from(bytes));
const segment = [...files.keys()].find((key) => key.includes('segment-')) ?? '';
folder.write(`changed/${segment}`, 'something else');

const key = folder.write('key.pem', signer.publicKeyPem);
const whole = join(folder.path, 'whole');
const verify = (...args: string[]) => ran(run, ...args);

describe('verify', () => {
  it('proves an archive that nobody touched', async () => {
    const { status, stdout, stderr } = await verify(whole, '--public-key', key, '--head', head);
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(stdout).toContain('proven until');
  });

  it('names what was changed, with status 1', async () => {
    const { status, stdout } = await verify(
      join(folder.path, 'changed'),
      '--public-key',
      key,
      '--format',
      'json',
    );
    expect(status).toBe(1);
    expect(JSON.parse(stdout).problems).toContainEqual(expect.objectContaining({ key: segment }));
  });

  it.each<[string, string[], number]>([
    ['another key', ['--public-key', folder.write('other.pem', testSigner().publicKeyPem)], 1],
    ['another account', ['--public-key', key, '--account', '999999999999'], 1],
    ['another head', ['--public-key', key, '--head', 'f'.repeat(64)], 1],
    ['a time that it does not reach', ['--public-key', key, '--until', '2030-01-01T00:00:00Z'], 1],
  ])('does not prove it with %s', async (_name, args, expected) => {
    expect((await verify(whole, ...args)).status).toBe(expected);
  });

  it.each<[string, string[], RegExp]>([
    ['no folder', [], /needs the folder/],
    ['nothing there', [join(folder.path, 'nowhere')], /nowhere: no such folder/],
    ['a file that is no proof', [key, '--public-key', key], /it is no proof and no folder/],
    ['no key', [whole], /needs --public-key/],
    ['no key file', [whole, '--public-key', 'nowhere.pem'], /nowhere\.pem: cannot be read/],
    ['no time', [whole, '--public-key', key, '--until', 'soon'], /--until is soon/],
  ])('%s: status 2 and one line', async (_name, args, message) => {
    const { status, stdout, stderr } = await verify(...args);
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr).toMatch(message);
    expect(stderr).toMatch(/^assay: [^\n]+\n$/);
  });

  it.each([
    ['a key that is none', whole, folder.write('rubbish.pem', 'rubbish')],
    ['a folder without an archive', folder.write('empty/README', '').replace('/README', ''), key],
  ])('%s: status 2', async (_name, archive, publicKey) => {
    expect((await verify(archive, '--public-key', publicKey)).status).toBe(2);
  });
});
