import {
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { folderSource, folderStore } from '../../adapters/archive-folder.ts';
import { verifyArchive } from '../../engine/evidence/verify.ts';
import { ACCOUNT, makeArchive, testSigner } from '../engine/evidence/archive.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'assay-archive-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

async function keysOf(path: string): Promise<string[]> {
  const keys: string[] = [];
  for await (const key of folderSource(path).list()) keys.push(key);
  return keys.sort();
}

describe('an archive in a folder', () => {
  it('is proven as it was written, and names what was done to it since', async () => {
    const signer = testSigner();
    const { head } = await makeArchive({ store: folderStore(folder), signer });
    const check = () => verifyArchive(folderSource(folder), { publicKeyPem: signer.publicKeyPem, head });
    expect(await check()).toMatchObject({ status: 'proven', problems: [], counts: { records: 616 } });

    const day = `evidence/${ACCOUNT}/eu-central-1/2026/03/01`;
    mkdirSync(join(folder, 'evidence/empty'));
    symlinkSync('index.json', join(folder, 'link.json'));
    renameSync(join(folder, day, 'segment-000000000002.ndjson.gz'), join(folder, day, 'segment-2.ndjson.gz'));
    const { status, problems } = await check();
    expect(status).toBe('failed');
    expect(problems.map(({ kind, key }) => [kind, key])).toEqual(
      expect.arrayContaining([
        ['foreign-file', 'evidence/empty/'],
        ['renamed', `${day}/segment-2.ndjson.gz`],
        ['foreign-file', 'link.json'],
      ]),
    );
  });

  it('takes each key once and keeps what was there', async () => {
    const store = folderStore(folder);
    await store.put('a/b.json', Buffer.from('first'));
    await expect(store.put('a/b.json', Buffer.from('second'))).rejects.toThrow(/a\/b\.json is there already/);
    expect(readFileSync(join(folder, 'a/b.json'), 'utf8')).toBe('first');
  });

  it.each([
    '../outside',
    'a/../../outside',
    '/outside',
    '',
    'a//b',
    './a',
  ])('leads the key %j nowhere', async (key) => {
    await expect(folderStore(folder).put(key, Buffer.of(1))).rejects.toThrow(RangeError);
    await expect(folderSource(folder).read(key)).rejects.toThrow(RangeError);
  });

  it('lists hidden files and empty folders, with forward slashes', async () => {
    mkdirSync(join(folder, 'a/b'), { recursive: true });
    writeFileSync(join(folder, 'a/.hidden'), '');
    expect(await keysOf(folder)).toEqual(['a/.hidden', 'a/b/']);
  });

  it('does not follow a link in the place of a file', async () => {
    writeFileSync(join(folder, 'real'), 'x');
    symlinkSync('real', join(folder, 'index.json'));
    await expect(folderSource(folder).read('index.json')).rejects.toThrow(/no regular file/);
  });

  it('that is not there is an error with its name', async () => {
    await expect(keysOf(join(folder, 'none'))).rejects.toThrow(/none/);
  });
});
