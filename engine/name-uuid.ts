import { hash } from 'node:crypto';

/** The namespace of all our names; drawn once. */
const NAMESPACE = 'b4d8f4ea-5d02-4525-b966-e7ab22c52a39';

/** The same UUID for the same names, for ever: version 5 of RFC 9562 over the list's JSON, so that no two lists meet. */
export const uuidOf = (...names: readonly string[]): string => nameUuid(NAMESPACE, JSON.stringify(names));

/** Version 5 of RFC 9562: SHA-1 over a namespace's bytes and a name in UTF-8. */
export function nameUuid(namespace: string, name: string): string {
  const seed = Buffer.concat([Buffer.from(namespace.replaceAll('-', ''), 'hex'), Buffer.from(name)]);
  const bytes = hash('sha1', seed, 'buffer').subarray(0, 16);
  bytes.writeUInt8((bytes.readUInt8(6) & 0x0f) | 0x50, 6);
  bytes.writeUInt8((bytes.readUInt8(8) & 0x3f) | 0x80, 8);
  return bytes.toString('hex').replace(/(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
}
