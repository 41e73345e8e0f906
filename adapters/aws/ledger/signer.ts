import { createPublicKey } from 'node:crypto';
import type { Signer } from '../../../engine/evidence/signature.ts';
import type { Aws } from '../aws.ts';

/** Whoever signs seals in the account: KMS, with an ECC_NIST_P256 key. Its public key is asked for once an instance. */
export function kmsSigner(aws: Aws, keyArn: string): () => Promise<Signer> {
  let asked: Promise<Signer> | undefined;
  return () => {
    asked ??= open(aws, keyArn).catch((error: unknown) => {
      asked = undefined;
      throw error;
    });
    return asked;
  };
}

async function open(aws: Aws, keyArn: string): Promise<Signer> {
  const { GetPublicKeyCommand, KMSClient, SignCommand } = await import('../clients/kms-crypto.ts');
  const client = aws.client(KMSClient, aws.region);
  const { KeyId = keyArn, PublicKey } = await client.send(new GetPublicKeyCommand({ KeyId: keyArn }));
  if (PublicKey === undefined) throw new TypeError(`KMS gave no public key of ${keyArn}`);
  const key = createPublicKey({ key: Buffer.from(PublicKey), format: 'der', type: 'spki' });
  return {
    keyId: KeyId,
    algorithm: 'ECDSA_SHA_256',
    publicKeyPem: key.export({ type: 'spki', format: 'pem' }).toString(),
    async sign(Message) {
      // RAW: whoever verifies needs nothing but the seal's bytes.
      const { Signature } = await client.send(
        new SignCommand({ KeyId, Message, MessageType: 'RAW', SigningAlgorithm: 'ECDSA_SHA_256' }),
      );
      if (Signature === undefined) throw new TypeError(`KMS gave no signature with ${KeyId}`);
      return Signature;
    },
  };
}
