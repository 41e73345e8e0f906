import { describe, expect, it } from 'vitest';
import { sha256 } from '../../../engine/canonical.ts';
import { exportBytes } from '../../../engine/evidence/export-file.ts';
import { EXPORT_KEY } from '../../../engine/evidence/layout.ts';
import { parseSeal, type Seal, sealBytes } from '../../../engine/evidence/seal.ts';
import { buildSegment } from '../../../engine/evidence/segment.ts';
import { normalSignature, readPublicKey } from '../../../engine/evidence/signature.ts';
import type { VerifyOptions } from '../../../engine/evidence/verify.ts';
import { type Files, home, recordAt, testSigner } from './archive.ts';
import { at, chainOf, type Hour, sealOf, segmentOf, signer, verified, wordsOf } from './chain.ts';
import { bytesOf, flip } from './tamper.ts';

const SHARD = '111122223333/eu-central-1';

/** Puts another seal in the place of one, signed as it should be, or by somebody else. */
async function replace(files: Files, key: string, change: (text: string) => string, by = signer) {
  const bytes = Buffer.from(change(Buffer.from(bytesOf(files, key)).toString()));
  files.set(key, bytes);
  files.set(key.replace('.json', '.sig'), normalSignature(await by.sign(bytes)));
}

const editing = (change: (seal: Seal) => object) => (text: string) => {
  const seal = parseSeal(Buffer.from(text));
  if (!seal) throw new Error('the seal of the test is none');
  return Buffer.from(sealBytes(change(seal) as Seal)).toString();
};

describe('a chain of seals', () => {
  it('is counted, and proven up to its last one', async () => {
    const files = await chainOf([{}, { segments: 2 }, { segments: 0 }]);
    const report = await verified(files);
    const head = sha256(bytesOf(files, sealOf(3)));
    const counts = { seals: 3, segments: 3, records: 6 };
    expect(report).toMatchObject({
      status: 'proven',
      problems: [],
      shards: [{ ...home, ...counts, provenUntil: at(3), head }],
      counts,
      provenFrom: at(0),
      provenUntil: at(3),
      head,
    });
  });

  it.each<[string, Hour, readonly string[]]>([
    [
      'leaves numbers out',
      { sealing: { nextSeal: 4 } },
      [`gap-in-time ${sealOf(2)}: no seal covers ${SHARD} from ${at(1)} to ${at(1)}; seals missing: 2`],
    ],
    [
      'has a number twice',
      { sealing: { nextSeal: 1 } },
      [`chain-broken ${sealOf(2)}: seal number 1 comes twice, or out of order`],
    ],
    [
      'follows another seal',
      { sealing: { previousSeal: 'c'.repeat(64) } },
      [`chain-broken ${sealOf(2)}: it does not follow the seal before it: it names ${'c'.repeat(64)}`],
    ],
    [
      'follows none',
      { sealing: { previousSeal: null } },
      [`chain-broken ${sealOf(2)}: it does not follow the seal before it: it names none`],
    ],
    [
      'begins later',
      { sealing: { sealedTo: at(1.25) } },
      [`gap-in-time ${sealOf(2)}: it begins at ${at(1.25)}, the seal before it ends at ${at(1)}`],
    ],
    [
      'begins with a later record',
      { segments: 0, sealing: { nextSequence: 5 } },
      [`sequence-gap ${sealOf(2)}: it begins with segment 2 and record 5; expected 2 and 3`],
    ],
    [
      'begins with a later segment',
      { segments: 0, sealing: { nextSegment: 7 } },
      [`sequence-gap ${sealOf(2)}: it begins with segment 7 and record 3; expected 2 and 3`],
    ],
    [
      'begins with a segment that follows another',
      { writing: { previousSegment: 'c'.repeat(64) } },
      [`chain-broken ${segmentOf(2)}: it does not follow the segment before it: it names ${'c'.repeat(64)}`],
    ],
    [
      'ends as it begins',
      { segments: 0, sealing: { sealedTo: at(2) } },
      [
        `gap-in-time ${sealOf(2)}: it begins at ${at(2)}, the seal before it ends at ${at(1)}`,
        `clock-skew ${sealOf(2)}: it ends at ${at(2)}, not after it begins at ${at(2)}`,
      ],
    ],
    ['was made five minutes early', { moment: { created: at(2 - 5 / 60) } }, []],
    [
      'was made earlier',
      { moment: { created: '2026-03-01T21:54:59.999Z' } },
      [
        `clock-skew ${sealOf(2)}: it was made at 2026-03-01T21:54:59.999Z, before what it covers ends at ${at(2)}`,
      ],
    ],
  ])('whose second one %s', async (_name, hour, words) => {
    const report = await verified(await chainOf([{}, hour]));
    expect(wordsOf(report)).toEqual(words);
    expect(report.provenUntil).toBe(words.length === 0 ? at(2) : at(1));
  });

  it('that begins with a later number has lost its beginning', async () => {
    const report = await verified(
      await chainOf([{ sealing: { nextSeal: 3, previousSeal: 'c'.repeat(64) } }]),
    );
    expect(wordsOf(report)).toEqual([
      `beginning-missing ${sealOf(1)}: the archive of ${SHARD} begins with seal 3; the 2 before ${at(0)} are missing`,
    ]);
  });

  it.each<[string, Partial<VerifyOptions>, readonly string[]]>([
    ['made five minutes from now', { now: new Date('2026-03-01T20:55:00.000Z') }, []],
    [
      'made later',
      { now: new Date('2026-03-01T20:54:59.999Z') },
      [`clock-skew ${sealOf(1)}: it was made at ${at(1)}, which is still to come`],
    ],
    ['of the account that is expected', { expectedAccount: ['444455556666', home.account] }, []],
    [
      'of another account',
      { expectedAccount: ['444455556666', '777788889999'] },
      [`foreign-account ${sealOf(1)}: it is of account ${home.account}; expected 444455556666, 777788889999`],
    ],
  ])('with a seal %s', async (_name, options, words) => {
    expect(wordsOf(await verified(await chainOf([{}]), options))).toEqual(words);
  });

  it('of which a part begins with the first seal has nothing before that', async () => {
    const files = await chainOf([{ writing: { previousSegment: 'c'.repeat(64) } }, {}]);
    const shards = [{ ...home, first: 1, last: 2 }] as const;
    files.set(EXPORT_KEY, exportBytes({ schema: 'assay.export/1', from: at(0), to: null, shards }));
    expect(wordsOf(await verified(files))).toEqual([
      expect.stringMatching(`^chain-broken ${segmentOf(1)}: it does not follow the segment before it`),
    ]);
  });

  it('may have a seal that its key’s holder wrote otherwise', async () => {
    const files = await chainOf([{}]);
    await replace(files, sealOf(1), (text) => `${text}\n`);
    expect(wordsOf(await verified(files))).toEqual([
      `seal-changed ${sealOf(1)}: it is signed but not canonical JSON`,
    ]);
  });

  it('may have a seal of a version that is to come', async () => {
    const files = await chainOf([{}]);
    await replace(
      files,
      sealOf(1),
      editing((seal) => ({ ...seal, schema: 'assay.seal/2' })),
    );
    const report = await verified(files);
    expect(wordsOf(report)).toEqual([
      `record-newer-version ${sealOf(1)}: it has the version assay.seal/2; this version reads assay.seal/1: update before verifying`,
    ]);
    expect(report).toMatchObject({ status: 'unusable', counts: { seals: 0 } });
  });

  it('has a seal for its head', async () => {
    const files = await chainOf([{}, {}, {}]);
    for (const hours of [1, 3]) await replace(files, sealOf(hours), () => 'nonsense');
    expect((await verified(files)).head).toBe(sha256(bytesOf(files, sealOf(2))));
  });

  it('may have a file that its key’s holder signed, and that is no seal', async () => {
    const files = await chainOf([{}, {}]);
    await replace(files, sealOf(2), () => 'nonsense');
    flip(files, sealOf(1).replace('.json', '.sig'), 30);
    expect(wordsOf(await verified(files))).toEqual([
      `signature-invalid ${sealOf(1).replace('.json', '.sig')}: it does not fit ${sealOf(1)}: one of the two was changed, or signed by another key`,
      `record-newer-version ${sealOf(2)}: it has the version of no seal known; this version reads assay.seal/1: update before verifying`,
    ]);
  });
});

describe('a seal whose signature does not hold', () => {
  const other = testSigner();
  const INTACT = 'the seal itself is intact, its signature was changed or replaced';
  const CHANGED = 'the seal was changed after it was signed';
  const either = (key: string) =>
    `it does not fit ${key}: one of the two was changed, or signed by another key`;
  const invalid = (key: string, message: string) =>
    `signature-invalid ${key.replace('.json', '.sig')}: ${message}`;
  const three: readonly Hour[] = [{}, {}, {}];

  it('is intact where the next seal names it', async () => {
    const files = await chainOf(three);
    flip(files, sealOf(2).replace('.json', '.sig'), 30);
    const report = await verified(files);
    expect(wordsOf(report)).toEqual([invalid(sealOf(2), INTACT)]);
    expect(report).toMatchObject({ provenUntil: at(1), counts: { seals: 2, records: 4 } });
  });

  it('proves nothing without one', async () => {
    const files = await chainOf(three);
    const signature = sealOf(2).replace('.json', '.sig');
    files.delete(signature);
    const report = await verified(files);
    expect(wordsOf(report)).toEqual([
      `signature-missing ${signature}: the seal ${sealOf(2)} has no signature, so it proves nothing`,
    ]);
    expect(report).toMatchObject({ status: 'failed', provenUntil: at(1) });
  });

  it('is changed where the next seal names another', async () => {
    const files = await chainOf(three);
    await replace(
      files,
      sealOf(2),
      editing((seal) => ({ ...seal, packDigest: 'b'.repeat(64) })),
      other,
    );
    expect(wordsOf(await verified(files))).toEqual([`seal-changed ${sealOf(2)}: ${CHANGED}`]);
  });

  it('may be either where it is the last and follows the one before', async () => {
    const files = await chainOf(three);
    await replace(
      files,
      sealOf(3),
      editing((seal) => ({ ...seal, packDigest: 'b'.repeat(64) })),
      other,
    );
    expect(wordsOf(await verified(files))).toEqual([invalid(sealOf(3), either(sealOf(3)))]);
  });

  it('may be either where it is the first and alone', async () => {
    const files = await chainOf([{}]);
    await replace(files, sealOf(1), (text) => text, other);
    expect(wordsOf(await verified(files))).toEqual([invalid(sealOf(1), either(sealOf(1)))]);
  });

  it.each<[string, (seal: Seal) => object]>([
    ['number', (seal) => ({ ...seal, number: 9 })],
    ['seal before it', (seal) => ({ ...seal, previous: null })],
    ['beginning', (seal) => ({ ...seal, from: at(2.5) })],
    ['first segment', (seal) => ({ ...seal, segments: { ...seal.segments, first: 9 } })],
    ['first record', (seal) => ({ ...seal, records: { ...seal.records, first: 9 } })],
  ])('is changed where it is the last and does not follow the one before: another %s', async (_, change) => {
    const files = await chainOf(three);
    await replace(files, sealOf(3), editing(change), other);
    expect(wordsOf(await verified(files))).toContain(`seal-changed ${sealOf(3)}: ${CHANGED}`);
  });

  it('may be either where the one before it is broken too', async () => {
    const files = await chainOf(three);
    for (const hours of [2, 3]) flip(files, sealOf(hours).replace('.json', '.sig'), 30);
    expect(wordsOf(await verified(files))).toEqual([
      invalid(sealOf(2), either(sealOf(2))),
      invalid(sealOf(3), either(sealOf(3))),
    ]);
  });

  it('is changed where it is not canonical, though it is the last', async () => {
    const files = await chainOf(three);
    files.set(sealOf(3), Buffer.concat([bytesOf(files, sealOf(3)), Buffer.from(' ')]));
    expect(wordsOf(await verified(files))).toEqual([`seal-changed ${sealOf(3)}: ${CHANGED}`]);
  });

  it('is of another key that names none', async () => {
    const files = await chainOf(three);
    files.set('public-key.pem', Buffer.from(other.publicKeyPem));
    await replace(
      files,
      sealOf(3),
      editing((seal) => ({ ...seal, key: {} })),
      other,
    );
    const third = testSigner();
    const publicKeyPem = [signer.publicKeyPem, third.publicKeyPem];
    const brought = publicKeyPem.map((pem) => `${readPublicKey(pem)?.fingerprint.slice(0, 12)}…`).join(', ');
    expect(wordsOf(await verified(files, { publicKeyPem }))).toContain(
      `wrong-key ${sealOf(3)}: it is signed by another key (it names none) than the one you brought (${brought})`,
    );
  });

  const anotherPack = editing((seal) => ({ ...seal, packDigest: 'b'.repeat(64) }));
  /** A word of this chain about itself, which a seal of another shard would have. */
  const naming = (number: number): Hour => ({
    moment: { others: [{ ...home, number, seal: 'c'.repeat(64) }] },
  });

  it('is changed where another seal names one of its number', async () => {
    const files = await chainOf([{}, naming(1)]);
    await replace(files, sealOf(1), anotherPack, other);
    expect(wordsOf(await verified(files))).toEqual([`seal-changed ${sealOf(1)}: ${CHANGED}`]);
  });

  it('is changed where another seal names one of its number, after one that is broken too', async () => {
    const files = await chainOf([naming(4), {}, {}, {}]);
    for (const hours of [3, 4]) await replace(files, sealOf(hours), anotherPack, other);
    expect(wordsOf(await verified(files))).toEqual([
      invalid(sealOf(3), either(sealOf(3))),
      `seal-changed ${sealOf(4)}: ${CHANGED}`,
    ]);
  });

  it('may be either where another seal names the one after it', async () => {
    const files = await chainOf([naming(3), {}]);
    await replace(files, sealOf(2), anotherPack, other);
    expect(wordsOf(await verified(files))).toContain(invalid(sealOf(2), either(sealOf(2))));
  });

  it('is intact where another seal names it, though the next one is missing', async () => {
    const second = sha256(bytesOf(await chainOf([{}, {}]), sealOf(2)));
    const others = [{ ...home, number: 2, seal: second }];
    const files = await chainOf([{}, {}, {}, { moment: { others } }]);
    flip(files, sealOf(2).replace('.json', '.sig'), 30);
    files.delete(sealOf(3));
    files.delete(sealOf(3).replace('.json', '.sig'));
    expect(wordsOf(await verified(files))[0]).toBe(invalid(sealOf(2), INTACT));
  });

  it('may be either where the next one is missing', async () => {
    const files = await chainOf([{}, {}, {}, {}]);
    await replace(files, sealOf(2), anotherPack, other);
    files.delete(sealOf(3));
    files.delete(sealOf(3).replace('.json', '.sig'));
    expect(wordsOf(await verified(files))).toEqual([
      invalid(sealOf(2), either(sealOf(2))),
      `gap-in-time ${sealOf(4)}: no seal covers ${SHARD} from ${at(1)} to ${at(3)}; seals missing: 1`,
    ]);
  });

  it('is where the archive begins, though the next one is missing', async () => {
    const files = await chainOf(three);
    await replace(files, sealOf(1), anotherPack, other);
    files.delete(sealOf(2));
    files.delete(sealOf(2).replace('.json', '.sig'));
    expect(wordsOf(await verified(files))).toEqual([
      invalid(sealOf(1), either(sealOf(1))),
      `gap-in-time ${sealOf(3)}: no seal covers ${SHARD} from its beginning to ${at(2)}; seals missing: 1`,
    ]);
  });

  it('tells nothing of the index', async () => {
    const files = await chainOf(three);
    const another = editing((seal) => ({ ...seal, key: { ...seal.key, id: 'another' } }));
    await replace(files, sealOf(1), another, other);
    expect(wordsOf(await verified(files))).toEqual([`seal-changed ${sealOf(1)}: ${CHANGED}`]);
  });

  it('is of another key with all the others, of which one is no seal', async () => {
    const files = await chainOf(three);
    files.set('public-key.pem', Buffer.from(other.publicKeyPem));
    for (const hours of [1, 3]) await replace(files, sealOf(hours), (text) => text, other);
    await replace(files, sealOf(2), () => 'nonsense', other);
    const { problems, fingerprint } = await verified(files);
    expect(problems.at(-1)?.message).toBe(
      `none of the 3 seals is signed by the key you brought, ${fingerprint}; they name ${fingerprint}, none`,
    );
  });

  it('is of another key, and no seal at all', async () => {
    const files = await chainOf(three);
    files.set('public-key.pem', Buffer.from(other.publicKeyPem));
    await replace(files, sealOf(3), () => 'nonsense', other);
    expect(wordsOf(await verified(files)).at(-1)).toMatch(
      /^wrong-key .*: it is signed by another key \(it names none\) than the one you brought/,
    );
  });

  it('excuses no segment beside those that it would cover', async () => {
    const files = await chainOf(three);
    files.delete(sealOf(2));
    files.delete(sealOf(2).replace('.json', '.sig'));
    const closedAt = '2026-03-02T12:00:00.000Z';
    const inserted = [1, 3].map((number) => {
      const records = [{ ...recordAt(new Date(closedAt), 1), sequence: 1 }];
      const { bytes, entry } = buildSegment({ ...home, number, previous: null, closedAt, records });
      files.set(entry.key, bytes);
      return `segment-inserted ${entry.key}: no seal names it, and the seals of its time are complete`;
    });
    expect(wordsOf(await verified(files)).slice(1)).toEqual(inserted);
  });

  it('is missing more than once: no segment of either time is to blame', async () => {
    const files = await chainOf([{}, {}, {}, {}, {}]);
    for (const hours of [2, 4]) {
      files.delete(sealOf(hours));
      files.delete(sealOf(hours).replace('.json', '.sig'));
    }
    const { problems } = await verified(files);
    expect(problems.map(({ kind, key }) => `${kind} ${key}`)).toEqual([
      `gap-in-time ${sealOf(3)}`,
      `gap-in-time ${sealOf(5)}`,
    ]);
  });

  it('leaves its segments without proof and without blame, and what follows it too', async () => {
    const files = await chainOf([{}, { segments: 2 }, {}, { isUnsealed: true }]);
    flip(files, sealOf(2).replace('.json', '.sig'), 30);
    const report = await verified(files);
    expect(wordsOf(report)).toEqual([invalid(sealOf(2), INTACT)]);
    expect(report.notes.map(({ kind, message }) => [kind, message])).toContainEqual([
      'not-sealed-yet',
      `1 segments of ${SHARD} are newer than its last seal: well-formed, and not proven`,
    ]);
  });
});
