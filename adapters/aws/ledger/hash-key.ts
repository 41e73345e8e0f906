import type { Aws } from '../aws.ts';

/** Never to be changed: with another message, the hashes of the same properties are others than in older records. */
const MESSAGE = 'assay.evidence/keyed-hash/1';

/**
 * The key of the keyed hashes in evidence: KMS's MAC of a constant, 32 bytes, asked for once an instance. It exists in
 * no place but KMS and memory, and whoever may use the HMAC_256 key can have it again, to show what a hash is of.
 */
export function hashKey(aws: Aws, keyArn: string): () => Promise<Uint8Array> {
  let asked: Promise<Uint8Array> | undefined;
  return () => {
    asked ??= ask(aws, keyArn).catch((error: unknown) => {
      asked = undefined;
      throw error;
    });
    return asked;
  };
}

async function ask(aws: Aws, KeyId: string): Promise<Uint8Array> {
  const { GenerateMacCommand, KMSClient } = await import('../clients/kms-crypto.ts');
  const { Mac } = await aws
    .client(KMSClient, aws.region)
    .send(new GenerateMacCommand({ KeyId, Message: Buffer.from(MESSAGE), MacAlgorithm: 'HMAC_SHA_256' }));
  if (Mac === undefined) throw new TypeError(`KMS gave no MAC with ${KeyId}; an HMAC_256 key was expected`);
  return Mac;
}
