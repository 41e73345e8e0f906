import { describe, expect, it } from 'vitest';
import { sha256 } from '../../../engine/canonical.ts';
import { parseSeal, type Seal, sealBytes } from '../../../engine/evidence/seal.ts';
import { normalSignature } from '../../../engine/evidence/signature.ts';
import { verifyArchive } from '../../../engine/evidence/verify.ts';
import { type Files, sourceOf, testSigner } from './archive.ts';
import { at, chainOf, sealOf, signer, verified, wordsOf } from './chain.ts';
import { bytesOf, copy, flip, rename } from './tamper.ts';

const sigOf = (hours: number): string => sealOf(hours).replace('.json', '.sig');
const other = testSigner();
const three = await chainOf([{}, {}, {}]);

async function attacked(attack: (files: Files) => unknown): Promise<readonly string[]> {
  const files: Files = new Map(three);
  await attack(files);
  return wordsOf(await verified(files));
}

const signedAnew = async (files: Files, key: string, change: (seal: Seal) => object, by = other) => {
  const seal = parseSeal(bytesOf(files, key));
  if (!seal) throw new Error('the seal of the test is none');
  const bytes = sealBytes(change(seal) as Seal);
  files.set(key, bytes);
  files.set(key.replace('.json', '.sig'), normalSignature(await by.sign(bytes)));
};

describe('seals and their signatures', () => {
  it.each<[string, (files: Files) => unknown, readonly string[]]>([
    ['in their places', () => undefined, []],
    [
      'under another name, the last',
      (files) => rename(files, sealOf(3), sealOf(9)),
      [`renamed ${sealOf(9)}: it is the seal ${sealOf(3)} under another name`],
    ],
    [
      'under another name, with their signature',
      (files) => {
        rename(files, sealOf(2), sealOf(9));
        rename(files, sigOf(2), sigOf(9));
      },
      [`renamed ${sealOf(9)}: it is the seal ${sealOf(2)} under another name`],
    ],
    [
      'in the place of one another',
      (files) => {
        const [second, third] = [bytesOf(files, sealOf(2)), bytesOf(files, sealOf(3))];
        files.set(sealOf(2), third).set(sealOf(3), second);
      },
      [
        `renamed ${sealOf(2)}: it is the seal ${sealOf(3)} under another name`,
        `renamed ${sealOf(3)}: it is the seal ${sealOf(2)} under another name`,
      ],
    ],
    [
      'in their place and another',
      (files) => copy(files, sealOf(2), sealOf(9)),
      [`seal-replayed ${sealOf(9)}: it is an old seal put in again: a copy of ${sealOf(2)}`],
    ],
    [
      'in two places that are not theirs',
      (files) => {
        copy(files, sealOf(2), sealOf(8));
        rename(files, sealOf(2), sealOf(9));
      },
      [
        `renamed ${sealOf(8)}: it is the seal ${sealOf(2)} under another name`,
        `seal-replayed ${sealOf(9)}: it is an old seal put in again: a copy of ${sealOf(2)}`,
      ],
    ],
    [
      'with a signature under another name',
      (files) => rename(files, sigOf(3), sigOf(9)),
      [`renamed ${sigOf(9)}: it is the signature ${sigOf(3)} under another name`],
    ],
    [
      'with a copy of a signature',
      (files) => copy(files, sigOf(1), sigOf(9)),
      [`seal-replayed ${sigOf(9)}: it is a copy of the signature ${sigOf(1)}`],
    ],
    [
      'with a copy of a signature that was changed itself',
      (files) => {
        copy(files, sigOf(2), sigOf(9));
        flip(files, sigOf(2), 30);
      },
      [
        `seal-replayed ${sigOf(9)}: it is a copy of the signature ${sigOf(2)}`,
        `signature-invalid ${sigOf(2)}: the seal itself is intact, its signature was changed or replaced`,
      ],
    ],
    [
      'with a signature of none',
      async (files) => files.set(sigOf(9), normalSignature(await signer.sign(Buffer.from('another')))),
      [`seal-missing ${sealOf(9)}: its signature is there, the seal is not`],
    ],
    [
      'with two signatures under other names',
      (files) => {
        rename(files, sigOf(1), sigOf(8));
        rename(files, sigOf(3), sigOf(9));
      },
      [
        `renamed ${sigOf(8)}: it is the signature ${sigOf(1)} under another name`,
        `renamed ${sigOf(9)}: it is the signature ${sigOf(3)} under another name`,
      ],
    ],
  ])('%s', async (_name, attack, words) => {
    expect(await attacked(attack)).toEqual(words);
  });

  it.each([
    '.json',
    '.sig',
  ])('that cannot be read are named, and no more is said of them: %s', async (kind) => {
    const source = sourceOf(three);
    const torn = sealOf(3).replace('.json', kind);
    const report = await verifyArchive(
      { ...source, read: (key) => (key === torn ? Promise.reject(new Error('torn')) : source.read(key)) },
      { publicKeyPem: signer.publicKeyPem },
    );
    const rest =
      kind === '.sig'
        ? [`signature-missing ${sigOf(3)}: the seal ${sealOf(3)} has no signature, so it proves nothing`]
        : [`seal-missing ${sealOf(3)}: its signature is there, the seal is not`];
    expect(wordsOf(report)).toEqual([`unreadable ${torn}: it is listed but cannot be read: torn`, ...rest]);
  });
});

describe('a seal that cannot be read', () => {
  it('is not replaced by a copy of it', async () => {
    const files: Files = new Map(three);
    copy(files, sealOf(3), sealOf(9));
    const source = sourceOf(files);
    const read = (key: string) => (key === sealOf(3) ? Promise.reject(new Error('torn')) : source.read(key));
    const report = await verifyArchive({ ...source, read }, { publicKeyPem: signer.publicKeyPem });
    expect(wordsOf(report)).toEqual([
      `unreadable ${sealOf(3)}: it is listed but cannot be read: torn`,
      `seal-replayed ${sealOf(9)}: it is an old seal put in again: a copy of ${sealOf(3)}`,
    ]);
  });
});

describe('a seal of another key', () => {
  const fingerprint = 'f'.repeat(64);
  const WRONG = /^wrong-key .*: it is signed by another key \(it names ffffffffffff…\) than the one/;

  it('is told by the key that the archive names', async () => {
    const words = await attacked(async (files) => {
      files.set('public-key.pem', Buffer.from(other.publicKeyPem));
      await signedAnew(files, sealOf(3), (seal) => seal);
    });
    expect(words).toMatchObject(
      [/^public-key-differs/, /^wrong-key/].map((said) => expect.stringMatching(said)),
    );
  });

  it('is told by the key that it names itself', async () => {
    const words = await attacked((files) =>
      signedAnew(files, sealOf(3), (seal) => ({ ...seal, key: { ...seal.key, fingerprint } })),
    );
    expect(words).toEqual([expect.stringMatching(WRONG)]);
  });

  it('is none where it names one of the keys that were brought, and is signed by the other', async () => {
    const files: Files = new Map(three);
    await signedAnew(files, sealOf(3), (seal) => seal);
    const publicKeyPem = [signer.publicKeyPem, other.publicKeyPem];
    const { problems } = await verifyArchive(sourceOf(files), { publicKeyPem });
    expect(problems.map(({ kind, key }) => `${kind} ${key}`)).toEqual([`signature-invalid ${sigOf(3)}`]);
  });

  it('is none where it is no seal at all', async () => {
    expect(await attacked((files) => files.set(sealOf(3), Buffer.from('nonsense')))).toEqual([
      `seal-changed ${sealOf(3)}: the seal was changed after it was signed`,
    ]);
  });

  it('is none where it is no seal that is known, and the key that was brought signed it', async () => {
    const words = await attacked(async (files) => {
      const bytes = Buffer.from('nonsense');
      files.set(sealOf(3), bytes).set(sigOf(3), normalSignature(await signer.sign(bytes)));
    });
    expect(words).toEqual([
      expect.stringMatching(/^record-newer-version .*230000Z\.json: it has the version of no seal known/),
    ]);
  });

  it('is none of another key where its signature is not there', async () => {
    const words = await attacked(async (files) => {
      await signedAnew(files, sealOf(3), (seal) => ({ ...seal, key: { ...seal.key, fingerprint } }));
      files.delete(sigOf(3));
    });
    expect(words).toEqual([
      `signature-missing ${sigOf(3)}: the seal ${sealOf(3)} has no signature, so it proves nothing`,
    ]);
  });

  it('has its hash told all the same', async () => {
    const files: Files = new Map(three);
    files.delete(sigOf(3));
    const head = sha256(bytesOf(files, sealOf(3)));
    expect((await verified(files, { head })).problems).toMatchObject([{ kind: 'signature-missing' }]);
    expect((await verified(files)).head).toBe(sha256(bytesOf(files, sealOf(2))));
    expect((await verified(files)).provenUntil).toBe(at(2));
  });
});
