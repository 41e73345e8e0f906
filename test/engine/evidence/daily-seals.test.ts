import { describe, expect, it } from 'vitest';
import { sha256 } from '../../../engine/canonical.ts';
import { DAILY_SEALS, dailySeal, dailySealsText, lastDay } from '../../../engine/evidence/daily-seals.ts';
import { parseSeal } from '../../../engine/evidence/seal.ts';
import { makeArchive, testSigner } from './archive.ts';

const { files, signer } = await makeArchive();
const [key = ''] = [...files.keys()].filter((each) => /^seals\/.*T000000Z\.json$/.test(each));
const stored = {
  bytes: files.get(key) ?? new Uint8Array(),
  signature: files.get(key.replace('.json', '.sig')) ?? new Uint8Array(),
};

describe('the last day', () => {
  it.each([
    ['2026-03-02T00:00:00.000Z', '2026-03-01', '2026-03-02T00:00:00.000Z'],
    ['2026-03-01T23:59:59.999Z', '2026-02-28', '2026-03-01T00:00:00.000Z'],
    ['2027-01-01T12:00:00.000Z', '2026-12-31', '2027-01-01T00:00:00.000Z'],
  ])('at %s is %s', (now, day, end) => {
    expect(lastDay(new Date(now))).toEqual({ day, end });
  });
});

describe('what is published of a seal', () => {
  it('goes by the name that rules of other accounts wait for', () => {
    expect(DAILY_SEALS).toBe('Assay Daily Seals');
  });

  const published = dailySeal(stored, signer.publicKeyPem);

  it('is its hash, as verification takes it, its place and its signature', () => {
    const seal = parseSeal(stored.bytes);
    expect(published).toEqual({
      account: seal?.account,
      region: seal?.region,
      number: seal?.number,
      to: '2026-03-02T00:00:00.000Z',
      seal: sha256(stored.bytes),
      signature: Buffer.from(stored.signature).toString('base64'),
      fingerprint: seal?.key.fingerprint,
    });
  });

  it('is the same text each time', () => {
    const { account, ...rest } = published;
    expect(dailySealsText('2026-03-01', [published])).toBe(
      dailySealsText('2026-03-01', [{ ...rest, account }]),
    );
    expect(JSON.parse(dailySealsText('2026-03-01', [published]))).toEqual({
      schema: 'assay.daily-seals/1',
      day: '2026-03-01',
      seals: [published],
    });
  });

  it.each([
    ['signed by another key', stored, testSigner().publicKeyPem],
    ['no seal', { ...stored, bytes: Buffer.from('{}') }, signer.publicKeyPem],
    [
      'changed',
      { ...stored, bytes: Buffer.from(`${stored.bytes}`.replace('"number":', '"number":1')) },
      signer.publicKeyPem,
    ],
    ['signed otherwise', { ...stored, signature: new Uint8Array(70) }, signer.publicKeyPem],
    ['of a key that is none', stored, 'key'],
  ])('is nothing where it is %s', (_, seal, pem) => {
    expect(() => dailySeal(seal, pem)).toThrow(/none that the sealing key has signed/);
  });
});
