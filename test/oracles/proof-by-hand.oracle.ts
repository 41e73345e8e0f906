import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { proveRecord } from '../../engine/evidence/proof.ts';
import { proofFile } from '../../engine/evidence/proof-file.ts';
import { home, makeArchive, sourceOf } from '../engine/evidence/archive.ts';
import { temporaryFolder } from '../support/folder.ts';

const folder = temporaryFolder();
const { files, signer } = await makeArchive();
folder.write('sealing-key.pem', signer.publicKeyPem);

/** What the page tells to do, with openssl, sha256sum and jq. */
const page = readFileSync('docs/evidence.md', 'utf8');
const [, script = ''] =
  /By hand, with bash, openssl, sha256sum, sed and jq:\n\n```sh\n(.*?)```/s.exec(page) ?? [];

const byHand = (proof: string): string[] => {
  folder.write('proof.json', proof);
  return execFileSync('bash', ['-euc', script], { cwd: folder.path, encoding: 'utf8' }).trim().split('\n');
};

describe('the proof of one record, checked by hand as the page says', () => {
  it.each([1, 20, 21, 126, 200, 365, 366, 410])('holds for record %i', async (sequence) => {
    const proven = await proveRecord(sourceOf(files), { ...home, sequence });
    if (!proven) throw new Error(`no proof of record ${sequence}`);
    const [verified, segment, itsRoot, seal, sealRoot] = byHand(proofFile(proven));
    expect({ verified, segment, seal }).toEqual({
      verified: 'Verified OK',
      segment: itsRoot,
      seal: sealRoot,
    });
    expect(segment).toMatch(/^[0-9a-f]{64}$/);
    const [, changed, root] = byHand(
      proofFile({ ...proven, line: proven.line.replace('notebook', 'notebooc') }),
    );
    expect(changed).not.toBe(root);
  });
});
