import { canonicalJson } from '../canonical.ts';
import { INDEX_KEY, PUBLIC_KEY_KEY } from './layout.ts';
import { RECORD_SCHEMA } from './record.ts';
import { SEAL_SCHEMA, type Seal } from './seal.ts';
import { SEGMENT_SCHEMA } from './segment.ts';
import { keyOfSigner, type Signer } from './signature.ts';

/**
 * `index.json`: how to read the archive. Written once, as nothing in a write-once bucket can be kept up to date,
 * and made of nothing that the seals do not say too, so that every byte of it can be checked.
 */
export function indexBytes(key: Seal['key']): Uint8Array {
  const index = {
    schema: 'assay.archive/1',
    schemas: { record: RECORD_SCHEMA, segment: SEGMENT_SCHEMA, seal: SEAL_SCHEMA },
    layout: {
      segment: 'evidence/<account>/<region>/<yyyy>/<mm>/<dd>/segment-<12 digits>.ndjson.gz',
      seal: 'seals/<account>/<region>/<yyyymmddThhmmssZ>.json',
      signature: 'seals/<account>/<region>/<yyyymmddThhmmssZ>.sig',
    },
    key: { ...key },
  };
  return Buffer.from(`${canonicalJson(index)}\n`);
}

/** What an archive holds besides segments and seals, written once. @throws TypeError on a key that is not P-256 */
export function fixedFiles(signer: Signer): ReadonlyMap<string, Uint8Array> {
  const { keyId, algorithm } = signer;
  const key = keyOfSigner(signer);
  return new Map([
    [PUBLIC_KEY_KEY, Buffer.from(key.pem)],
    [INDEX_KEY, indexBytes({ id: keyId, algorithm, fingerprint: key.fingerprint })],
  ]);
}
