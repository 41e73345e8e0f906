import {
  createCipheriv,
  createDecipheriv,
  createHmac,
  randomBytes,
  sign,
  timingSafeEqual,
  verify,
} from 'node:crypto';
import { AwsError } from '../../errors.ts';
import type { Call, Operations } from '../../service.ts';
import { invalid, type Material, type StoredKey, usableKey } from './_shared.ts';
import { signDigest, verifiesDigest } from './ecdsa.ts';

type Kind = Material['kind'];
type MaterialOf<K extends Kind> = Extract<Material, { kind: K }>;

/** What keys are for. */
export const cryptography = {
  Sign(input, call) {
    const { Message, MessageType = 'RAW', SigningAlgorithm } = input;
    const { key, material } = signer(call, input);
    checkMessage(Message, MessageType);
    const Signature =
      MessageType === 'RAW'
        ? sign('sha256', Message, material.privateKey)
        : signDigest(material.privateKey, Message);
    return { KeyId: key.metadata.Arn, Signature: new Uint8Array(Signature), SigningAlgorithm };
  },

  Verify(input, call) {
    const { Message, MessageType = 'RAW', Signature, SigningAlgorithm } = input;
    const { key, material } = signer(call, input);
    checkMessage(Message, MessageType);
    const SignatureValid =
      MessageType === 'RAW'
        ? verify('sha256', Message, material.publicKey, Signature)
        : verifiesDigest(material.privateKey, Message, Signature);
    if (!SignatureValid) throw new AwsError('KMSInvalidSignatureException', '', 400);
    return { KeyId: key.metadata.Arn, SignatureValid, SigningAlgorithm };
  },

  GetPublicKey(input, call) {
    const { key, material } = keyOf(call, input.KeyId, 'ecc');
    const { Arn, KeySpec, KeyUsage, SigningAlgorithms } = key.metadata;
    const spki = material.publicKey.export({ type: 'spki', format: 'der' });
    return { KeyId: Arn, PublicKey: Uint8Array.from(spki), KeySpec, KeyUsage, SigningAlgorithms };
  },

  Encrypt(input, call) {
    const { Plaintext, EncryptionContext: context = {} } = input;
    const { key, material } = keyOf(call, input.KeyId, 'symmetric', context);
    if (Plaintext.length > 4096) throw tooLong('plaintext', 4096);
    return {
      KeyId: key.metadata.Arn,
      CiphertextBlob: sealed(key, material.secret, { plaintext: Plaintext, context }),
      EncryptionAlgorithm: 'SYMMETRIC_DEFAULT',
    };
  },

  Decrypt(input, call) {
    const { CiphertextBlob = new Uint8Array(), EncryptionContext: context = {} } = input;
    const blob = Buffer.from(CiphertextBlob);
    const named = /^K([0-9a-f-]{36})/.exec(blob.subarray(0, 37).toString('latin1'))?.[1];
    if (named === undefined) throw invalidCiphertext();
    const { key, material } = keyOf(call, input.KeyId ?? named, 'symmetric', context);
    if (key.metadata.KeyId !== named) {
      throw new AwsError(
        'IncorrectKeyException',
        'The key ID in the request does not identify a CMK that can perform this operation.',
      );
    }
    const Plaintext = unsealed(material.secret, blob, context);
    return { KeyId: key.metadata.Arn, Plaintext, EncryptionAlgorithm: 'SYMMETRIC_DEFAULT' };
  },

  GenerateDataKey(input, call) {
    return dataKey(call, input);
  },

  GenerateDataKeyWithoutPlaintext(input, call) {
    const { KeyId, CiphertextBlob } = dataKey(call, input);
    return { KeyId, CiphertextBlob };
  },

  GenerateMac(input, call) {
    const { key, material } = keyOf(call, input.KeyId, 'hmac');
    const Mac = Uint8Array.from(macOf(material, input.Message));
    return { KeyId: key.metadata.Arn, Mac, MacAlgorithm: input.MacAlgorithm };
  },

  VerifyMac(input, call) {
    const { key, material } = keyOf(call, input.KeyId, 'hmac');
    const mac = macOf(material, input.Message);
    if (mac.length !== input.Mac.length || !timingSafeEqual(mac, input.Mac)) {
      throw new AwsError('KMSInvalidMacException', '', 400);
    }
    return { KeyId: key.metadata.Arn, MacValid: true, MacAlgorithm: input.MacAlgorithm };
  },

  GenerateRandom: (input) => ({ Plaintext: Uint8Array.from(randomBytes(input.NumberOfBytes ?? 32)) }),
} satisfies Operations<typeof import('@aws-sdk/client-kms')>;

function keyOf<K extends Kind>(
  call: Call,
  given: string,
  kind: K,
  context: Record<string, string> = {},
): { key: StoredKey; material: MaterialOf<K> } {
  const conditions = Object.entries(context).map(([name, value]) => [
    `kms:encryptioncontext:${name.toLowerCase()}`,
    value,
  ]);
  const key = usableKey(call, given, Object.fromEntries(conditions));
  if (isOf(key.material, kind)) return { key, material: key.material };
  const { Arn, KeyUsage } = key.metadata;
  throw new AwsError(
    'InvalidKeyUsageException',
    `${Arn} key usage is ${KeyUsage} which is not valid for ${call.operation}.`,
  );
}

function isOf<K extends Kind>(material: Material, kind: K): material is MaterialOf<K> {
  return material.kind === kind;
}

function signer(call: Call, input: { KeyId: string; SigningAlgorithm: string }) {
  const found = keyOf(call, input.KeyId, 'ecc');
  if (input.SigningAlgorithm === 'ECDSA_SHA_256') return found;
  throw new AwsError(
    'InvalidKeyUsageException',
    `Algorithm ${input.SigningAlgorithm} is incompatible with key spec ${found.key.metadata.KeySpec}.`,
  );
}

function checkMessage(message: Uint8Array, type: string): void {
  if (message.length > 4096) throw tooLong('message', 4096);
  if (type === 'DIGEST' && message.length !== 32) {
    throw invalid('Digest is invalid length for algorithm ECDSA_SHA_256.');
  }
  if (type !== 'RAW' && type !== 'DIGEST')
    throw invalid(`MessageType ${type} is not valid for ECDSA_SHA_256`);
}

function tooLong(member: string, limit: number): AwsError {
  return invalid(
    `1 validation error detected: Value at '${member}' failed to satisfy constraint: Member must have length less than or equal to ${limit}`,
  );
}

function dataKey(
  call: Call,
  input: {
    KeyId: string;
    KeySpec?: string | undefined;
    NumberOfBytes?: number | undefined;
    EncryptionContext?: Record<string, string> | undefined;
  },
) {
  if ((input.KeySpec === undefined) === (input.NumberOfBytes === undefined)) {
    throw invalid('Please specify either number of bytes or key spec.');
  }
  const context = input.EncryptionContext ?? {};
  const { key, material } = keyOf(call, input.KeyId, 'symmetric', context);
  const bytes = input.NumberOfBytes ?? (input.KeySpec === 'AES_128' ? 16 : 32);
  const Plaintext = Uint8Array.from(randomBytes(bytes));
  const CiphertextBlob = sealed(key, material.secret, { plaintext: Plaintext, context });
  return { KeyId: key.metadata.Arn, Plaintext, CiphertextBlob };
}

interface Sealing {
  plaintext: Uint8Array;
  context: Record<string, string>;
}

// A mark, key id, nonce, tag, ciphertext.
function sealed({ metadata }: StoredKey, secret: Buffer, { plaintext, context }: Sealing): Uint8Array {
  const nonce = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', secret, nonce).setAAD(canonical(context));
  const body = Buffer.concat([cipher.update(plaintext), cipher.final()]);
  const head = Buffer.from(`K${metadata.KeyId}`, 'latin1');
  return Uint8Array.from(Buffer.concat([head, nonce, cipher.getAuthTag(), body]));
}

function unsealed(secret: Buffer, blob: Buffer, context: Record<string, string>): Uint8Array {
  if (blob.length < 65) throw invalidCiphertext();
  try {
    const cipher = createDecipheriv('aes-256-gcm', secret, blob.subarray(37, 49));
    cipher.setAAD(canonical(context)).setAuthTag(blob.subarray(49, 65));
    return Uint8Array.from(Buffer.concat([cipher.update(blob.subarray(65)), cipher.final()]));
  } catch {
    throw invalidCiphertext();
  }
}

function canonical(context: Record<string, string>): Buffer {
  return Buffer.from(JSON.stringify(Object.entries(context).sort(([a], [b]) => (a < b ? -1 : 1))));
}

function invalidCiphertext(): AwsError {
  return new AwsError('InvalidCiphertextException', '', 400);
}

function macOf({ secret }: MaterialOf<'hmac'>, message: Uint8Array): Buffer {
  return createHmac('sha256', secret).update(message).digest();
}
