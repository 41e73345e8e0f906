import { createHash, createPublicKey } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { fixedFiles } from '../../../engine/evidence/index-file.ts';
import { testSigner } from './archive.ts';

const signer = testSigner();

describe('what an archive holds besides segments and seals', () => {
  const texts = new Map(
    Array.from(fixedFiles(signer), ([key, bytes]) => [key, Buffer.from(bytes).toString()]),
  );

  it('is the public key, and how to read the archive', () => {
    expect([...texts.keys()]).toEqual(['public-key.pem', 'index.json']);
    expect(texts.get('public-key.pem')).toBe(signer.publicKeyPem);
    const spki = createPublicKey(signer.publicKeyPem).export({ type: 'spki', format: 'der' });
    expect(texts.get('index.json')).toBe(
      `{"key":{"algorithm":"ECDSA_SHA_256","fingerprint":"${createHash('sha256').update(spki).digest('hex')}",` +
        `"id":"${signer.keyId}"},` +
        '"layout":{"seal":"seals/<account>/<region>/<yyyymmddThhmmssZ>.json",' +
        '"segment":"evidence/<account>/<region>/<yyyy>/<mm>/<dd>/segment-<12 digits>.ndjson.gz",' +
        '"signature":"seals/<account>/<region>/<yyyymmddThhmmssZ>.sig"},' +
        '"schema":"assay.archive/1",' +
        '"schemas":{"record":"assay.evidence/1","seal":"assay.seal/1","segment":"assay.segment/1"}}\n',
    );
  });

  it('is refused with a key that is no P-256', () => {
    expect(() => fixedFiles({ ...signer, publicKeyPem: 'none' })).toThrow(
      new TypeError(`the public key of ${signer.keyId} is no P-256 key in PEM; seals use ECC_NIST_P256`),
    );
  });
});
